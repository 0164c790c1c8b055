/** The canonical headers: for each signed header its lower-case name, a colon, its values, a newline. */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import {
  collapseSpaces,
  collapseUnquotedSpaces,
  compareOctets,
  trim,
  unfold,
  whiteSpaceAsSpace,
} from '../../bytes/text-operations.ts';
import type { HeaderField, RequestHead } from '../../http/message.ts';
import { decodedParameters } from '../../http/target.ts';
import { HEADER_CALCULATION, SIGNED_REQUEST } from '../documentation.ts';
import type { Rules } from '../rules.ts';

const COLON = fixed(':', {
  id: 'canonical-header-colon',
  says: 'a colon stands between the name of a header and its value',
  see: HEADER_CALCULATION,
});
const COMMA = fixed(',', {
  id: 'canonical-header-comma',
  says: 'values of one header sent several times are joined by commas, in the order sent',
  see: SIGNED_REQUEST,
});
const NEWLINE = fixed('\n', {
  id: 'canonical-header-newline',
  says: 'each canonical header ends with a newline, the last one too',
  see: HEADER_CALCULATION,
});

type HeaderRules = Pick<
  Rules,
  'foldedLines' | 'repeatedHeaders' | 'quotedSpaces' | 'headerWhiteSpace' | 'unsentSignedHeader'
>;

/** One line a name. */
export function canonicalHeaders(
  request: Pick<RequestHead, 'target' | 'headers'>,
  signedHeaderNames: readonly Bytes[],
  rules: HeaderRules,
): Bytes {
  return canonicalHeaderLines(canonicalHeaderFields(request, signedHeaderNames, rules));
}

/** Names and canonical values as lines, as they are. */
export function canonicalHeaderLines(fields: readonly HeaderField[]): Bytes {
  return join(fields.flatMap(({ name, value }) => [name, COLON, value, NEWLINE]));
}

/**
 * Gives the canonical value of each name. A signed header that was not sent has the value of the query parameter of its
 * name, where the rules say so; without one it is empty, as S3 writes it.
 */
export function canonicalHeaderFields(
  request: Pick<RequestHead, 'target' | 'headers'>,
  signedHeaderNames: readonly Bytes[],
  rules: HeaderRules,
): HeaderField[] {
  const fields = Map.groupBy(request.headers, ({ name }) => name.octets.toLowerCase());
  for (const field of unsentFields(request, signedHeaderNames, rules)) {
    const name = field.name.octets;
    fields.set(name, [...(fields.get(name) ?? []), field]);
  }
  return signedHeaderNames.map((name) => {
    const values = (fields.get(name.octets) ?? []).map(({ value }) => canonicalValue(value, rules));
    if (rules.repeatedHeaders === 'sorted') values.sort(compareOctets);
    return { name, value: join(values, COMMA) };
  });
}

/**
 * Gives the signed headers that were not sent and are parameters of the query, values decoded: none where the rules
 * leave such headers empty. The name of the parameter is exactly that in the list, as MinIO has it; S3's answer in
 * https://github.com/minio/minio/issues/5630 shows the value of `x-amz-acl` taken this way.
 */
export function unsentFields(
  { target, headers }: Pick<RequestHead, 'target' | 'headers'>,
  signedHeaderNames: readonly Bytes[],
  { unsentSignedHeader }: Pick<Rules, 'unsentSignedHeader'>,
): HeaderField[] {
  if (unsentSignedHeader === 'empty') return [];
  const sent = new Set<string>(headers.map(({ name }) => name.octets.toLowerCase()));
  const unsent = new Set<string>(signedHeaderNames.map(({ octets }) => octets).filter((name) => !sent.has(name)));
  if (unsent.size === 0) return [];
  return decodedParameters(target).filter(({ name }) => unsent.has(name.octets));
}

/** Without white space around it, each run of it inside one space. */
function canonicalValue(value: Bytes, { foldedLines, quotedSpaces, headerWhiteSpace }: HeaderRules): Bytes {
  const line = unfold(value, foldedLines === 'joined-by-comma' ? ',' : ' ');
  const spaced = headerWhiteSpace === 'all' ? whiteSpaceAsSpace(line) : line;
  return quotedSpaces === 'kept' ? collapseUnquotedSpaces(trim(spaced)) : collapseSpaces(trim(spaced));
}
