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
import type { HeaderField } from '../../http/message.ts';
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

export type HeaderRules = Pick<Rules, 'foldedLines' | 'repeatedHeaders' | 'quotedSpaces' | 'headerWhiteSpace'>;

/** One line a name. */
export function canonicalHeaders(
  headers: readonly HeaderField[],
  signedHeaderNames: readonly Bytes[],
  rules: HeaderRules,
): Bytes {
  return canonicalHeaderLines(canonicalHeaderFields(headers, signedHeaderNames, rules));
}

/** Names and canonical values as lines, as they are. */
export function canonicalHeaderLines(fields: readonly HeaderField[]): Bytes {
  return join(fields.flatMap(({ name, value }) => [name, COLON, value, NEWLINE]));
}

/** The canonical value of each name. A signed header that was not sent has an empty one, as S3 writes it. */
export function canonicalHeaderFields(
  headers: readonly HeaderField[],
  signedHeaderNames: readonly Bytes[],
  rules: HeaderRules,
): HeaderField[] {
  const fields = Map.groupBy(headers, ({ name }) => name.octets.toLowerCase());
  return signedHeaderNames.map((name) => {
    const values = (fields.get(name.octets) ?? []).map(({ value }) => canonicalValue(value, rules));
    if (rules.repeatedHeaders === 'sorted') values.sort(compareOctets);
    return { name, value: join(values, COMMA) };
  });
}

/** Without white space around it, each run of it inside one space. */
function canonicalValue(value: Bytes, { foldedLines, quotedSpaces, headerWhiteSpace }: HeaderRules): Bytes {
  const line = unfold(value, foldedLines === 'joined-by-comma' ? ',' : ' ');
  const spaced = headerWhiteSpace === 'all' ? whiteSpaceAsSpace(line) : line;
  return quotedSpaces === 'kept' ? collapseUnquotedSpaces(trim(spaced)) : collapseSpaces(trim(spaced));
}
