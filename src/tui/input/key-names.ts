/**
 * Finds the names of keys by the bytes and sequences that terminals send for them
 * (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, “PC-Style Function Keys”).
 */

/** Bits of the modifiers, numbered like xterm's, but without the 1 that xterm adds to the sum of the bits. */
const SHIFT = 1;
export const ALT = 2;
const CONTROL = 4;
const META = 8;

/** Keys by the final letter of their sequence, after `ESC [` or `ESC O`. */
const BY_LETTER: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
};

/** Keys of the number pad, as characters, by the letter after `ESC O`. These letters never follow `ESC [`. */
const NUMBER_PAD: Readonly<Record<string, string>> = {
  ' ': ' ',
  I: 'tab',
  M: 'return',
  X: '=',
  j: '*',
  k: '+',
  l: ',',
  m: '-',
  n: '.',
  o: '/',
  ...Object.fromEntries([...'pqrstuvwxy'].map((letter, digit) => [letter, String(digit)])),
};

/**
 * Keys by the number before `~`, in the encodings of the VT220, rxvt (7, 8), and tmux, screen, and the Linux console
 * (1, 4).
 */
const BY_NUMBER: Readonly<Record<string, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
  ...numbered([11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34]),
};

function numbered(numbers: readonly number[]): Record<string, string> {
  return Object.fromEntries(numbers.map((number, index) => [number, `f${index + 1}`]));
}

export function keyName(base: string, held: number): string {
  const control = held & CONTROL ? 'ctrl+' : '';
  const alt = held & ALT ? 'alt+' : '';
  const meta = held & META ? 'meta+' : '';
  return `${control}${alt}${meta}${held & SHIFT ? 'shift+' : ''}${base}`;
}

/** Returns the name of the key that sends this byte, which is below 0x20 or is 0x7f. */
export function controlByteName(byte: number, held: number): string {
  const named: Readonly<Record<number, string>> = {
    8: 'backspace',
    9: 'tab',
    13: 'return',
    27: 'escape',
    127: 'backspace',
  };
  const word = named[byte];
  if (word !== undefined) return keyName(word, held);
  // Control subtracts 0x40 from the character's code, and letters without Shift are lowercase, so 0x03 is Ctrl-C.
  const character = byte === 0 ? ' ' : String.fromCharCode(byte + 0x40).toLowerCase();
  return keyName(character, held | CONTROL);
}

/** Returns the name of a key by the final letter of its sequence; `null` if no key has this letter. */
export function letterKeyName(introducer: '[' | 'O', letter: string, held: number): string | null {
  if (introducer === '[' && letter === 'Z') return keyName('tab', held | SHIFT);
  const name = BY_LETTER[letter] ?? (introducer === 'O' ? NUMBER_PAD[letter] : undefined);
  return name === undefined ? null : keyName(name, held);
}

/** Returns the name of the key with this number before `~`; `null` if no key has this number. */
export function numberKeyName(number: number, held: number): string | null {
  const name = BY_NUMBER[number];
  return name === undefined ? null : keyName(name, held);
}

/** The codes that the kitty keyboard protocol uses for keys without a character. */
const FUNCTIONAL = /[\ue000-\uf8ff]/;

/**
 * Returns the name of a key by its character code (`ESC [ 97 ; 5 u`, or xterm's `ESC [ 27 ; 5 ; 97 ~`); `null` if the
 * code is not a character. See https://sw.kovidgoyal.net/kitty/keyboard-protocol/.
 */
export function characterKeyName(code: number, held: number): string | null {
  if (!Number.isInteger(code) || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return null;
  if (code < 0x20 || code === 0x7f) {
    // In this form, Ctrl-C is the code of `c` with Control, not 0x03. A control code here is a separate key.
    return [8, 9, 13, 27, 127].includes(code) ? controlByteName(code, held) : null;
  }
  const character = String.fromCodePoint(code);
  if (FUNCTIONAL.test(character) || (code >= 0x80 && code < 0xa0)) return null;
  if (held === SHIFT) return character.toUpperCase();
  return keyName(held & SHIFT ? character.toLowerCase() : character, held);
}
