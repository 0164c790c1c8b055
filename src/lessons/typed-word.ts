/** What somebody typed, as it may be said again: a word in the place of another may be a secret. */

/** In quotation marks, where it is a word of ordinary length; else `otherwise`. */
export const wordSaid = (typed: string, otherwise: string): string =>
  /^[\p{L}\p{N}_-]{1,30}$/u.test(typed) ? JSON.stringify(typed) : otherwise;
