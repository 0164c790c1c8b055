/** Signs one request as several vendors do, so that what they make of it can be compared. */
import { S3_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { plain } from '../../bytes/bytes.ts';
import { EMPTY, octetsFromText } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import type { Algorithm } from '../../sigv4/algorithms/algorithm.ts';
import { ALL_ALGORITHMS } from '../../sigv4/algorithms/table.ts';
import { S3_RULES, usualPayload } from '../../sigv4/rules.ts';
import { USUAL_SIGNING } from '../../sigv4/schemes/signing-input.ts';
import { traceSigning } from '../../sigv4/sign.ts';
import type { Trace } from '../../trace/trace.ts';
import type { Results } from '../../views/results.ts';

/** The algorithms whose secret is a text, so that one example key signs with all of them. */
export const COMPARABLE: readonly Algorithm[] = ALL_ALGORITHMS.filter(
  ({ keyKind }) => keyKind === 'hmac' || keyKind === 'hkdf',
);

/** The dialects of these algorithms. */
export const COMPARED_DIALECTS: Results['dialects']['dialects'] = COMPARABLE.map(({ id, dialect }) => ({
  id,
  dialect,
}));

/** A request in which the dialects differ: a port, an escaped byte, a parameter without a value, and spaces in a header. */
const REQUEST = [
  'PUT /examplebucket/my%20photo.jpg?acl HTTP/1.1',
  'Host: storage.example.com:8080',
  'Content-Type: image/jpeg',
  'X-Note: one  two',
  '',
  '',
].join('\r\n');

const bytes = (text: string) => plain(octetsFromText(text));

/** Signs the request at the time of AWS's example. */
export function exampleTrace(algorithm: Algorithm): Trace {
  const { usual, rules } = algorithm.dialect;
  const base = rules ?? S3_RULES;
  return traceSigning({
    ...USUAL_SIGNING,
    algorithm,
    request: bytes(REQUEST),
    payload: { length: 0, sha256: sha256Hex(EMPTY) },
    credentials: {
      accessKeyId: bytes(S3_EXAMPLE_KEY.accessKeyId),
      secretAccessKey: bytes(S3_EXAMPLE_KEY.secretAccessKey),
      sessionToken: null,
    },
    timestamp: bytes('20130524T000000Z'),
    region: bytes(usual.region),
    service: bytes(usual.service),
    rules: { ...base, payload: usualPayload(base, 'header') },
  });
}
