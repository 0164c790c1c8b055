/**
 * Checks the spelling of regions, services, and credentials: none of them may contain what ends its part of a request.
 */

/** Tells whether a text can be a region in a credential scope: `us-east-1`. */
export function isRegionName(text: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/i.test(text);
}

/**
 * Tells whether a text can be a region set of SigV4A: regions, separated by commas, with `*` for any part:
 * `us-east-1,eu-*`.
 */
export function isRegionSet(text: string): boolean {
  return /^[a-z0-9*-]+(?:,[a-z0-9*-]+)*$/i.test(text);
}

/** Tells whether a text can be a service in a credential scope: `s3`, `execute-api`. */
export function isServiceName(text: string): boolean {
  return /^[a-z0-9-]+$/i.test(text);
}

/**
 * Finds characters that an access key ID or session token must not contain. A line break or a NUL would end a header;
 * another control character, a quotation mark, or a backslash would end a string in a policy.
 */
export function strangeIn(text: string): 'line-break' | 'character' | null {
  if (/[\r\n\0]/.test(text)) return 'line-break';
  return /[\x00-\x1f"\\]/.test(text) ? 'character' : null;
}
