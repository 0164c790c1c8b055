/**
 * Defines how bytes are converted where the program runs. Node.js converts them with its own code, which is many times as
 * fast; a page in a browser has a half of its own (`browser.ts`), which `scripts/page-scripts.mjs` takes in place of `node.ts`. A string
 * has one octet in each character.
 */
export interface Conversions {
  /** Returns whether every character is in ASCII. */
  readonly isAscii: (text: string) => boolean;
  readonly fromText: (text: string) => string;
  readonly fromArray: (array: Uint8Array) => string;
  /** Returns a copy. */
  readonly toArray: (octets: string) => Uint8Array;
  /** Returns a copy that is valid until the call after the next one. */
  readonly toPassingArray: (octets: string) => Uint8Array;
  /** Decodes pairs of hexadecimal digits. The caller makes sure that there is nothing else. */
  readonly fromHex: (digits: string) => string;
  readonly toHex: (octets: string) => string;
  /** Decodes base64 in either alphabet (RFC 4648, sections 4 and 5), with or without its padding. */
  readonly fromBase64: (text: string) => string;
  readonly toBase64: (octets: string) => string;
  /** Returns an array whose bytes are not defined, and which shares its memory with no other. */
  readonly memory: (length: number) => Uint8Array;
}
