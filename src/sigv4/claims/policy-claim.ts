/** Reads the claim in the form of a browser upload. */
import type { Bytes } from '../../bytes/bytes.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { algorithmNamed } from '../algorithms/table.ts';
import { AWS4 } from '../dialects/aws4.ts';
import type { FieldNames } from '../dialects/dialect.ts';
import { DIALECTS } from '../dialects/table.ts';
import { POST_FORM } from '../documentation.ts';
import { readTimestamp } from '../timestamp.ts';
import type { Claim } from './claim.ts';
import { credentialForm, readCredential } from './claim-parts.ts';
import { noRegionSet, SIGNATURE_VERSION2 } from './header-claim.ts';

/** Returns the fields of a signed form. */
const policyFields = ({ algorithm, credential, date, signature }: FieldNames): readonly string[] => [
  algorithm,
  credential,
  date,
  'policy',
  signature,
];

/** The fields of a form that is signed for AWS. */
export const POLICY_FIELDS = policyFields(AWS4.fields);

/**
 * Returns the names of the fields of the dialect that has one in the form, or those of AWS. A form without any of these
 * fields but the policy is signed with Signature Version 2 or not at all.
 */
const fieldsOf = (field: (name: string) => Bytes | null): FieldNames =>
  DIALECTS.flatMap(({ fields }) => fields ?? []).find(({ algorithm, credential, date, signature }) =>
    [algorithm, credential, date, signature].some((name) => field(name) !== null),
  ) ?? AWS4.fields;

function otherForm(field: (name: string) => Bytes | null): Problem {
  const isVersion2 = field('awsaccesskeyid') !== null && field('signature') !== null;
  return isVersion2
    ? SIGNATURE_VERSION2
    : problem('unsigned', 'The form is not signed.', wanted(POLICY_FIELDS), { see: POST_FORM });
}

/**
 * Reads the claim of a form. `field` returns the value of the field with a lowercase name, ignoring the case of names
 * in the form. Each place in a problem names a field and a range of bytes in its value.
 */
export function claimOfForm(field: (name: string) => Bytes | null): Claim | Problem {
  const fields = fieldsOf(field);
  const names = policyFields(fields);
  const [algorithmName, credentialText, timestamp, policy, signature] = names.map(field);
  if (!algorithmName || !credentialText || !timestamp || !policy || !signature) {
    const missing = names.filter((name) => field(name) === null);
    if (names.every((name) => name === 'policy' || missing.includes(name))) return otherForm(field);
    return problem('missing-fields', `The form has no field ${missing.join(', no field ')}.`, wanted(names), {
      see: POST_FORM,
    });
  }
  const algorithm = algorithmNamed(algorithmName.octets);
  if (!algorithm) {
    const says = 'does not name a known algorithm.';
    return malformed(fields.algorithm, algorithmName, 'form-algorithm', says, `Use ${nameOfAlgorithm(fields)}.`);
  }
  const credential = readCredential(credentialText, algorithm, field(AWS4.fields.regionSet));
  if (!credential) {
    const fix = `Write ${credentialForm(algorithm)}.`;
    return malformed(fields.credential, credentialText, 'form-credential', 'is not a credential.', fix);
  }
  if (algorithm.boundTo === 'region-set' && credential.scope.region.octets === '') return noRegionSet(null);
  const moment = readTimestamp(timestamp.octets);
  if (moment === null) {
    const fix = "Write YYYYMMDD'T'HHMMSS'Z', in UTC.";
    return malformed(fields.date, timestamp, 'form-date', 'is not a time.', fix);
  }
  return {
    scheme: 'policy',
    algorithm,
    ...credential,
    timestamp,
    moment,
    signature,
    sessionToken: fields.securityToken === null ? null : field(fields.securityToken),
    expires: null,
    signed: { kind: 'policy', policy },
    fault: null,
  };
}

function malformed(name: string, { octets }: Bytes, code: string, says: string, fix: string): Problem {
  const where = { value: name, start: 0, end: octets.length };
  return problem(code, `The field ${name} ${says}`, fix, { where, see: POST_FORM });
}

const wanted = (names: readonly string[]): string => `Send ${names.join(', ')} with the file after them.`;

const nameOfAlgorithm = (fields: FieldNames): string =>
  (DIALECTS.find((dialect) => dialect.fields === fields) ?? AWS4).signsWith[0].name;
