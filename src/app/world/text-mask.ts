/** Overwrites each character of each secret with `*`. The number of characters does not change. */
export type TextMask = (text: string) => string;
