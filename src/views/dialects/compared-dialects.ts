/** Signs one request with several dialects, so that what they make of it can be compared. */
import { S3_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { plain } from '../../bytes/bytes.ts';
import { octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import type { Algorithm } from '../../sigv4/algorithms/algorithm.ts';
import { ALL_ALGORITHMS } from '../../sigv4/algorithms/table.ts';
import { S3_RULES, usualPayload } from '../../sigv4/rules.ts';
import { USUAL_SIGNING } from '../../sigv4/schemes/signing-input.ts';
import { traceSigning } from '../../sigv4/sign.ts';
import { AUTHORIZATION } from '../../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import { findValue } from '../../trace/trace.ts';
import type { Results } from '../results.ts';

/** The algorithms whose secret is a text, so that one example key signs with all of them. */
export const COMPARABLE: readonly Algorithm[] = ALL_ALGORITHMS.filter(({ key }) => key === 'hmac' || key === 'hkdf');

/** The dialects of these algorithms. */
export const COMPARED_DIALECTS: Results['dialects']['dialects'] = COMPARABLE.map(({ id, dialect }) => ({
  id,
  dialect,
}));

/** Returns the texts of the same request for two algorithms. */
export function comparedDialects(one: Algorithm, other: Algorithm): NonNullable<Results['dialects']['compared']> {
  const texts = [textsOf(one), textsOf(other)] as const;
  return {
    names: [one.names.request.octets, other.names.request.octets],
    texts: TEXTS.map(({ id, name: says }, index) => ({
      id,
      says,
      pair: [texts[0][index] ?? '', texts[1][index] ?? ''] as const,
    })),
  };
}

const TEXTS = [CANONICAL_REQUEST, STRING_TO_SIGN, AUTHORIZATION] as const;

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

/** Signs the request at the time of AWS's example, and returns the texts that are made on the way. */
function textsOf(algorithm: Algorithm): string[] {
  const { usual, rules } = algorithm.dialect;
  const base = rules ?? S3_RULES;
  const body = octetsFromText('');
  const trace = traceSigning({
    ...USUAL_SIGNING,
    algorithm,
    request: bytes(REQUEST),
    payload: { length: body.length, sha256: sha256Hex(body) },
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
  const texts = TEXTS.map(({ id }) => textFromOctets(findValue(trace, id)?.bytes.octets ?? octetsFromText('')) ?? '');
  // Each part of the header is a line, so that parts are compared with parts.
  return texts.with(-1, (texts.at(-1) ?? '').replace(/,? (?=[A-Z][A-Za-z]*=)/g, '\n'));
}
