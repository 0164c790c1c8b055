/** Lists features that appear in the date, in the credentials, or in the signing program. */
import type { SeenRequest } from '../seen/seen-request.ts';
import { type Feature, feature, firstOf, headerOf, inText, when } from './feature.ts';

const SECRETS = 'wrong-secret secret-whitespace-newline secret-special-chars-mangled';

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

/** Returns whether both sides quote a canonical request, and the shorter text is the beginning of the longer one. */
function areTextsEqual(text: string): boolean {
  const [server = '', client = ''] = [SERVER_TEXT, CLIENT_TEXT].map((pattern) => pattern.exec(text)?.[1] ?? '');
  return server.length > 80 && client !== '' && (client.startsWith(server) || server.startsWith(client));
}

const SERVER_TEXT = /should have been\s*'?([\s\S]*?)'?\s*(?=The String-to-Sign|CanonicalRequest)/;
const CLIENT_TEXT = /CanonicalRequest:?\s*\n([\s\S]*?)\s*(?=StringToSign|$)/;

export const CREDENTIAL_FEATURES: readonly Feature[] = [
  feature('far-from-server-time', 'clock-skew stale-date-reused', farFromServer),
  feature(
    'said-another-time',
    'clock-skew stale-date-reused',
    inText(/is now (?:earlier|later) than|not yet (?:valid|current)|TooSkewed/i),
  ),
  feature('year-1970', 'clock-skew', inText(/\b1970\d{4}T\d{6}Z/)),
  feature('odd-date-format', 'locale-dependent-date', (seen) =>
    firstOf([headerOf(seen, 'x-amz-date')].filter((date) => /^\d{4}-|[\x80-\xff]/.test(date ?? ''))),
  ),
  feature('line-break-in-credential', 'secret-whitespace-newline secret-special-chars-mangled', (seen) =>
    when(/Credential=[^\s,]*\n\s*\/?\d{8}/.test(seen.text)),
  ),
  feature(
    'secret-through-echo',
    'secret-whitespace-newline secret-special-chars-mangled',
    inText(/\becho\s+(?!-n)["'$][^\n|]*\|\s*(?:docker secret|base64|kubectl|vault)|_FILE[:=]|secretKeyRef/),
  ),
  feature('strings-of-both-sides', SECRETS, (seen) => when(areTextsEqual(seen.text))),
  feature('official-client-of-aws', SECRETS, (seen) => when(seen.client === 'official' && seen.server === 'aws')),
  feature(
    'signer-of-its-own',
    `signing-key-not-binary string-to-sign-misbuilt canonical-request-misbuilt double-or-raw-hash
      crlf-or-extra-newline wrong-secret`,
    inText(/createHmac|hmac\.new|\bopenssl\b|HMACSHA256|hash_hmac|Mac\.getInstance|hmac_sha256/i),
  ),
  feature(
    'tool-complains',
    'hmac-tool-failed',
    inText(/unknown option '?-\w+|openssl: |Error setting (?:digest|private)|invalid digest/i),
  ),
  feature(
    'signature-as-secret',
    'wrong-kind-of-credential',
    inText(/secret_?(?:access_?)?key['"]?\s*[:=][^\n]{0,40}(?:Signature|smtp)/i),
  ),
  feature(
    'other-scheme',
    'foreign-authorization-scheme two-auth-mechanisms',
    inText(/Authorization\s*[:=]\s*(?:Basic|Bearer)\b/i),
  ),
  feature('token-beside-signature', 'session-token-not-signed session-token-signed-but-must-be-appended', (seen) =>
    when(
      headerOf(seen, 'x-amz-security-token') !== null &&
        !(seen.signedNames ?? ['x-amz-security-token']).includes('x-amz-security-token'),
    ),
  ),
  feature('form-of-version-2', 'post-form-v2-fields-v4-signature post-policy-encoding', (seen) =>
    when(seen.form === 'policy'),
  ),
  feature(
    'origin-access-control',
    'oac-body-hash-missing',
    inText(/\bOAC\b|origin access control|lambda-url\.[\w-]+\.on\.aws/i),
  ),
];
