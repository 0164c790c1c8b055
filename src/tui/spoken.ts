/** What is on the screen as text to listen to. */

/** Gives the words of runs or glyphs without the spaces that only set them off. */
export const spoken = (parts: readonly { readonly text: string }[]): string =>
  parts
    .map(({ text }) => text)
    .join('')
    .replace(/ {2,}/g, ' ')
    .trim();
