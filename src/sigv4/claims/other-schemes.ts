/**
 * Recognizes the signatures of other vendors, which look like those of AWS. This program does not read them, but says
 * which they are, and masks the tokens beside them.
 */
import type { Octets } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { AUTHENTICATING_REQUESTS } from '../documentation.ts';

interface OtherScheme {
  /** The beginning of the name of each of its algorithms. */
  readonly prefix: string;
  readonly vendor: string;
  /** The query parameter and the form field that name the algorithm, in lowercase; absent if there are none. */
  readonly parameter?: string;
  /** The header of session tokens, in lowercase; absent if there is none of its own. */
  readonly token?: string;
}

const OTHER_SCHEMES: readonly OtherScheme[] = [
  { prefix: 'GOOG4-', vendor: 'Google Cloud Storage', parameter: 'x-goog-algorithm' },
  {
    prefix: 'OSS4-',
    vendor: 'Alibaba Cloud OSS',
    parameter: 'x-oss-signature-version',
    token: 'x-oss-security-token',
  },
  { prefix: 'TOS4-', vendor: 'Volcengine TOS', parameter: 'x-tos-algorithm', token: 'x-tos-security-token' },
  { prefix: 'TC3-', vendor: 'Tencent Cloud', token: 'x-tc-token' },
  { prefix: 'SDK-', vendor: 'Huawei Cloud', token: 'x-security-token' },
  { prefix: 'V11-', vendor: 'Huawei Cloud' },
  { prefix: 'JDCLOUD2-', vendor: 'JD Cloud', token: 'x-jdcloud-security-token' },
  { prefix: 'ACS3-', vendor: 'Alibaba Cloud', token: 'x-acs-security-token' },
  { prefix: 'MNS4-', vendor: 'Alibaba Cloud Message Service', token: 'security-token' },
  { prefix: 'APSARA-MNS4-', vendor: 'Alibaba Cloud Apsara Stack' },
  { prefix: 'HMAC-SHA256', vendor: 'Volcengine' },
];

/** The headers of session tokens, in lowercase. */
export const OTHER_TOKENS: readonly string[] = OTHER_SCHEMES.flatMap(({ token }) => token ?? []);

const NAMES = OTHER_SCHEMES.flatMap(({ prefix }) => (prefix.endsWith('-') ? `${prefix}[A-Z][A-Z0-9-]+` : []));
const PARAMETERS = OTHER_SCHEMES.flatMap(({ parameter }) => parameter ?? []);

/** Matches the name of an algorithm. That of Volcengine is known by what follows it: a credential or a time. */
const ALGORITHM = new RegExp(
  String.raw`(?<![\w-])(?:${NAMES.join('|')}|HMAC-SHA256(?=[\t\r\n ]+(?:Credential=[^\t\r\n ,]+|\d{8}T\d{6}Z[\t\r\n ]+[^\t\r\n ]+)/request\b))`,
);
const IN_QUERY = new RegExp(`[?&](?:${PARAMETERS.join('|')})=([A-Z0-9-]+)`, 'i');

/** Returns the problem of a text that has the signature of another vendor; `null` if it has none. */
export function otherSchemeIn(text: Octets): Problem | null {
  const name = ALGORITHM.exec(text)?.[0];
  return name === undefined ? null : otherScheme(name);
}

/** Returns the problem of an Authorization header with the signature of another vendor; `null` for any other header. */
export const otherSchemeOfHeader = (value: Octets): Problem | null =>
  ALGORITHM.exec(value)?.index === 0 ? otherSchemeIn(value) : null;

/** Returns the problem of a target with the signature of another vendor; `null` for any other target. */
export function otherSchemeOfTarget(target: Octets): Problem | null {
  const name = IN_QUERY.exec(target)?.[1];
  return name === undefined ? null : otherScheme(name);
}

/** Returns the problem of a form with the signature of another vendor; `null` for any other form. */
export function otherSchemeOfForm(field: (name: string) => { readonly octets: Octets } | null): Problem | null {
  const name = PARAMETERS.map(field).find((value) => value !== null)?.octets;
  return name === undefined ? null : otherScheme(name);
}

function otherScheme(name: string): Problem | null {
  const scheme = OTHER_SCHEMES.find(({ prefix }) => name.startsWith(prefix));
  if (scheme === undefined) return null;
  return problem(
    'other-scheme',
    `The signature is ${name} of ${scheme.vendor}, and this program reads AWS Signature Version 4 and 4A.`,
    'Make the client sign with AWS Signature Version 4.',
    { see: AUTHENTICATING_REQUESTS },
  );
}
