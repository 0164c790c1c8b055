/** S3 encrypts every object, and every answer about one says so. */
import { expect, it } from 'vitest';
import { client } from '../support/sandbox/operations.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

const HEADER = 'x-amz-server-side-encryption';

it.each([[[]], [[[HEADER, 'AES256']]]] as readonly [readonly Pair[]][])(
  'an object is encrypted, whether a client asks for it or not: %j',
  (asked) => {
    const { ask, put } = client();
    const length: Pair = ['Content-Length', '1'];
    const begun = ask({ method: 'POST', path: '/big', query: [['uploads', '']], headers: asked });
    const uploadId: Pair = ['uploadId', begun.element('UploadId') ?? ''];
    const upload = { path: '/big', query: [['partNumber', '1'], uploadId] } as const;
    const source: Pair = ['x-amz-copy-source', '/examplebucket/key'];
    const answers = {
      PutObject: put('key', 'body', asked),
      GetObject: ask({ path: '/key' }),
      HeadObject: ask({ method: 'HEAD', path: '/key' }),
      'GetObject of a range': ask({ path: '/key', headers: [['Range', 'bytes=0-1']] }),
      CopyObject: ask({ method: 'PUT', path: '/copy', headers: [source, ...asked] }),
      'GetObject of a copy': ask({ path: '/copy' }),
      CreateMultipartUpload: begun,
      UploadPartCopy: ask({ method: 'PUT', ...upload, headers: [source] }),
      UploadPart: ask({ method: 'PUT', ...upload, body: 'x', headers: [length] }),
    };
    const etag = answers.UploadPart.headers.etag;
    const document = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part></CompleteMultipartUpload>`;
    const completed = ask({ method: 'POST', path: '/big', query: [uploadId], body: document });
    for (const [name, answer] of Object.entries({ ...answers, CompleteMultipartUpload: completed })) {
      expect([name, answer.status < 300, answer.headers[HEADER]]).toEqual([name, true, 'AES256']);
    }
  },
);
