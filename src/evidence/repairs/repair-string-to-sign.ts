/**
 * Restores the four lines of a pasted string to sign
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html#create-string-to-sign).
 */
import type { Octets } from '../../bytes/octets.ts';
import { trimmed } from '../../bytes/white-space.ts';
import { ALGORITHM } from '../shapes.ts';
import { type Repaired, unescapedText } from './escapes.ts';

const S = '[\\t-\\r ]';
/** Matches the first three lines. The scope may contain a space if a user configured it with a space. */
const THREE_LINES = `(${ALGORITHM})(?<!-(?:PAYLOAD|TRAILER|EVENTS))${S}+(\\d{8}T\\d{6}Z)${S}+(\\d{8}/[^\\n]{0,300}?)${S}+`;
const FOUR_LINES = new RegExp(`${THREE_LINES}([0-9A-Fa-f]{64})(?![0-9A-Fa-f])`);
/** Matches all four lines. A terminal may have wrapped the last line. */
const BROKEN_HASH = new RegExp(`${THREE_LINES}((?:[0-9A-Fa-f]${S}{0,8}){63}[0-9A-Fa-f])(?![0-9A-Fa-f])`);

/** Matches the string to sign of a chunk, which has six lines, none of which contains a space. */
const OF_CHUNK = new RegExp(`^${S}*AWS4-[A-Z0-9-]{1,64}-(?:PAYLOAD|TRAILER|EVENTS)${S}`);

/** Restores the line endings of a string to sign. Strings for other signature versions keep their lines. */
export function repairStringToSign(text: Octets): Repaired {
  const { octets, repairs } = unescapedText(text);
  const lines = OF_CHUNK.test(octets) ? trimmed(octets).split(/[\t-\r ]+/) : fourLinesIn(octets);
  if (!lines) return { octets: trimmedLines(octets), repairs };
  const whole = lines.join('\n') as Octets;
  const around = trimmed(octets);
  return { octets: whole, repairs: around === whole ? repairs : [...repairs, whatWas(around, whole)] };
}

function fourLinesIn(octets: Octets): readonly string[] | null {
  const match = FOUR_LINES.exec(octets) ?? BROKEN_HASH.exec(octets);
  if (!match) return null;
  const [, algorithm = '', time = '', scope = '', hash = ''] = match;
  return [algorithm, time, scope, hash.replace(/[\t-\r ]/g, '')];
}

function whatWas(was: string, whole: string): string {
  if (was.replaceAll('\r\n', '\n') === whole) return 'Its lines ended with CR LF, which became LF.';
  return was.includes('\n') ? 'White space around its lines was removed.' : 'Its line endings had become spaces.';
}

/** Removes empty lines only at the beginning, because empty lines at the end are significant in Signature Version 2. */
function trimmedLines(octets: Octets): Octets {
  return octets.replaceAll('\r\n', '\n').replace(/^\n+/, '') as Octets;
}

/** Returns the lowercase hash at the end of a string to sign, or `null` if there is no hash. */
export function hashedCanonicalRequestOf(stringToSign: Octets | null): Octets | null {
  const text = stringToSign ?? ('' as Octets);
  // Another line may be wrong by mistake, such as the time.
  const hash = FOUR_LINES.exec(text)?.[4] ?? /^[A-Z0-9]+-.*\n([0-9A-Fa-f]{64})\s*$/s.exec(text)?.[1];
  return hash === undefined ? null : (hash.toLowerCase() as Octets);
}
