/**
 * Requests of SDKs as they were on the wire, signed with AWS's example key on 27 November 2026, 10:39:27 UTC, for a
 * server at 127.0.0.1:39191: presigned ones with headers in their query, and an Authorization header that says too much.
 */
const CREDENTIAL = 'AKIAIOSFODNN7EXAMPLE%2F20261127%2Fus-east-1%2Fs3%2Faws4_request';

/** When they were signed, and with which signature in `X-Amz-Date` or `x-amz-date`. */
export const SIGNED_AT = '20261127T103927Z';

interface Presigned {
  readonly method: 'GET' | 'PUT';
  readonly path: string;
  /** Before the parameters of the signature, encoded. */
  readonly query: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

/** The bytes of one with this body, whose bytes are not signed. One character is one byte. */
function bytesOf({ method, path, query, signedHeaders, signature }: Presigned, body: string): string {
  const ofSignature = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${CREDENTIAL}&X-Amz-Date=${SIGNED_AT}&X-Amz-Expires=900&X-Amz-SignedHeaders=${signedHeaders}&X-Amz-Signature=${signature}`;
  const length = method === 'PUT' ? `Content-Length: ${body.length}\r\n` : '';
  return `${method} ${path}?${query}&${ofSignature} HTTP/1.1\r\nHost: 127.0.0.1:39191\r\n${length}\r\n${body}`;
}

const PP = { method: 'PUT', path: '/examplebucket/pp', signedHeaders: 'host' } as const;

/** AWS SDK for JavaScript v2, PutObject with ACL: the header is signed, and its value is in the query alone. */
export const signedAclInQuery = (body = 'x') =>
  bytesOf(
    {
      ...PP,
      query: 'x-amz-acl=private',
      signedHeaders: 'host%3Bx-amz-acl',
      signature: '8a91078fcfd2c16c0946aaf90a0add4f076500853df9b0c5f7251d7ca7cfefa5',
    },
    body,
  );

/** AWS SDK for JavaScript v3, PutObject of `abc`: the checksum of that is in the query. */
export const checksumInQuery = (body = 'abc') =>
  bytesOf(
    {
      ...PP,
      query:
        'X-Amz-Content-Sha256=UNSIGNED-PAYLOAD&x-amz-checksum-crc32=NSRBwg%3D%3D&x-amz-sdk-checksum-algorithm=CRC32&x-id=PutObject',
      signature: '46214f6c868e9d770e6ea1e75bd400a3a26f77a1f59c38c850706a32758cede3',
    },
    body,
  );

/** AWS SDKs for JavaScript v3 and Ruby, PutObject with Metadata. */
export const metadataInQuery = (body = 'abc') =>
  bytesOf(
    {
      ...PP,
      query: 'x-amz-meta-colour=blue',
      signature: 'bb1a69c839ad1a7b5ca0bcf2c7fbe8f10fe2793b9eb123ddde04b050a198b3a7',
    },
    body,
  );

/** A parameter for the access log. */
export const logParameter = () =>
  bytesOf(
    {
      method: 'GET',
      path: '/examplebucket/test.txt',
      query: 'x-user=johndoe',
      signedHeaders: 'host',
      signature: 'e82069486c7d1a0c7c40a01cf2e142a120969a0f3477f8e8291cd763342de3f3',
    },
    '',
  );

/** The parts of the Authorization header of a GET, as they should be. */
export const AUTHORIZATION_PARTS = [
  'Credential=AKIAIOSFODNN7EXAMPLE/20261127/us-east-1/s3/aws4_request',
  'SignedHeaders=host;x-amz-content-sha256;x-amz-date',
  'Signature=cdeac323f9a899d7ea495658df30e86f8bfab9a974d5198d1402c35829123506',
] as const;

/** That GET with these parts. */
export const getWithParts = (parts: readonly string[]) =>
  [
    'GET /examplebucket/test.txt HTTP/1.1',
    'Host: 127.0.0.1:39191',
    `x-amz-date: ${SIGNED_AT}`,
    'x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    `Authorization: AWS4-HMAC-SHA256 ${parts.join(', ')}`,
    '\r\n',
  ].join('\r\n');

/** SignedHeaders twice, Signature twice, and a part that is none. */
export const garbledAuthorization = () => {
  const [credential, signedHeaders, signature] = AUTHORIZATION_PARTS;
  return getWithParts([
    ...[credential, 'SignedHeaders=nonsense', 'garbage'],
    ...[signedHeaders, 'Signature=0000', signature],
  ]);
};
