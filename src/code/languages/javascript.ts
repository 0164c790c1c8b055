/**
 * Defines JavaScript and TypeScript (https://nodejs.org/api/crypto.html, https://developer.mozilla.org/docs/Web/JavaScript/Reference,
 * https://cryptojs.gitbook.io/docs).
 */
import type { Meaning } from '../flow/meanings.ts';
import { type Language, LIKE_JAVA } from '../written/syntax.ts';

/** Writes the words of CryptoJS, or a Buffer of Node.js in the encoding that it is given. */
const TO_STRING: Meaning = { is: 'finish', form: 'hex', formAt: 0 };

export const JAVASCRIPT: Language = {
  name: 'JavaScript',
  syntax: {
    ...LIKE_JAVA,
    marks:
      /^[ \t]*(?:const |let |import .* from ['"]|export |async function|(?:async )?function \w*\((?!.*\$)[\w, ={}:<>|]*\)[^$]*\{|module\.exports)|=> ?[{(\w]|\brequire\(['"]|= (?:async )?function ?\(|\bcrypto\.create|\bCryptoJS\b/gm,
    filled: /`/,
    hole: /\$\{/,
  },
  calls: {
    createHmac: { is: 'hmac', key: 1, form: 'bytes' },
    createHash: { is: 'hash', form: 'bytes' },
    update: { is: 'feed', of: 0 },
    digest: { is: 'finish', form: 'bytes', formAt: 0 },
    'CryptoJS.HmacSHA256 HmacSHA256': { is: 'hmac', of: 0, key: 1, form: 'bytes' },
    'CryptoJS.SHA256 SHA256': { is: 'hash', of: 0, form: 'bytes' },
    toString: TO_STRING,
    'subtle.importKey': { is: 'same', of: 1 },
    'subtle.sign': { is: 'hmac', key: 1, of: 2, form: 'bytes' },
    'subtle.digest': { is: 'hash', of: 1, form: 'bytes' },
    'CryptoJS.enc.Hex.stringify': { is: 'write', of: 0, form: 'hex' },
    'Buffer.from encode String Object.entries JSON.stringify': { is: 'same', of: 0 },
    'trim toLowerCase entries filter getMinutes getSeconds padStart': { is: 'same', of: 'self' },
    'encodeURIComponent escape': { is: 'encode', of: 0, as: 'component' },
    encodeURI: { is: 'encode', of: 0, as: 'whole-url' },
    'replace replaceAll': { is: 'replace', old: 0, put: 1 },
    'sort toSorted': { is: 'sort', of: 'self' },
    'Object.keys': { is: 'keys', of: 0 },
    keys: { is: 'keys', of: 'self' },
    push: { is: 'add', of: 0 },
    set: { is: 'put', key: 0 },
    'map flatMap': { is: 'each', of: 'self', by: 0 },
    concat: { is: 'append', of: 0 },
    join: { is: 'join', of: 'self', by: 0 },
    URLSearchParams: { is: 'query', of: 0, as: 'form' },
    Date: { is: 'now', zone: 'utc' },
    'toISOString toUTCString': { is: 'time', of: 'self', zone: 'utc' },
    'getFullYear getMonth getDate getHours': { is: 'zone', zone: 'local' },
    'getUTCFullYear getUTCMonth getUTCDate getUTCHours': { is: 'zone', zone: 'utc' },
    'slice substr substring': { is: 'cut', of: 'self' },
    'fetch axios.put axios.post': { is: 'send', body: 1 },
    'axios req.write req.end': { is: 'send', body: 0 },
  },
};
