/** Writes the settings with which clients reach a server of this program, as lines to paste into a shell. */
import { words } from '../../bytes/joined.ts';
import { quoted, shellWord, shownWord } from '../shell.ts';
import { type ConnectLine, paste, says } from './connect-page.ts';

/** A file with the user's own keys. */
export interface KeyFile {
  /** The absolute path; `null` if the file cannot be read a second time, as standard input. */
  readonly path: string | null;
  /** What the file contains: lines `ID:SECRET:TOKEN`, a secret alone, or the table of a class. */
  readonly form: 'lines' | 'secret' | 'class';
}

/** A key as clients need it. A secret that AWS has not published is never shown: the shell reads it from its file. */
export type ClientKey = {
  readonly accessKeyId: string;
} & (
  | { readonly kind: 'published'; readonly secretAccessKey: string }
  | { readonly kind: 'own'; readonly file: KeyFile; readonly hasToken: boolean }
);

/** Sets the endpoint of S3. */
export const endpointLine = (url: string): ConnectLine => paste(`export AWS_ENDPOINT_URL_S3=${shellWord(url)}`);

/** Sets the Region. The AWS CLI 1 and boto3 read only `AWS_DEFAULT_REGION`, and the other clients only `AWS_REGION`. */
export const regionLine = (region: string): ConnectLine =>
  paste(`export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`);

const FROM_INPUT = says(
  'The keys came from standard input. Before you paste the lines below, set SANDBOX_SECRET to the secret, and SANDBOX_TOKEN to the session token if there is one.',
);

/** Sets the credentials. */
export function credentialLines(key: ClientKey): ConnectLine[] {
  const id = `export AWS_ACCESS_KEY_ID=${shownWord(key.accessKeyId)}`;
  if (key.kind === 'published') return [paste(`${id} AWS_SECRET_ACCESS_KEY=${key.secretAccessKey}`)];
  const token = paste(`export AWS_SESSION_TOKEN="${ownPart(key.accessKeyId, key.file, 'TOKEN')}"`);
  return [
    ...(key.file.path === null ? [FROM_INPUT] : []),
    paste(id),
    paste(`export AWS_SECRET_ACCESS_KEY="${ownPart(key.accessKeyId, key.file, 'SECRET')}"`),
    ...(key.hasToken ? [token] : []),
  ];
}

/**
 * Returns the shell expression for a part of a line `ID:SECRET:TOKEN`, between double quotes. It reads the file as
 * `--secret-from` or `--csv` does. If the file cannot be read again, the shell refuses the line until a variable is set.
 */
function ownPart(accessKeyId: string, { path, form }: KeyFile, part: 'SECRET' | 'TOKEN'): string {
  if (path === null) return `\${SANDBOX_${part}:?must be set first}`;
  const field = part === 'SECRET' ? '1' : '2-';
  return `$(sed -n -e 's/[[:space:]]*$//' -e ${LINE[form](literal(accessKeyId))} ${shownWord(path)} | cut -d: -f${field})`;
}

/** The words of sed that print the line of a key, from its secret on. */
const LINE: Readonly<Record<KeyFile['form'], (id: string) => string>> = {
  lines: (id) => quoted(`s/^[[:space:]]*${id}[[:space:]]*:[[:space:]]*//p`),
  secret: () => `'s/^[[:space:]]*//' -e '/^[^#]/p'`,
  class: (id) => quoted(`s/^.*,${id},\\([^,]*\\),[^,]*$/\\1/p`),
};

/** Escapes text for a basic regular expression between slashes (POSIX, section 9.3). */
const literal = (text: string): string => text.replace(/[\\/.*[\]^$]/g, '\\$&');

/**
 * Returns the words of a curl command that signs as SigV4. curl reads a secret of the user from standard input, because
 * others can see the arguments of a process.
 */
export function signedCurl(key: ClientKey, region: string): string {
  const signing = `--aws-sigv4 aws:amz:${region}:s3`;
  if (key.kind === 'published')
    return `curl ${signing} --user ${shownWord(`${key.accessKeyId}:${key.secretAccessKey}`)}`;
  const token = key.hasToken ? ' x-amz-security-token "$AWS_SESSION_TOKEN"' : '';
  const lines = `'user="%s:%s"\\n${key.hasToken ? 'header="%s:%s"\\n' : ''}'`;
  return `printf ${lines} "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY"${token} | curl --config - ${signing}`;
}

/** The variables of the AWS CLI and boto3, Go, curl, and Node.js that name a file of certificates. */
const AUTHORITY_VARIABLES = words('AWS_CA_BUNDLE SSL_CERT_FILE CURL_CA_BUNDLE NODE_EXTRA_CA_CERTS');

/** Makes clients trust the certificate authority at this path. The lines have no comments, which zsh would not skip. */
export function authorityLines(path: string): ConnectLine[] {
  const authority = shellWord(path);
  return [
    says('For the AWS CLI and boto3, Go, curl, and Node.js to trust its certificates:'),
    ...AUTHORITY_VARIABLES.map((name) => paste(`export ${name}=${authority}`)),
    says('rclone 1.60 fails if AWS_CA_BUNDLE is set: start it with env -u AWS_CA_BUNDLE rclone.'),
  ];
}
