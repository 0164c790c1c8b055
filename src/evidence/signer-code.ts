/** Recognizes the source code of a program that signs. Code does not show what it sends, so nothing in it is interpreted. */
import type { Piece } from './evidence.ts';

/** Matches a call that makes an HMAC, as the languages in which people write signers spell it. */
const MAKES_HMAC = new RegExp(
  [
    String.raw`\bcreateHmac\(|\bsubtle\.sign\(|\bCryptoJS\.\w`,
    String.raw`\bhmac\.(?:new|digest|New)\(|\bhash_hmac\(|\bOpenSSL::HMAC\b`,
    String.raw`\bMac\.getInstance\((?!Mac\.java)|\bHMACSHA256\b|\bHMAC<SHA256>|\bHmac(?:::)?<?Sha256\b`,
    String.raw`\bopenssl\s+(?:dgst|mac)\s[^\n|]{0,200}(?:hmac|HMAC)\b`,
  ].join('|'),
);

/** Matches a line that imports what signs: the cryptography of a language, or a library with a signer. */
const IMPORTS =
  /^[ \t]*(?:import|from|use|using|require|(?:const|var|let)\b.{0,80}\brequire)\b.{0,120}(?:\bhmac(?:_sha256)?\b|\bcrypto\b|crypto-?js|javax\.crypto|\baws4\b|aws4fetch|signature-v4)/im;

/** Returns whether any of the pieces is, or has, the code of a program that signs. */
export const hasSignerCode = (pieces: readonly Piece[]): boolean =>
  pieces.some(({ octets }) => MAKES_HMAC.test(octets) || IMPORTS.test(octets));

/** Returns whether a request next to code was signed: it has the time at which it was, which code only computes. */
export const hasTime = (text: string): boolean => /\d{8}T\d{6}Z/.test(text);

/** Says what to give instead of code. `upstream` is the URL of the server to which the code sends its requests. */
export const runTheCode = (upstream: string): string =>
  `Run the code and paste what it sends: sigv4 capture --upstream ${upstream} --port 9100, as its endpoint, prints it.`;
