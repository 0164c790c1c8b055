/** Mistakes of the signer in Python: the string to sign. */
import type { Mutant } from './mutant.ts';

const STRING_LINES = 'return "\\n".join([ALGORITHM, timestamp, scope, digest])';

const DIGEST = 'digest = hashlib.sha256(canonical.encode()).hexdigest()';

export const STRING_TO_SIGN: readonly Mutant[] = [
  {
    name: 'newline behind the string to sign',
    from: STRING_LINES,
    to: `${STRING_LINES} + "\\n"`,
    mistake: 'crlf-or-extra-newline/string-newline-at-end',
    typical: 'S5',
  },
  {
    name: 'CR LF in the string to sign',
    from: STRING_LINES,
    to: STRING_LINES.replace('"\\n"', '"\\r\\n"'),
    mistake: 'crlf-or-extra-newline/string-crlf',
  },
  {
    name: 'another name of the algorithm',
    from: STRING_LINES,
    to: STRING_LINES.replace('ALGORITHM', '"HMAC-SHA256"'),
    mistake: 'string-to-sign-misbuilt/other-algorithm',
  },
  {
    name: 'no line for the algorithm',
    from: STRING_LINES,
    to: STRING_LINES.replace('ALGORITHM, ', ''),
    mistake: 'string-to-sign-misbuilt/no-algorithm',
  },
  {
    name: 'no line for the timestamp',
    from: STRING_LINES,
    to: STRING_LINES.replace('timestamp, ', ''),
    mistake: 'string-to-sign-misbuilt/no-timestamp',
  },
  {
    name: 'no line for the scope',
    from: STRING_LINES,
    to: STRING_LINES.replace('scope, ', ''),
    mistake: 'string-to-sign-misbuilt/no-scope',
  },
  {
    name: 'the date alone in the second line',
    from: STRING_LINES,
    to: STRING_LINES.replace('timestamp', 'timestamp[:8]'),
    mistake: 'string-to-sign-misbuilt/date-alone',
    typical: 'S8',
  },
  {
    name: 'the timestamp without its Z',
    from: STRING_LINES,
    to: STRING_LINES.replace('timestamp', 'timestamp[:-1]'),
    mistake: 'string-to-sign-misbuilt/other-timestamp',
  },
  {
    name: 'the timestamp in the scope',
    from: STRING_LINES,
    to: STRING_LINES.replace('scope', 'timestamp + scope[8:]'),
    mistake: 'string-to-sign-misbuilt/timestamp-in-scope',
  },
  {
    name: 'the scope without aws4_request',
    from: STRING_LINES,
    to: STRING_LINES.replace('scope', 'scope.rpartition("/")[0]'),
    mistake: 'string-to-sign-misbuilt/no-terminator',
  },
  {
    name: 'the access key ID in the scope',
    from: 'text = string_to_sign(timestamp, scope, canonical)',
    to: 'text = string_to_sign(timestamp, line["accessKeyId"] + "/" + scope, canonical)',
    mistake: 'string-to-sign-misbuilt/key-id-in-scope',
    typical: 'S9',
  },
  {
    name: 'service before region in the scope',
    from: STRING_LINES,
    to: STRING_LINES.replace('scope', '"/".join([scope.split("/")[at] for at in (0, 2, 1, 3)])'),
    mistake: 'string-to-sign-misbuilt/scope-in-another-order',
  },
  {
    name: 'hash of the canonical request in capitals',
    from: DIGEST,
    to: `${DIGEST}.upper()`,
    mistake: 'double-or-raw-hash/capitals',
    typical: 'S10',
  },
  {
    name: 'hash of the canonical request hashed again',
    from: DIGEST,
    to: `${DIGEST}\n    digest = hashlib.sha256(digest.encode()).hexdigest()`,
    mistake: 'double-or-raw-hash/double',
  },
  {
    name: 'hash of the canonical request in base64',
    from: DIGEST,
    to: 'digest = base64.b64encode(hashlib.sha256(canonical.encode()).digest()).decode()',
    mistake: 'double-or-raw-hash/base64',
  },
  {
    name: 'hash of the canonical request as bytes in Latin-1',
    from: DIGEST,
    to: 'digest = hashlib.sha256(canonical.encode()).digest().decode("latin-1")',
    mistake: 'double-or-raw-hash/bytes-as-latin-1',
  },
  {
    name: 'the canonical request in the string to sign',
    from: STRING_LINES,
    to: STRING_LINES.replace('digest', 'canonical'),
    mistake: 'string-to-sign-misbuilt/canonical-request-within',
    typical: 'S4',
  },
  {
    name: 'the canonical request signed itself',
    from: STRING_LINES,
    to: 'return canonical',
    mistake: 'string-to-sign-misbuilt/canonical-request-signed',
    typical: 'S3',
  },
  {
    name: 'the hash signed alone',
    from: STRING_LINES,
    to: 'return digest',
    mistake: 'string-to-sign-misbuilt/hash-alone',
  },
];
