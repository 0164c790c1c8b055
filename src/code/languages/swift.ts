/** Defines Swift (https://developer.apple.com/documentation: CryptoKit, Foundation, and the standard library of Swift). */
import { type Language, LIKE_JAVA } from '../written/syntax.ts';

export const SWIFT: Language = {
  name: 'Swift',
  syntax: {
    ...LIKE_JAVA,
    marks:
      /^[ \t]*(?:import (?:Foundation|CryptoKit|Crypto)|(?:private |static |public )*func \w+\(|let \w+(?:: ?\w+)? = |guard let )|\bHMAC<SHA256>|\.utf8\b/gm,
    filled: /"""|"/,
    hole: /\\\(/,
  },
  calls: {
    'HMAC.authenticationCode': { is: 'hmac', of: 'for', key: 'using', form: 'bytes' },
    SymmetricKey: { is: 'same', of: 'data' },
    'SHA256.hash': { is: 'hash', of: 'data', form: 'bytes' },
    'Data Array': { is: 'same', of: 0 },
    'data utf8 lowercased trimmingCharacters addingPercentEncoding': { is: 'same', of: 'self' },
    base64EncodedString: { is: 'write', of: 'self', form: 'base64' },
    replacingOccurrences: { is: 'replace', old: 'of', put: 'with' },
    'sorted sort': { is: 'sort', of: 'self' },
    keys: { is: 'keys', of: 'self' },
    append: { is: 'add', of: 0 },
    map: { is: 'each', of: 'self', by: 0 },
    joined: { is: 'join', of: 'self', by: 'separator' },
    String: { is: 'format', template: 'format' },
    Date: { is: 'now', zone: 'utc' },
    DateFormatter: { is: 'formatter', zone: 'local' },
    'dateFormat=': { is: 'pattern', of: 0 },
    'timeZone=': { is: 'zone', zone: 'utc' },
    string: { is: 'time', of: 'from' },
    prefix: { is: 'cut', of: 'self' },
    'httpBody=': { is: 'send', body: 0 },
  },
};
