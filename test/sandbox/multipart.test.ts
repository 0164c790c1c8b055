/** Uploads in parts, from the first request to the object (https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html). */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { octetsOf } from '../../src/sandbox/storage/content.ts';
import { octetsOf as octets } from '../support/octets-of.ts';
import { type Client, client } from '../support/sandbox/operations.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

const LARGE = 5 * 1024 * 1024;
const md5 = (text: string) => createHash('md5').update(text, 'latin1').digest();
const crcOf = (text: string | Buffer) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(typeof text === 'string' ? Buffer.from(text, 'latin1') : text));
  return bytes.toString('base64');
};

function begin({ ask }: Client, headers: readonly Pair[] = []) {
  const answer = ask({ method: 'POST', path: '/big', query: [['uploads', '']], headers });
  expect([answer.status, answer.element('Bucket'), answer.element('Key')]).toEqual([200, 'examplebucket', 'big']);
  return answer.element('UploadId') ?? '';
}

function part({ ask }: Client, id: string, number: number, body: string, headers: readonly Pair[] = []) {
  return ask({
    method: 'PUT',
    path: '/big',
    query: [
      ['partNumber', String(number)],
      ['uploadId', id],
    ],
    headers: [['Content-Length', String(body.length)], ...headers],
    body,
  });
}

const named = (number: number, etag: string, more = '') =>
  `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag>${more}</Part>`;

function complete({ ask }: Client, id: string, parts: string, headers: readonly Pair[] = []) {
  const body = `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parts}</CompleteMultipartUpload>`;
  return ask({ method: 'POST', path: '/big', query: [['uploadId', id]], body, headers });
}

const FIRST = 'a'.repeat(LARGE);
const SECOND = 'the rest';

describe('an upload in parts', () => {
  it('makes the object of the named parts, in their order, with the ETag that S3 documents', () => {
    const made = client();
    const id = begin(made, [
      ['Content-Type', 'text/plain'],
      ['x-amz-meta-color', 'blue'],
    ]);
    expect(part(made, id, 2, SECOND).headers.etag).toBe(`"${md5(SECOND).toString('hex')}"`);
    part(made, id, 1, 'another, which the next one replaces');
    const etag = part(made, id, 1, FIRST).headers.etag ?? '';
    expect(made.ask({ path: '/big' }).status).toBe(404);
    const answer = complete(made, id, named(1, etag) + named(2, md5(SECOND).toString('hex')));
    const whole = createHash('md5')
      .update(Buffer.concat([md5(FIRST), md5(SECOND)]))
      .digest('hex');
    expect([answer.status, answer.element('ETag')]).toEqual([200, `"${whole}-2"`]);
    const read = made.ask({ path: '/big' });
    expect(read.body === FIRST + SECOND).toBe(true);
    expect(read.headers).toMatchObject({
      'content-type': 'text/plain',
      'x-amz-meta-color': 'blue',
      etag: `"${whole}-2"`,
    });
    expect(made.store.uploads.size).toBe(0);
    expect(complete(made, id, named(1, etag)).element('Code')).toBe('NoSuchUpload');
  });

  it('is answered in the same way if it is completed once more, as by a client that has lost the answer', () => {
    const made = client();
    const id = begin(made, [['x-amz-checksum-algorithm', 'CRC32']]);
    const etags = [FIRST, SECOND].map((body, index) => part(made, id, index + 1, body).headers.etag ?? '');
    const parts = etags.map((etag, index) => named(index + 1, etag)).join('');
    const first = complete(made, id, parts);
    const again = complete(made, id, parts, [['If-None-Match', '*']]);
    expect([again.status, again.body, again.headers]).toEqual([200, first.body, first.headers]);
    expect(complete(made, id, named(1, etags[0] ?? '')).element('Code')).toBe('NoSuchUpload');
    expect(complete(made, `${id}0`, parts).element('Code')).toBe('NoSuchUpload');
    const copy = made.ask({ method: 'PUT', path: '/copy', headers: [['x-amz-copy-source', '/examplebucket/big']] });
    expect(copy.status).toBe(200);
    expect(made.store.buckets.get(octets('examplebucket'))?.objects.get(octets('copy'))?.uploadId).toBeNull();
    made.put('big', 'another object');
    expect(complete(made, id, parts).element('Code')).toBe('NoSuchUpload');
  });

  it('can be read part by part', () => {
    const made = client();
    const id = begin(made);
    const etags = [FIRST, SECOND].map((body, index) => part(made, id, index + 1, body).headers.etag ?? '');
    complete(made, id, etags.map((etag, index) => named(index + 1, etag)).join(''));
    const second = made.ask({ path: '/big', query: [['partNumber', '2']] });
    expect([second.status, second.body, second.headers['x-amz-mp-parts-count']]).toEqual([206, SECOND, '2']);
    expect(second.headers['content-range']).toBe(
      `bytes ${LARGE}-${LARGE + SECOND.length - 1}/${LARGE + SECOND.length}`,
    );
    expect(made.ask({ path: '/big', query: [['partNumber', '3']] }).element('Code')).toBe('InvalidPartNumber');
    const across = made.ask({ path: '/big', headers: [['Range', `bytes=${LARGE - 2}-${LARGE + 2}`]] });
    expect(across.body).toBe('aathe');
  });

  it.each([
    ['in another order', (one: string, two: string) => named(2, two) + named(1, one), 'InvalidPartOrder'],
    ['with another ETag', (one: string) => named(1, one) + named(2, '0'.repeat(32)), 'InvalidPart'],
    ['with a part that is not there', (one: string) => named(1, one) + named(3, one), 'InvalidPart'],
    ['with no part', () => '', 'MalformedXML'],
    ['with a document that is not well-formed', () => '<Part>', 'MalformedXML'],
  ])('is refused %s, and goes on', (_what, document, code) => {
    const made = client();
    const id = begin(made);
    const [one = '', two = ''] = [FIRST, SECOND].map(
      (body, index) => part(made, id, index + 1, body).headers.etag ?? '',
    );
    expect(complete(made, id, document(one, two)).element('Code')).toBe(code);
    expect(complete(made, id, named(1, one) + named(2, two)).status).toBe(200);
  });

  it('is refused where a part before the last one has fewer than 5 MiB', () => {
    const made = client();
    const id = begin(made);
    const etags = ['small', 'last'].map((body, index) => part(made, id, index + 1, body).headers.etag ?? '');
    const answer = complete(made, id, etags.map((etag, index) => named(index + 1, etag)).join(''));
    expect([answer.element('Code'), answer.element('MinSizeAllowed')]).toEqual(['EntityTooSmall', String(LARGE)]);
  });

  it('ends without an object where it is aborted', () => {
    const made = client();
    const id = begin(made);
    part(made, id, 1, SECOND);
    expect(made.ask({ method: 'DELETE', path: '/big', query: [['uploadId', id]] }).status).toBe(204);
    expect(part(made, id, 2, SECOND).element('Code')).toBe('NoSuchUpload');
    expect(made.ask({ path: '/big' }).status).toBe(404);
  });

  it.each(['0', '10001', 'x', '-1', ''])('has no part with the number "%s"', (number) => {
    const made = client();
    const id = begin(made);
    const query: Pair[] = [
      ['partNumber', number],
      ['uploadId', id],
    ];
    const answer = made.ask({ method: 'PUT', path: '/big', query, headers: [['Content-Length', '0']] });
    expect([answer.element('Code'), answer.element('ArgumentName')]).toEqual(['InvalidArgument', 'partNumber']);
  });

  it('refuses a part with the Content-MD5 of another', () => {
    const made = client();
    const id = begin(made);
    const answer = part(made, id, 1, SECOND, [['Content-MD5', md5(FIRST).toString('base64')]]);
    expect(answer.element('Code')).toBe('BadDigest');
  });

  it('keeps the conditions of its completion', () => {
    const made = client();
    made.put('big', 'already here');
    const id = begin(made);
    const etag = part(made, id, 1, SECOND).headers.etag ?? '';
    expect(complete(made, id, named(1, etag), [['If-None-Match', '*']]).status).toBe(412);
    expect(made.ask({ path: '/big' }).body).toBe('already here');
  });
});

describe('a part that is copied', () => {
  const copy = (made: Client, id: string, headers: readonly Pair[]) =>
    made.ask({
      method: 'PUT',
      path: '/big',
      query: [
        ['partNumber', '1'],
        ['uploadId', id],
      ],
      headers,
    });

  it('has the bytes of the range', () => {
    const made = client();
    made.put('source', '0123456789');
    const id = begin(made);
    const answer = copy(made, id, [
      ['x-amz-copy-source', '/examplebucket/source'],
      ['x-amz-copy-source-range', 'bytes=2-4'],
    ]);
    expect(answer.element('ETag')).toBe(`"${md5('234').toString('hex')}"`);
    complete(made, id, named(1, answer.element('ETag') ?? ''));
    expect(made.ask({ path: '/big' }).body).toBe('234');
  });

  it.each(['bytes=5-20', 'bytes=9-2', '0-1', 'bytes=-3'])('is refused with the range %s', (range) => {
    const made = client();
    made.put('source', '0123456789');
    const answer = copy(made, begin(made), [
      ['x-amz-copy-source', '/examplebucket/source'],
      ['x-amz-copy-source-range', range],
    ]);
    expect([answer.status, answer.element('ArgumentName')]).toEqual([400, 'x-amz-copy-source-range']);
  });
});

describe('the checksum of an object in parts', () => {
  it('is that of the checksums of its parts where the client announces no type', () => {
    const made = client();
    const id = begin(made, [['x-amz-checksum-algorithm', 'CRC32']]);
    const parts = [FIRST, SECOND].map((body, index) =>
      named(
        index + 1,
        part(made, id, index + 1, body).headers.etag ?? '',
        `<ChecksumCRC32>${crcOf(body)}</ChecksumCRC32>`,
      ),
    );
    const combined = Buffer.concat([FIRST, SECOND].map((body) => Buffer.from(crcOf(body), 'base64')));
    const wrong = complete(made, id, parts.join(''), [['x-amz-checksum-crc32', crcOf('other')]]);
    expect(wrong.element('Code')).toBe('BadDigest');
    // MinIO's client sends it without the number of parts.
    const answer = complete(made, id, parts.join(''), [['x-amz-checksum-crc32', crcOf(combined)]]);
    expect(answer.element('ChecksumCRC32')).toBe(`${crcOf(combined)}-2`);
    const head = made.ask({ method: 'HEAD', path: '/big', headers: [['x-amz-checksum-mode', 'ENABLED']] });
    expect(head.headers['x-amz-checksum-type']).toBe('COMPOSITE');
  });

  it('is that of all bytes where the client says FULL_OBJECT, and is compared', () => {
    const made = client();
    const id = begin(made, [
      ['x-amz-checksum-algorithm', 'CRC32'],
      ['x-amz-checksum-type', 'FULL_OBJECT'],
    ]);
    const parts = [FIRST, SECOND]
      .map((body, index) => named(index + 1, part(made, id, index + 1, body).headers.etag ?? ''))
      .join('');
    expect(complete(made, id, parts, [['x-amz-checksum-crc32', crcOf('other')]]).element('Code')).toBe('BadDigest');
    expect(complete(made, id, parts).element('ChecksumCRC32')).toBe(crcOf(FIRST + SECOND));
  });

  /** The checksum and its type in the answer to a part, or to a range. */
  function partChecksums(type: 'COMPOSITE' | 'FULL_OBJECT', bodies: readonly string[]) {
    const made = client();
    const id = begin(made, [
      ['x-amz-checksum-algorithm', 'CRC32'],
      ['x-amz-checksum-type', type],
    ]);
    const parts = bodies.map((body, index) => named(index + 1, part(made, id, index + 1, body).headers.etag ?? ''));
    expect(complete(made, id, parts.join('')).status).toBe(200);
    return bodies.map((_body, index) => {
      const query: Pair[] = [['partNumber', String(index + 1)]];
      const read = (method: string, headers: readonly Pair[] = []) =>
        made.ask({ method, path: '/big', query, headers });
      expect(read('GET').headers['x-amz-checksum-crc32']).toBeUndefined();
      const [got, head] = ['GET', 'HEAD'].map((method) => read(method, [['x-amz-checksum-mode', 'ENABLED']]).headers);
      expect(head).toEqual(got);
      return [got?.['x-amz-checksum-crc32'], got?.['x-amz-checksum-type']];
    });
  }

  it('is that of the part if a part is read, and if the checksum is made of those of the parts', () => {
    expect(partChecksums('COMPOSITE', [FIRST, SECOND])).toEqual([
      [crcOf(FIRST), 'COMPOSITE'],
      [crcOf(SECOND), 'COMPOSITE'],
    ]);
    expect(partChecksums('COMPOSITE', [SECOND])).toEqual([[crcOf(SECOND), 'COMPOSITE']]);
  });

  it('is not given with a part of an object that has one of its own, unless the part is all of it', () => {
    const none = [undefined, undefined];
    expect(partChecksums('FULL_OBJECT', [FIRST, SECOND])).toEqual([none, none]);
    expect(partChecksums('FULL_OBJECT', [SECOND])).toEqual([[crcOf(SECOND), 'FULL_OBJECT']]);
  });

  it.each([
    ['SHA256', 'FULL_OBJECT'],
    ['CRC64NVME', 'COMPOSITE'],
    ['MD4', 'COMPOSITE'],
  ])('cannot be %s with type %s', (algorithm, type) => {
    const headers: Pair[] = [
      ['x-amz-checksum-algorithm', algorithm],
      ['x-amz-checksum-type', type],
    ];
    const answer = client().ask({ method: 'POST', path: '/big', query: [['uploads', '']], headers });
    expect([answer.status, answer.element('Code')]).toEqual([400, 'InvalidRequest']);
  });
});

describe('lists of parts and uploads', () => {
  it('have pages of parts', () => {
    const made = client();
    const id = begin(made);
    for (const number of [1, 2, 5]) part(made, id, number, `part ${number}`);
    const list = (...query: Pair[]) => made.ask({ path: '/big', query: [['uploadId', id], ...query] });
    const first = list(['max-parts', '2']);
    expect(first.all('PartNumber')).toEqual(['1', '2']);
    expect([first.element('IsTruncated'), first.element('NextPartNumberMarker')]).toEqual(['true', '2']);
    const second = list(['part-number-marker', '2']);
    expect([second.all('PartNumber'), second.element('IsTruncated')]).toEqual([['5'], 'false']);
    expect(second.all('Size')).toEqual(['6']);
  });

  it('have pages of uploads, by key', () => {
    const made = client();
    for (const key of ['b/1', 'a', 'b/2', 'c']) made.ask({ method: 'POST', path: `/${key}`, query: [['uploads', '']] });
    const list = (...query: Pair[]) => made.ask({ query: [['uploads', ''], ...query] });
    expect(list().all('Key')).toEqual(['a', 'b/1', 'b/2', 'c']);
    const first = list(['max-uploads', '2']);
    expect([first.all('Key'), first.element('NextKeyMarker')]).toEqual([['a', 'b/1'], 'b/1']);
    const next: Pair[] = [
      ['key-marker', 'b/1'],
      ['upload-id-marker', first.element('NextUploadIdMarker') ?? ''],
    ];
    expect(list(...next).all('Key')).toEqual(['b/2', 'c']);
    expect(list(['delimiter', '/']).all('Key')).toEqual(['a', 'c']);
    expect(list(['prefix', 'b/']).all('Key')).toEqual(['b/1', 'b/2']);
  });

  it('lose the uploads of a bucket that is deleted', () => {
    const made = client();
    begin(made);
    expect(made.ask({ method: 'DELETE' }).status).toBe(204);
    expect(made.store.uploads.size).toBe(0);
  });
});

it('keeps the content of a copy although its source is deleted', () => {
  const made = client();
  made.put('source', 'content');
  made.ask({ method: 'PUT', path: '/copy', headers: [['x-amz-copy-source', '/examplebucket/source']] });
  made.ask({ method: 'DELETE', path: '/source' });
  const copied = made.store.buckets.get(octets('examplebucket'))?.objects.get(octets('copy'));
  expect(copied && octetsOf(copied.body)).toBe('content');
});
