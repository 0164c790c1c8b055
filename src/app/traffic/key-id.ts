/** Reads who sent a request: the access key ID that it names, whether or not its signature is right. */
import { plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import { AMZ_PARAMETERS } from '../../sigv4/names.ts';

/** Matches the credential in an Authorization header: of Signature Version 4, and of Version 2. */
const IN_HEADER = /^(?:AWS4-\S+[ ,].*?\bCredential=([^,\s]*)|AWS ([^:\s]+):)/;
/** Matches the credential in a query: of a presigned URL, and of Version 2. */
const IN_QUERY = new RegExp(`[?&](?:${AMZ_PARAMETERS.credential}=([^&]*)|AWSAccessKeyId=([^&]*))`);

/** The parts of a credential after the ID: date, Region, service, and terminator. */
const SCOPE_PARTS = 4;

/** Matches what can be an access key ID. A secret, which may have been put in its place, has 40 letters. */
const KEY_ID = /^[\w.-]{1,32}$/;

/** Returns the access key ID; empty if the request names none, or something that may be a secret. */
export function accessKeyIdOf({ headers, target }: Pick<RequestHead, 'headers' | 'target'>): Octets {
  const header = headerValue(headers, 'authorization')?.octets ?? EMPTY;
  const [, version4, version2 = ''] = IN_HEADER.exec(header) ?? IN_QUERY.exec(target.octets) ?? [];
  const credential = percentDecode(plain((version4 ?? version2) as Octets)).octets;
  // A secret in the place of the ID can have slashes.
  const id = version4 === undefined ? credential : credential.split('/').slice(0, -SCOPE_PARTS).join('/');
  return KEY_ID.test(id) ? (id as Octets) : EMPTY;
}
