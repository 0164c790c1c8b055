/** Reads the file of an RSA key: PEM, or the JSON that Google gives for a service account. */
import { type Octets, textFromOctets } from '../../bytes/octets.ts';

interface AccountKey {
  /** The e-mail address of the account; `null` for a key in PEM, which names no account. */
  readonly accessKeyId: string | null;
  /** The key in PEM. */
  readonly secretAccessKey: string;
}

/** Returns the key in a file, or `null` for a file that has none. */
export function accountKeyOf(octets: Octets): AccountKey | null {
  const text = textFromOctets(octets) ?? '';
  if (/^\s*-----BEGIN [A-Z ]+-----/.test(text)) return { accessKeyId: null, secretAccessKey: text };
  const account = /^\s*\{/.test(text) ? parsed(text) : null;
  if (typeof account !== 'object' || account === null) return null;
  const id = 'client_email' in account ? account.client_email : null;
  const key = 'private_key' in account ? account.private_key : null;
  return typeof id === 'string' && typeof key === 'string' ? { accessKeyId: id, secretAccessKey: key } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
