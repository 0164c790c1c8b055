/**

/** Bits of the modifiers, as xterm counts them, without the 1 that it adds. */
const SHIFT = 1;
export const ALT = 2;
const CONTROL = 4;
const META = 8;

/** Keys by the letter that ends their sequence, after `ESC [` and after `ESC O`. */
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

/** Keys by the number before `~`: of the VT220, of rxvt (7, 8) and of tmux, screen and the Linux console (1, 4). */
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

/** Puts the modifiers before the name of a key. */
export function keyName(base: string, held: number): string {
  const control = held & CONTROL ? 'ctrl+' : '';
  const alt = held & ALT ? 'alt+' : '';
  const meta = held & META ? 'meta+' : '';
  return `${control}${alt}${meta}${held & SHIFT ? 'shift+' : ''}${base}`;
}

/** Names the key that sends a byte below 0x20, or 0x7f. */
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
  // Control takes 0x40 off the character's code, and letters without Shift are lowercase: 0x03 is Ctrl-C.
  const character = byte === 0 ? ' ' : String.fromCharCode(byte + 0x40).toLowerCase();
  return keyName(character, held | CONTROL);
}

/** Names a key by the letter that ends its sequence; `null` for a letter that no key has. */
export function letterKeyName(introducer: '[' | 'O', letter: string, held: number): string | null {
  if (introducer === '[' && letter === 'Z') return keyName('tab', held | SHIFT);
  const name = BY_LETTER[letter] ?? (introducer === 'O' ? NUMBER_PAD[letter] : undefined);
  return name === undefined ? null : keyName(name, held);
}

/** Names the key with a number before `~`; `null` for a number that no key has. */
export function numberKeyName(number: number, held: number): string | null {
  const name = BY_NUMBER[number];
  return name === undefined ? null : keyName(name, held);
}

/** Codes of keys without a character in the kitty keyboard protocol. */
const FUNCTIONAL = /[\ue000-\uf8ff]/;

/**
 * Names a key by the code of its character (`ESC [ 97 ; 5 u`, and xterm's `ESC [ 27 ; 5 ; 97 ~`); `null` for a code that
 * is no character. See https://sw.kovidgoyal.net/kitty/keyboard-protocol/.
 */
export function characterKeyName(code: number, held: number): string | null {
  if (!Number.isInteger(code) || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return null;
  if (code < 0x20 || code === 0x7f) {
    // In this form Ctrl-C is not 0x03 but c with Control: a control byte here is a key of its own.
    return [8, 9, 13, 27, 127].includes(code) ? controlByteName(code, held) : null;
  }
  const character = String.fromCodePoint(code);
  if (FUNCTIONAL.test(character) || (code >= 0x80 && code < 0xa0)) return null;
  if (held === SHIFT) return character.toUpperCase();
  return keyName(held & SHIFT ? character.toLowerCase() : character, held);
}
