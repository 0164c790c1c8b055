/** Recognizes a canonical request whose end was cut off. */

/** The index of the first header line, after the method, the URI, and the query. */
const FIRST_HEADER = 3;
/** The list of signed headers and the hash of the payload follow the empty line after the headers. */
const LAST_PARTS = 2;

/**
 * Returns whether a canonical request does not have all its parts
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html#canonical-request). Lines are
 * separated by LF.
 */
export function lacksParts(canonicalRequest: string): boolean {
  const lines = canonicalRequest.split('\n');
  const empty = lines.indexOf('', FIRST_HEADER);
  return empty < 0 || lines.length <= empty + LAST_PARTS;
}

/** Returns whether a quoted canonical request is cut off. A text that has the right hash is complete. */
export const isCut = ({ octets, standing }: { readonly octets: string; readonly standing: string }): boolean =>
  standing !== 'proved' && lacksParts(octets);

/** Returns whether a canonical request is cut off, and is a beginning of the other one. It then differs in nothing. */
export const isBeginning = (short: string, long: string): boolean =>
  short.length < long.length && long.startsWith(short) && lacksParts(short) && !lacksParts(long);
