/** Lists features that appear in the date, in the credentials, or in the signing program. */
import type { SeenRequest } from '../seen/seen-request.ts';
import { type Feature, firstOf, headerOf, inText, when } from './feature.ts';

const SECRETS = ['wrong-secret', 'secret-whitespace-newline', 'secret-special-chars-mangled'];
const DERIVATION = [
  'signing-key-not-binary',
  'string-to-sign-misbuilt',
  'canonical-request-misbuilt',
  'double-or-raw-hash',
  'crlf-or-extra-newline',
];

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
  { id: 'far-from-server-time', causes: ['clock-skew', 'stale-date-reused'], seenIn: farFromServer },
  {
    id: 'said-another-time',
    causes: ['clock-skew', 'stale-date-reused'],
    seenIn: inText(/is now (?:earlier|later) than|not yet (?:valid|current)|TooSkewed/i),
  },
  { id: 'year-1970', causes: ['clock-skew'], seenIn: inText(/\b1970\d{4}T\d{6}Z/) },
  {
    id: 'odd-date-format',
    causes: ['locale-dependent-date'],
    seenIn: (seen) => firstOf([headerOf(seen, 'x-amz-date')].filter((date) => /^\d{4}-|[\x80-\xff]/.test(date ?? ''))),
  },
  {
    id: 'line-break-in-credential',
    causes: ['secret-whitespace-newline', 'secret-special-chars-mangled'],
    seenIn: (seen) => when(/Credential=[^\s,]*\n\s*\/?\d{8}/.test(seen.text)),
  },
  {
    id: 'secret-through-echo',
    causes: ['secret-whitespace-newline', 'secret-special-chars-mangled'],
    seenIn: inText(/\becho\s+(?!-n)["'$][^\n|]*\|\s*(?:docker secret|base64|kubectl|vault)|_FILE[:=]|secretKeyRef/),
  },
  {
    id: 'strings-of-both-sides',
    causes: SECRETS,
    seenIn: (seen) => when(areTextsEqual(seen.text)),
  },
  {
    id: 'official-client-of-aws',
    causes: SECRETS,
    seenIn: (seen) => when(seen.client === 'official' && seen.server === 'aws'),
  },
  {
    id: 'signer-of-its-own',
    causes: [...DERIVATION, 'wrong-secret'],
    seenIn: inText(/createHmac|hmac\.new|\bopenssl\b|HMACSHA256|hash_hmac|Mac\.getInstance|hmac_sha256/i),
  },
  {
    id: 'tool-complains',
    causes: ['hmac-tool-failed'],
    seenIn: inText(/unknown option '?-\w+|openssl: |Error setting (?:digest|private)|invalid digest/i),
  },
  {
    id: 'signature-as-secret',
    causes: ['wrong-kind-of-credential'],
    seenIn: inText(/secret_?(?:access_?)?key['"]?\s*[:=][^\n]{0,40}(?:Signature|smtp)/i),
  },
  {
    id: 'other-scheme',
    causes: ['foreign-authorization-scheme', 'two-auth-mechanisms'],
    seenIn: inText(/Authorization\s*[:=]\s*(?:Basic|Bearer)\b/i),
  },
  {
    id: 'token-beside-signature',
    causes: ['session-token-not-signed', 'session-token-signed-but-must-be-appended'],
    seenIn: (seen) =>
      when(
        headerOf(seen, 'x-amz-security-token') !== null &&
          !(seen.signedNames ?? ['x-amz-security-token']).includes('x-amz-security-token'),
      ),
  },
  {
    id: 'form-of-version-2',
    causes: ['post-form-v2-fields-v4-signature', 'post-policy-encoding'],
    seenIn: (seen) => when(seen.form === 'policy'),
  },
  {
    id: 'origin-access-control',
    causes: ['oac-body-hash-missing'],
    seenIn: inText(/\bOAC\b|origin access control|lambda-url\.[\w-]+\.on\.aws/i),
  },
];
