/** Reads the claim in the form of a browser upload. */
import type { Bytes } from '../../bytes/bytes.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { algorithmNamed } from '../algorithms/table.ts';
import { POST_FORM } from '../documentation.ts';
import { AMZ_FIELDS, HMAC_SHA256_NAME } from '../names.ts';
import { readTimestamp } from '../timestamp.ts';
import type { Claim } from './claim.ts';
import { credentialForm, readCredential } from './claim-parts.ts';
import { noRegionSet, SIGNATURE_VERSION2 } from './header-claim.ts';
import { otherSchemeOfForm } from './other-schemes.ts';

/** The fields of a signed form. */
export const POLICY_FIELDS = [
  AMZ_FIELDS.algorithm,
  AMZ_FIELDS.credential,
  AMZ_FIELDS.date,
  'policy',
  AMZ_FIELDS.signature,
] as const;

/** Returns the problem of a form without any of these fields but the policy, which may be signed in another way. */
function otherForm(field: (name: string) => Bytes | null): Problem {
  const isVersion2 = field('awsaccesskeyid') !== null && field('signature') !== null;
  if (isVersion2) return SIGNATURE_VERSION2;
  return otherSchemeOfForm(field) ?? problem('unsigned', 'The form is not signed.', WANTED, { see: POST_FORM });
}

/**
 * Reads the claim of a form. `field` returns the value of the field with a lowercase name, ignoring the case of names
 * in the form. Each place in a problem names a field and a range of bytes in its value.
 */
export function claimOfForm(field: (name: string) => Bytes | null): Claim | Problem {
  const [algorithmName, credentialText, timestamp, policy, signature] = POLICY_FIELDS.map(field);
  if (!algorithmName || !credentialText || !timestamp || !policy || !signature) {
    const missing = POLICY_FIELDS.filter((name) => field(name) === null);
    if (POLICY_FIELDS.every((name) => name === 'policy' || missing.includes(name))) return otherForm(field);
    return problem('missing-fields', `The form has no field ${missing.join(', no field ')}.`, WANTED, {
      see: POST_FORM,
    });
  }
  const algorithm = algorithmNamed(algorithmName.octets);
  if (!algorithm) {
    const says = 'does not name a known algorithm.';
    return malformed(AMZ_FIELDS.algorithm, algorithmName, 'form-algorithm', says, `Use ${HMAC_SHA256_NAME}.`);
  }
  const credential = readCredential(credentialText, algorithm, field(AMZ_FIELDS.regionSet));
  if (!credential) {
    const fix = `Write ${credentialForm(algorithm)}.`;
    return malformed(AMZ_FIELDS.credential, credentialText, 'form-credential', 'is not a credential.', fix);
  }
  if (algorithm.boundTo === 'region-set' && credential.scope.region.octets === '') return noRegionSet(null);
  const moment = readTimestamp(timestamp.octets);
  if (moment === null) {
    const fix = "Write YYYYMMDD'T'HHMMSS'Z', in UTC.";
    return malformed(AMZ_FIELDS.date, timestamp, 'form-date', 'is not a time.', fix);
  }
  return {
    scheme: 'policy',
    algorithm,
    ...credential,
    timestamp,
    moment,
    signature,
    sessionToken: field(AMZ_FIELDS.securityToken),
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
