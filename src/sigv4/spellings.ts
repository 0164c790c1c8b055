/** How what a signature is bound to can be spelled: nothing that would end the part of a request it is put into. */

/** As it stands in a credential scope: `us-east-1`. */
export function isRegionName(text: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/i.test(text);
}

/** Regions of SigV4A, separated by commas, `*` in the place of any part: `us-east-1,eu-*`. */
export function isRegionSet(text: string): boolean {
  return /^[a-z0-9*-]+(?:,[a-z0-9*-]+)*$/i.test(text);
}

/** As it stands in a credential scope: `s3`, `execute-api`. */
export function isServiceName(text: string): boolean {
  return /^[a-z0-9-]+$/i.test(text);
}

/**
 * What no access key ID and no session token has in it: a line break or a NUL would end a header, another control
 * character, a quotation mark or a backslash the string of a policy.
 */
export function strangeIn(text: string): 'line-break' | 'character' | null {
  if (/[\r\n\0]/.test(text)) return 'line-break';
  return /[\x00-\x1f"\\]/.test(text) ? 'character' : null;
}
