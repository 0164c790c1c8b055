/** The ways in which a text is written in URLs, JSON, HTML, base64, and dumps, made without the program's own code. */

const bytesOf = (text: string) => Buffer.from(text, 'latin1');
const hexOf = (text: string) => bytesOf(text).toString('hex');
const pairsOf = (text: string, separator: string) => (hexOf(text).match(/../g) ?? []).join(separator);
const base64Of = (text: string) => bytesOf(text).toString('base64');

/** As `encodeURIComponent` does it, also for bytes that are no UTF-8. */
const percented = (text: string) => text.replace(/[^A-Za-z0-9\-_.~]/g, (octet) => `%${hexOf(octet).toUpperCase()}`);
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const inHtml = (text: string) => text.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? mark);

/** Each of them is a text in which every byte of the secret can be read again. */
export const SPELLINGS: Readonly<Record<string, (secret: string) => string>> = {
  raw: (secret) => secret,
  'in other case': (secret) => secret.toUpperCase(),
  'percent-encoded': percented,
  'percent-encoded, every byte': (secret) => hexOf(secret).replace(/../g, '%$&'),
  'percent-encoded twice': (secret) => percented(percented(secret)),
  'escaped in JSON': inJson,
  'escaped in JSON in JSON': (secret) => inJson(inJson(secret)),
  'with escaped slashes': (secret) => secret.replace(/[\\/]/g, '\\$&'),
  'escaped in JSON, every byte': (secret) => pairsOf(secret, '\\u00').replace(/^/, '\\u00'),
  'escaped in a string, every byte': (secret) => pairsOf(secret, '\\x').replace(/^/, '\\x'),
  'escaped in HTML': inHtml,
  'escaped in HTML, every byte': (secret) => hexOf(secret).replace(/../g, '&#x$&;'),
  'in elements of their own': (secret) => [...secret].map((one) => `<i class="x">${inHtml(one)}</i>`).join(''),
  'in rows': (secret) => (secret.match(/[\s\S]{1,7}/g) ?? []).join('\n      '),
  'in hexadecimal': hexOf,
  'in hexadecimal, uppercase': (secret) => hexOf(secret).toUpperCase(),
  'in pairs of digits': (secret) => pairsOf(secret, ' '),
  'in digits of two bytes': (secret) => (hexOf(secret).match(/.{1,4}/g) ?? []).join(' '),
  'in pairs of digits of the percent-encoded': (secret) => pairsOf(percented(secret), ' '),
  'in decimal': (secret) => `[${[...bytesOf(secret)].join(', ')}]`,
  'in base64': base64Of,
  'in base64 for URLs': (secret) => bytesOf(secret).toString('base64url'),
  'in base64 after one byte': (secret) => base64Of(`:${secret}`),
  'in base64 after two bytes': (secret) => base64Of(`u:${secret}:`),
  'in base64 of JSON': (secret) => base64Of(JSON.stringify({ 'x-amz-security-token': secret })),
  'in base64 of JSON with escaped slashes': (secret) => base64Of(`{"a":"${inJson(secret).replaceAll('/', '\\/')}"}`),
  'in percent-encoded base64': (secret) => percented(base64Of(`u:${secret}`)),
  'in pairs of digits of base64 of JSON': (secret) => pairsOf(base64Of(JSON.stringify({ a: secret })), ' '),
};
