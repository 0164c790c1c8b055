/**
 * The canonical headers have one line for each signed header: the name in lowercase, a colon, the value, and a newline.
 *
 *     Host: examplebucket.s3.amazonaws.com  ->  host:examplebucket.s3.amazonaws.com
 *     Range:   bytes=0-9                    ->  range:bytes=0-9
 */
import { type Bytes, fixed, join } from '../../../bytes/bytes.ts';
import {
  collapseSpaces,
  collapseUnquotedSpaces,
  compareOctets,
  trim,
  unfold,
  whiteSpaceAsSpace,
} from '../../../bytes/text-operations.ts';
import type { HeaderField, RequestHead } from '../../../http/message.ts';
import { decodedParameters } from '../../../http/target.ts';
import { CREATING_SIGNED_REQUESTS, HEADER_CALCULATION } from '../../documentation.ts';
import type { Rules } from '../../rules.ts';

const COLON = fixed(':', {
  id: 'canonical-header-colon',
  says: 'a colon separates the name of a header from its value',
  see: HEADER_CALCULATION,
});
const NEWLINE = fixed('\n', {
  id: 'canonical-header-newline',
  says: 'each canonical header ends with a newline, including the last',
  see: HEADER_CALCULATION,
});
const COMMA = fixed(',', {
  id: 'canonical-header-comma',
  says: 'the values of a header that is sent several times are joined by commas, in the order sent',
  see: CREATING_SIGNED_REQUESTS,
});

type HeaderRules = Pick<
  Rules,
  'foldedLines' | 'repeatedHeaders' | 'quotedSpaces' | 'headerWhiteSpace' | 'unsentSignedHeader'
>;

/** Returns the canonical headers of a request, one line for each name. */
export function canonicalHeaders(
  request: Pick<RequestHead, 'target' | 'headers'>,
  signedHeaderNames: readonly Bytes[],
  rules: HeaderRules,
): Bytes {
  return canonicalHeaderLines(canonicalHeaderFields(request, signedHeaderNames, rules));
}

/** Joins names and values that are already canonical into lines. */
export function canonicalHeaderLines(fields: readonly HeaderField[]): Bytes {
  const parts: Bytes[] = [];
  for (const { name, value } of fields) parts.push(name, COLON, value, NEWLINE);
  return join(parts);
}

/**
 * Returns the canonical value of each name. If the rules say so, a signed header that was not sent takes the value of
 * the query parameter with the same name. If there is no such parameter, the value is empty, as in S3's own canonical
 * requests.
 */
export function canonicalHeaderFields(
  request: Pick<RequestHead, 'target' | 'headers'>,
  signedHeaderNames: readonly Bytes[],
  rules: HeaderRules,
): HeaderField[] {
  const signed = new Map<string, Bytes[]>();
  const add = (name: string, value: Bytes): void => {
    signed.get(name)?.push(canonicalValue(value, rules));
  };
  for (const { octets } of signedHeaderNames) signed.set(octets, []);
  for (const { name, value } of request.headers) add(name.octets.toLowerCase(), value);
  for (const { name, value } of unsentFields(request, signedHeaderNames, rules)) add(name.octets, value);
  const fields: HeaderField[] = [];
  for (const name of signedHeaderNames) {
    const values = signed.get(name.octets) ?? [];
    if (rules.repeatedHeaders === 'sorted') values.sort(compareOctets);
    fields.push({ name, value: join(values, COMMA) });
  }
  return fields;
}

/**
 * Returns the signed headers that were not sent but are query parameters, with decoded values. Returns an empty list if
 * the rules leave such headers empty. The parameter must have exactly the name in the list, as in MinIO. S3's response
 * in https://github.com/minio/minio/issues/5630 shows that S3 takes the value of `x-amz-acl` from the query.
 */
export function unsentFields(
  { target, headers }: Pick<RequestHead, 'target' | 'headers'>,
  signedHeaderNames: readonly Bytes[],
  { unsentSignedHeader }: Pick<Rules, 'unsentSignedHeader'>,
): HeaderField[] {
  if (unsentSignedHeader === 'empty' || !target.octets.includes('?')) return [];
  const sent = new Set<string>(headers.map(({ name }) => name.octets.toLowerCase()));
  const unsent = new Set<string>(signedHeaderNames.map(({ octets }) => octets).filter((name) => !sent.has(name)));
  if (unsent.size === 0) return [];
  return decodedParameters(target).filter(({ name }) => unsent.has(name.octets));
}

function canonicalValue(value: Bytes, { foldedLines, quotedSpaces, headerWhiteSpace }: HeaderRules): Bytes {
  const line = unfold(value, foldedLines === 'joined-by-comma' ? ',' : ' ');
  const spaced = headerWhiteSpace === 'all' ? whiteSpaceAsSpace(line) : line;
  return quotedSpaces === 'kept' ? collapseUnquotedSpaces(trim(spaced)) : collapseSpaces(trim(spaced));
}
