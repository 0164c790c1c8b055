/** Converts bytes with what every browser has. */
import type { Conversions } from './runtime.ts';

const utf8 = new TextEncoder();

/** The most arguments in a call that every browser accepts. */
const MOST_ARGUMENTS = 8192;

function fromArray(array: Uint8Array): string {
  let octets = '';
  for (let at = 0; at < array.length; at += MOST_ARGUMENTS) {
    octets += String.fromCharCode(...array.subarray(at, at + MOST_ARGUMENTS));
  }
  return octets;
}

function toArray(octets: string): Uint8Array {
  const array = new Uint8Array(octets.length);
  for (let at = 0; at < octets.length; at += 1) array[at] = octets.charCodeAt(at);
  return array;
}

const NOT_ASCII = /[^\x00-\x7f]/;

export const conversions: Conversions = {
  isAscii: (text) => !NOT_ASCII.test(text),
  fromText: (text) => fromArray(utf8.encode(text)),
  fromArray,
  toArray,
  toPassingArray: toArray,
  fromHex: (digits) =>
    (digits.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join(''),
  toHex: (octets) => octets.replace(/[\s\S]/g, (octet) => octet.charCodeAt(0).toString(16).padStart(2, '0')),
  fromBase64: (text) => {
    const [digits = ''] = text.replace(/[^A-Za-z\d+/_=-]/g, '').split('=', 1);
    const inOneAlphabet = digits.replaceAll('-', '+').replaceAll('_', '/');
    // A single digit at the end has less than an octet.
    return atob(inOneAlphabet.length % 4 === 1 ? inOneAlphabet.slice(0, -1) : inOneAlphabet);
  },
  toBase64: (octets) => btoa(octets),
  memory: (length) => new Uint8Array(length),
};
