/**
 * A string to sign as a paste has it: four lines
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html#create-string-to-sign).
 */
import type { Octets } from '../bytes/octets.ts';
import { trimmed } from '../bytes/white-space.ts';
import { type Mended, unescapedText } from './escapes.ts';

const S = '[\\t-\\r ]';
/** The scope may have a space in it where the client or its user wrote one. */
const FOUR_LINES = new RegExp(
  `(AWS4-[A-Z0-9-]+)${S}+(\\d{8}T\\d{6}Z)${S}+(\\d{8}/[^\\n]{0,300}?)${S}+([0-9A-Fa-f]{64})(?![0-9A-Fa-f])`,
);

/** How a string to sign begins; what it is of later lines is not looked at. */
export const BEGINS_STRING_TO_SIGN = /AWS4-[A-Z0-9-]+(?:[\t-\r ]|\\+[rn])/;

/** With its lines ended as they are hashed; a string to sign of another version stays as it is. */
export function repairStringToSign(text: Octets): Mended {
  const { octets, repairs } = unescapedText(text);
  const match = FOUR_LINES.exec(octets);
  if (!match) return { octets: trimmedLines(octets), repairs };
  const whole = match.slice(1, 5).join('\n') as Octets;
  const around = trimmed(octets);
  if (around === whole) return { octets: whole, repairs };
  return { octets: whole, repairs: [...repairs, whatWas(around, whole)] };
}

function whatWas(was: string, whole: string): string {
  if (was.replaceAll('\r\n', '\n') === whole) return 'Its lines ended with CR LF, and end with LF now.';
  return was.includes('\n') ? 'White space around its lines was taken out.' : 'Its line ends had become spaces.';
}

/** Without an empty line before it; the last lines of version 2 may be empty ones that count. */
function trimmedLines(octets: Octets): Octets {
  return octets.replaceAll('\r\n', '\n').replace(/^\n+/, '') as Octets;
}

/** The hash that ends it, in lower case; `null` where it has none. */
export function hashedCanonicalRequestOf(stringToSign: Octets | null): Octets | null {
  const hash = stringToSign === null ? null : FOUR_LINES.exec(stringToSign)?.[4];
  return hash === undefined || hash === null ? null : (hash.toLowerCase() as Octets);
}

/** The string to sign that stands first in a longer text; `null` where none does. */
export function findStringToSign(text: Octets): Mended | null {
  const { octets, repairs } = unescapedText(text);
  const match = FOUR_LINES.exec(octets);
  if (!match) return null;
  const mended = repairStringToSign(match[0] as Octets);
  return { octets: mended.octets, repairs: [...repairs, ...mended.repairs] };
}
