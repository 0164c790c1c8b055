/** Names of keys, from the bytes and sequences that terminals send for them (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, “PC-Style Function Keys”). */

/** Bits of what is held, as xterm counts them, without the 1 that it adds. */
export const SHIFT = 1;
export const ALT = 2;
export const CONTROL = 4;
const META = 8;

/** Keys by the letter that ends their sequence, after `ESC [` as after `ESC O`. */
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

/** After `ESC O` only: keys of the number pad, as characters. */
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

/** Keys by the number before a `~`: those of the VT220, of rxvt (7, 8) and of the linux console (1, 4). */
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

/** What rxvt ends a numbered key with instead of `~`. */
const RXVT_ENDINGS: Readonly<Record<string, number>> = { $: SHIFT, '^': CONTROL, '@': CONTROL | SHIFT };

/** rxvt writes arrows with something held in small letters: `ESC [ a` with shift, `ESC O a` with control. */
const RXVT_ARROWS: Readonly<Record<string, string>> = { a: 'up', b: 'down', c: 'right', d: 'left' };

export function keyName(base: string, held: number): string {
  const control = held & CONTROL ? 'ctrl+' : '';
  const alt = held & ALT ? 'alt+' : '';
  const meta = held & META ? 'meta+' : '';
  return `${control}${alt}${meta}${held & SHIFT ? 'shift+' : ''}${base}`;
}

/** The name of the key that sends a byte below 0x20, or 0x7f. */
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
  // Control takes 0x40 off the character's code, and letters are lower-case without shift: 0x03 is Ctrl-C.
  const character = byte === 0 ? ' ' : String.fromCharCode(byte + 0x40).toLowerCase();
  return keyName(character, held | CONTROL);
}

/** The name of a key by the letter that ends its sequence; `null` for a letter that no key has. */
export function letterKeyName(introducer: '[' | 'O', letter: string, held: number): string | null {
  if (introducer === '[' && letter === 'Z') return keyName('tab', held | SHIFT);
  const arrow = RXVT_ARROWS[letter];
  if (arrow !== undefined) return keyName(arrow, held | (introducer === '[' ? SHIFT : CONTROL));
  const name = BY_LETTER[letter] ?? (introducer === 'O' ? NUMBER_PAD[letter] : undefined);
  return name === undefined ? null : keyName(name, held);
}

/** The name of a key by its number and the character that ends its sequence; `null` for a number that no key has. */
export function numberKeyName(number: number, ending: string, held: number): string | null {
  const name = BY_NUMBER[number];
  return name === undefined ? null : keyName(name, held | (RXVT_ENDINGS[ending] ?? 0));
}

/** The linux console's `ESC [ [ A` to `ESC [ [ E`: F1 to F5. */
export function consoleKeyName(letter: string, held: number): string | null {
  const index = 'ABCDE'.indexOf(letter);
  return index < 0 ? null : keyName(`f${index + 1}`, held);
}

/** Codes that the kitty keyboard protocol gives to keys without a character. */
const FUNCTIONAL = /[\ue000-\uf8ff]/;

/**
 * The name of a key that a terminal tells by the code of its character (`ESC [ 97 ; 5 u`, and xterm's
 * `ESC [ 27 ; 5 ; 97 ~`); `null` for a code that is no character. See https://sw.kovidgoyal.net/kitty/keyboard-protocol/.
 */
export function characterKeyName(code: number, held: number): string | null {
  if (!Number.isInteger(code) || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return null;
  if (code < 0x20 || code === 0x7f) {
    // Told by its code, Ctrl-C is not 0x03 but c with control held: a control byte here is a key of its own.
    return [8, 9, 13, 27, 127].includes(code) ? controlByteName(code, held) : null;
  }
  const character = String.fromCodePoint(code);
  if (FUNCTIONAL.test(character) || (code >= 0x80 && code < 0xa0)) return null;
  if (held === SHIFT) return character.toUpperCase();
  return keyName(held & SHIFT ? character.toLowerCase() : character, held);
}
