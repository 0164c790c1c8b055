/** Reads the file of an RSA key: PEM, or the JSON that Google gives for a service account. */
import { type Octets, parsedJson, textFromOctets } from '../../bytes/octets.ts';
import { WHITE_SPACE } from '../../bytes/white-space.ts';

interface AccountKey {
  /** The email address of the account; `null` for a key in PEM, which names no account. */
  readonly accessKeyId: string | null;
  /** The key in PEM. */
  readonly secretAccessKey: string;
}

/** A file of a key may have lines before its key, which those who read PEM pass over (RFC 7468, section 2). */
const PEM = /-----BEGIN [A-Z ]+-----/;
const JSON_OBJECT = new RegExp(`^[${WHITE_SPACE}]*\\{`);

/** Returns whether a secret is a key in PEM. It may be a public key, so it is the secret of no HMAC. */
export const isPem = (secret: string): boolean => secret.includes('-----BEGIN ') && PEM.test(secret);

/** Returns the key in a file, or `null` for a file that has none. */
export function accountKeyOf(octets: Octets): AccountKey | null {
  const text = textFromOctets(octets) ?? '';
  if (!JSON_OBJECT.test(text)) return isPem(text) ? { accessKeyId: null, secretAccessKey: text } : null;
  const account = parsedJson(text);
  if (typeof account !== 'object' || account === null) return null;
  const id = 'client_email' in account ? account.client_email : null;
  const key = 'private_key' in account ? account.private_key : null;
  return typeof id === 'string' && typeof key === 'string' ? { accessKeyId: id, secretAccessKey: key } : null;
}
