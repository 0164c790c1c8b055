/** Reads the claim in the form of a browser upload. */
import type { Bytes } from '../../bytes/bytes.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { algorithmNamed } from '../algorithms/table.ts';
import { AWS4 } from '../dialect.ts';
import { POST_FORM } from '../documentation.ts';
import { readTimestamp } from '../timestamp.ts';
import type { Claim } from './claim.ts';
import { readCredential } from './claim-parts.ts';
import { noRegionSet, SIGNATURE_VERSION2 } from './header-claim.ts';

export const POLICY_FIELDS = [
  AWS4.fields.algorithm,
  AWS4.fields.credential,
  AWS4.fields.date,
  'policy',
  AWS4.fields.signature,
] as const;

/**
 * The fields that only Version 4 has. A form without any of these fields is signed with Signature Version 2 or not at
 * all.
 */
const NAMES_OF_VERSION_4 = POLICY_FIELDS.filter((name) => name !== 'policy');

function otherForm(field: (name: string) => Bytes | null): Problem {
  const isVersion2 = field('awsaccesskeyid') !== null && field('signature') !== null;
  return isVersion2 ? SIGNATURE_VERSION2 : problem('unsigned', 'The form is not signed.', WANTED, { see: POST_FORM });
}

/**
 * Reads the claim of a form. `field` returns the value of the field with a lowercase name, ignoring the case of names
 * in the form. Each place in a problem names a field and a range of bytes in its value.
 */
export function claimOfForm(field: (name: string) => Bytes | null): Claim | Problem {
  const [algorithmName, credentialText, timestamp, policy, signature] = POLICY_FIELDS.map(field);
  if (!algorithmName || !credentialText || !timestamp || !policy || !signature) {
    const missing = POLICY_FIELDS.filter((name) => field(name) === null);
    if (NAMES_OF_VERSION_4.every((name) => missing.includes(name))) return otherForm(field);
    return problem('missing-fields', `The form has no field ${missing.join(', no field ')}.`, WANTED, {
      see: POST_FORM,
    });
  }
  const algorithm = algorithmNamed(algorithmName.octets);
  if (!algorithm) {
    const says = 'does not name a known algorithm.';
    return malformed(AWS4.fields.algorithm, algorithmName, 'form-algorithm', says, 'Use AWS4-HMAC-SHA256.');
  }
  const credential = readCredential(credentialText, algorithm, field(AWS4.fields.regionSet));
  if (!credential) {
    const fix = 'Write KEY/DATE/REGION/SERVICE/aws4_request.';
    return malformed(AWS4.fields.credential, credentialText, 'form-credential', 'is not a credential.', fix);
  }
  if (algorithm.boundTo === 'region-set' && credential.scope.region.octets === '') return noRegionSet(null);
  const moment = readTimestamp(timestamp.octets);
  if (moment === null) {
    const fix = "Write YYYYMMDD'T'HHMMSS'Z', in UTC.";
    return malformed(AWS4.fields.date, timestamp, 'form-date', 'is not a time.', fix);
  }
  return {
    scheme: 'policy',
    algorithm,
    ...credential,
    timestamp,
    moment,
    signature,
    sessionToken: field(AWS4.fields.securityToken),
    expires: null,
    signed: { kind: 'policy', policy },
    fault: null,
  };
}

function malformed(name: string, { octets }: Bytes, code: string, says: string, fix: string): Problem {
  const where = { value: name, start: 0, end: octets.length };
  return problem(code, `The field ${name} ${says}`, fix, { where, see: POST_FORM });
}

const WANTED = `Send ${POLICY_FIELDS.join(', ')} with the file after them.`;
