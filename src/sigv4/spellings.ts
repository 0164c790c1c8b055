/**
 * Checks the spelling of Regions, services, and credentials, none of which may contain a character that would end its
 * part of a request.
 */

/** Returns whether a text can be a Region in a credential scope, such as `us-east-1`. */
export function isRegionName(text: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/i.test(text);
}

/**
 * Returns whether a text can be a SigV4A Region set, such as `us-east-1,eu-*`. Commas separate the Regions, and `*`
 * stands for any part of a name.
 */
export function isRegionSet(text: string): boolean {
  return /^[a-z0-9*-]+(?:,[a-z0-9*-]+)*$/i.test(text);
}

/** Returns whether a text can be a service in a credential scope, such as `s3` or `execute-api`. */
export function isServiceName(text: string): boolean {
  return /^[a-z0-9-]+$/i.test(text);
}

/**
 * Finds characters that an access key ID or session token must not contain. Returns `null` if there are no such
 * characters. A line break or a NUL would end a header. Another control character, a quotation mark, or a backslash
 * would end a string in a policy.
 */
export function forbiddenCharacterIn(text: string): 'line-break' | 'character' | null {
  if (/[\r\n\0]/.test(text)) return 'line-break';
  return /[\x00-\x1f"\\]/.test(text) ? 'character' : null;
}
