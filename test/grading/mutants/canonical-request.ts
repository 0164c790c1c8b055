/** Mistakes of the signer in Python: the canonical request as a whole. */
import { HEADERS_PART, inCanonicalRequest, LIST_PART, type Mutant, PAYLOAD_PART } from './mutant.ts';

const JOINED_PARTS = 'return "\\n".join(parts)';

export const CANONICAL_REQUEST: readonly Mutant[] = [
  {
    name: 'no empty line behind the headers',
    from: HEADERS_PART,
    to: inCanonicalRequest('canonical_headers(headers, names)[:-1]'),
    mistake: 'crlf-or-extra-newline/no-empty-line',
    typical: 'C1',
  },
  {
    name: 'no line for an empty query',
    from: JOINED_PARTS,
    to: 'return "\\n".join(part for index, part in enumerate(parts) if part or index != 2)',
    mistake: 'crlf-or-extra-newline/no-query-line',
    typical: 'C1b',
  },
  {
    name: 'no empty lines',
    from: JOINED_PARTS,
    to: 'return re.sub("\\n+", "\\n", "\\n".join(parts))',
    mistake: 'crlf-or-extra-newline/no-empty-lines',
    typical: 'C1c',
  },
  {
    name: 'CR LF between the lines',
    from: JOINED_PARTS,
    to: 'return "\\n".join(parts).replace("\\n", "\\r\\n")',
    mistake: 'crlf-or-extra-newline/crlf',
    typical: 'C5',
  },
  {
    name: 'CR LF between the lines, those of the string to sign too',
    from: 'text = string_to_sign(timestamp, scope, canonical)',
    to: 'canonical = canonical.replace("\\n", "\\r\\n")\n    text = string_to_sign(timestamp, scope, canonical).replace("\\n", "\\r\\n")',
    mistake: 'crlf-or-extra-newline/crlf-everywhere',
  },
  {
    name: 'newline behind the canonical request',
    from: JOINED_PARTS,
    to: 'return "\\n".join(parts) + "\\n"',
    mistake: 'crlf-or-extra-newline/newline-at-end',
    typical: 'C25',
  },
  {
    name: 'two empty lines behind the headers',
    from: HEADERS_PART,
    to: inCanonicalRequest('canonical_headers(headers, names) + "\\n"'),
    mistake: 'crlf-or-extra-newline/empty-line-too-many',
  },
  {
    name: 'spaces for newlines',
    from: JOINED_PARTS,
    to: 'return " ".join("\\n".join(parts).split("\\n"))',
    mistake: 'crlf-or-extra-newline/no-newlines',
  },
  {
    name: 'no line for the method',
    from: inCanonicalRequest('method'),
    to: '',
    mistake: 'canonical-request-misbuilt/no-method',
  },
  {
    name: 'no line for the list of signed headers',
    from: LIST_PART,
    to: '',
    mistake: 'canonical-request-misbuilt/no-signed-headers',
  },
  {
    name: 'no line for the payload',
    from: PAYLOAD_PART,
    to: '',
    mistake: 'canonical-request-misbuilt/no-payload',
  },
  {
    name: 'no line for the path',
    from: inCanonicalRequest('canonical_uri(path, rules)'),
    to: '',
    mistake: 'canonical-request-misbuilt/no-path',
  },
  {
    name: 'no line for the query',
    from: inCanonicalRequest('canonical_query_string(query)'),
    to: '',
    mistake: 'crlf-or-extra-newline/no-query-line',
  },
  {
    name: 'hash of the payload before the list of signed headers',
    from: `${LIST_PART}${PAYLOAD_PART}`,
    to: `${PAYLOAD_PART}${LIST_PART}`,
    mistake: 'canonical-request-misbuilt/payload-before-signed-headers',
  },
  {
    name: 'list of signed headers before the canonical headers',
    from: `${HEADERS_PART}${LIST_PART}`,
    to: `${LIST_PART}${HEADERS_PART}`,
    mistake: 'canonical-request-misbuilt/signed-headers-before-headers',
  },
  {
    name: 'no canonical headers',
    from: HEADERS_PART,
    to: '',
    mistake: 'canonical-request-misbuilt/no-headers',
  },
];
