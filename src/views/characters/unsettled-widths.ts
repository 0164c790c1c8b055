/**
 * Lists characters whose width differs between terminals. For such a character, one terminal counts one cell, and
 * another terminal counts two cells or none.
 *
 * Each character of Unicode 17 was written to xterm.js 6 with its Unicode 11 tables, which the Visual Studio Code
 * terminal also uses, and to tmux 3.5a. For the characters listed here, the distance that the cursor moved differed
 * from the East_Asian_Width in Unicode 17 (https://www.unicode.org/reports/tr11/). Most of these characters are newer
 * than Unicode 11 (2018). The others are keycaps, emoji that can have a skin tone, skin tones, halves of flags, old
 * Korean, and Kirat Rai. `test/views/glyph-widths.test.ts` compares the list with xterm.js.
 */

/** Code points and ranges (first and last) in ascending order, in hexadecimal. */
const RANGES = `
  0897-089f 08ca-08d2 0b55 0c3c 0d81 0ece 1abf-1aeb 1dfa 20e3 261d 2630-2637 268a-268f 26f9 270c-270d 2ffc-2fff
  31bb-31bf 31e4-31ef 3248-324f 4dc0-4dff a82c a960-a97f d7b0-d7ff 10d69-10d6d 10eab-10eac 10efa-10eff 10f82-10f85
  11070 11073-11074 110c2 111cf 11241 113bb-113d0 113d2 113e1-113e2 1193b-1193e 11943 11b60-11b66 11f00-11f01
  11f36-11f42 11f5a 13440 13447-13455 1611e-1612f 16d63 16d67-16d6a 16fe4-16ff6 187f8-187ff 18af3-1affe
  1b11f-1b132 1b155 1cf00-1cf46 1d300-1d376 1e08f 1e2ae 1e4ec-1e4ef 1e5ee-1e5ef 1e6e3 1e6e6 1e6ee-1e6ef 1e6f5
  1f1e6-1f1ff 1f3cb-1f3cc 1f3fb-1f3ff 1f574-1f575 1f590 1f6d6-1f6df 1f6fb-1f6fc 1f7f0 1f90c 1f93b 1f946 1f972
  1f977-1f979 1f9a3-1f9a4 1f9ab-1f9ad 1f9cb-1f9cc 1fa74-1fa77 1fa7b-1fa7c 1fa83-1fa8f 1fa96-1faf8 2b73a-2b73f
  2cea2-2cead 323b0-33479
`;

const escapeOf = (codePoint: string) => `\\u{${codePoint}}`;

/** Matches a character whose width depends on the terminal. */
export const UNSETTLED = new RegExp(`[${RANGES.replace(/[\da-f]+/g, escapeOf).replace(/\s+/g, '')}]`, 'u');
