/** Lists features that appear in the date, in the credentials, or in the signing program. */
import { ABOUT_TIME } from '../../aws/refusals.ts';
import type { SeenRequest } from '../../sides/seen/seen-request.ts';
import { feature, headerOf, inText, rule, when } from './feature.ts';

const MINUTE = 60_000;
const TOLERANCE = 15 * MINUTE;

/** Reads YYYYMMDD'T'HHMMSS'Z' as milliseconds. */
function momentOf(timestamp: string): number {
  const [, date = '', time = ''] = /^(\d{8})T(\d{6})Z$/.exec(timestamp) ?? [];
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6)];
  return Date.parse(`${year}-${month}-${day}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`);
}

/** Returns the signing time if that time differs from a Date header by more than servers allow. */
function farFromServer(seen: SeenRequest): string | null {
  const signed = headerOf(seen, 'x-amz-date') ?? /X-Amz-Date=(\d{8}T\d{6}Z)/i.exec(seen.text)?.[1] ?? '';
  const server = Date.parse(/\bdate: ?(\w{3}, \d{1,2} \w{3} \d{4} [\d:]{8} GMT)/i.exec(seen.text)?.[1] ?? '');
  const apart = Math.abs(momentOf(signed) - server);
  return apart > TOLERANCE ? signed : null;
}

export const ofCredentials = {
  farFromServerTime: rule(
    'far-from-server-time',
    (quote) => `The request was signed at ${quote}, more than 15 minutes from the server's time.`,
    farFromServer,
  ),
  saidAnotherTime: rule(
    'said-another-time',
    'The server compares the time of signing with its own.',
    inText(new RegExp(`${ABOUT_TIME.source}|TooSkewed`, 'i')),
  ),
  lineBreakInCredential: rule(
    'line-break-in-credential',
    'There is a line break in the credential, so the key was read with its line ending.',
    (seen) => when(/Credential=[^\s,]*\n\s*\/?\d{8}/.test(seen.text)),
  ),
  secretThroughEcho: feature(
    'secret-through-echo',
    (quote) => `The secret comes from a file or a pipe (${quote}), which often adds a line ending.`,
    inText(/\becho\s+(?!-n)["'$][^\n|]*\|\s*(?:docker secret|base64|kubectl|vault)|_FILE[:=]|secretKeyRef/),
  ),
  officialClientOfAws: feature(
    'official-client-of-aws',
    'The client is official and the server is AWS: both sign correctly, so only the key can be wrong.',
    (seen) => when(seen.client === 'official' && seen.server === 'aws'),
  ),
  otherScheme: rule(
    'other-scheme',
    (quote) => `The header that arrived is "${quote}".`,
    inText(/Authorization\s*[:=]\s*(?:Basic|Bearer)\b/i),
  ),
  tokenBesideSignature: rule('token-beside-signature', 'A session token is sent but not signed.', (seen) =>
    when(
      headerOf(seen, 'x-amz-security-token') !== null &&
        !(seen.signedNames ?? ['x-amz-security-token']).includes('x-amz-security-token'),
    ),
  ),
  formOfVersion2: feature('form-of-version-2', 'A form with a policy is sent.', (seen) => when(seen.form === 'policy')),
};
