/** An Authorization header that is for something else than Signature Version 4 (RFC 9110, section 11.4). */
import type { Bytes } from '../../bytes/bytes.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { AUTHENTICATING_REQUESTS } from '../documentation.ts';

/** Of https://www.iana.org/assignments/http-authschemes and what is widely used beside: the only words that are shown. */
const SCHEMES = [
  ...['Basic', 'Bearer', 'Digest', 'DPoP', 'GNAP', 'HOBA', 'Mutual', 'Negotiate', 'NTLM', 'OAuth', 'PrivateToken'],
  ...['SCRAM-SHA-1', 'SCRAM-SHA-256', 'SharedKey', 'Token', 'vapid'],
];

/** Whether a header means an algorithm of AWS, known or not, whatever comes of it. */
export const isOfAws = ({ octets }: Bytes): boolean => /^AWS/i.test(octets);

/** The problem of one that does not. What is no known word is not quoted: it may be the secret itself. */
export function notOfAws({ octets }: Bytes): Problem {
  const word = /^[A-Za-z0-9-]+(?= )/.exec(octets)?.[0].toLowerCase();
  const scheme = SCHEMES.find((name) => name.toLowerCase() === word);
  const what = scheme ? `has the scheme ${scheme}` : 'has none of the schemes of AWS';
  return problem(
    'unsigned',
    `The request is signed with nothing of AWS: its Authorization header ${what}.`,
    'Sign it with Signature Version 4.',
    { where: { value: 'authorization', start: 0, end: octets.length }, see: AUTHENTICATING_REQUESTS },
  );
}
