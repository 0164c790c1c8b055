/** Signs browser uploads. The string to sign is the policy in base64, and the signature becomes a form field. */
import { base64 } from '../../bytes/base64.ts';
import { type Bytes, fixed, join, slice } from '../../bytes/bytes.ts';
import { type Octets, parsedJson } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { Recorder } from '../../trace/trace.ts';
import { POST_FORM, POST_POLICY } from '../documentation.ts';
import { deriveKey, type SigningContext } from '../line-of-stages.ts';
import { AMZ_FIELDS } from '../names.ts';
import { isSecretName, recordSecrets } from '../secrets/secret-headers.ts';
import { GIVEN_POLICY, POLICY, SIGNATURE_IN_FORM } from '../stages/form-fields.ts';
import { STRING_TO_SIGN } from '../stages/string-to-sign.ts';
import { recordContext, recordCredentials } from './preparation.ts';
import type { SignerInput } from './signing-input.ts';

/**
 * The fields that say how a policy is signed, the one of a session token last. Servers require a condition for each of
 * these fields that a form has.
 */
export const SIGNER_FIELDS: readonly string[] = [
  AMZ_FIELDS.algorithm,
  AMZ_FIELDS.credential,
  AMZ_FIELDS.date,
  AMZ_FIELDS.securityToken,
];

export interface PolicyInput extends SignerInput {
  /** The policy as JSON, exactly as it will be signed, except for the missing conditions. */
  readonly policy: Bytes;
  /** The fields for which a condition is added to the policy. */
  readonly missing: readonly string[];
  /**
   * The offset in the policy where these conditions are inserted. The offset is the end of the policy's list of
   * conditions, which is not empty.
   */
  readonly missingAt: number;
}

export interface FormField {
  readonly name: Bytes;
  readonly value: Bytes;
}

export interface SignedPolicy {
  /** The fields that authenticate the form. The caller adds the fields that the policy mentions. */
  readonly fields: readonly FormField[];
  readonly stringToSign: Bytes;
  readonly signature: Bytes;
}

const field = (name: string, says: string): Bytes => fixed(name, { id: 'form-field', says, see: POST_FORM });
const ALGORITHM = field(AMZ_FIELDS.algorithm, 'the form says how its policy is signed');
const CREDENTIAL = field(AMZ_FIELDS.credential, 'the form says who signed its policy, and for which scope');
const DATE = field(AMZ_FIELDS.date, 'the form says when its policy was signed');
const TOKEN = field(AMZ_FIELDS.securityToken, 'temporary credentials come with a session token');
const SIGNATURE = field(AMZ_FIELDS.signature, 'the form carries the signature of the policy');
const POLICY_NAME = field('policy', 'the form carries the policy in base64');
const SLASH = fixed('/', {
  id: 'scope-separator',
  says: 'a slash separates the access key ID from the scope',
  see: POST_FORM,
});

/** Signs a policy. The caller must make sure that the policy meets S3's requirements. */
export function signPolicy(input: PolicyInput, record: Recorder): SignedPolicy | Problem {
  const given = record(GIVEN_POLICY, input.policy);
  recordSecretsIn(given, input.credentials.sessionToken, record);
  const credentials = recordCredentials(input.credentials, [], record);
  const context = recordContext({ ...input, credentials }, record);
  if (isProblem(context)) return context;
  const signer = signerFields(context, credentials.sessionToken);
  const added = signer.filter(({ name }) => input.missing.includes(name.octets));
  const policy = record(POLICY, withConditions(given, added, input.missingAt));
  const key = deriveKey(context, record);
  const stringToSign = record(STRING_TO_SIGN, base64(policy));
  const signature = record(SIGNATURE_IN_FORM, key.sign(stringToSign, record));
  const fields = [...signer, { name: POLICY_NAME, value: stringToSign }, { name: SIGNATURE, value: signature }];
  return { fields, stringToSign, signature };
}

function signerFields(
  { algorithm, accessKeyId, credentialScope, timestamp }: SigningContext,
  token: Bytes | null,
): FormField[] {
  return [
    { name: ALGORITHM, value: algorithm.names.request },
    { name: CREDENTIAL, value: join([accessKeyId, SLASH, credentialScope]) },
    { name: DATE, value: timestamp },
    ...(token ? [{ name: TOKEN, value: token }] : []),
  ];
}

const json = (text: string): Bytes =>
  fixed(text, {
    id: 'policy-condition',
    says: 'a condition names a field and the value that it must have',
    see: POST_POLICY,
  });
const COMMA = json(', ');
const OPEN = json('{"');
const COLON = json('": "');
const CLOSE = json('"}');

/** Inserts conditions into a policy. The values of these fields contain nothing that JSON would escape. */
function withConditions(policy: Bytes, added: readonly FormField[], at: number): Bytes {
  if (added.length === 0) return policy;
  const conditions = added.flatMap(({ name, value }) => [COMMA, OPEN, name, COLON, value, CLOSE]);
  return join([slice(policy, 0, at), ...conditions, slice(policy, at)]);
}

/**
 * Records the secrets in a policy: the values of fields that are secrets, and each occurrence of the session token in
 * use.
 */
export function recordSecretsIn(policy: Bytes, token: Bytes | null, record: Recorder): void {
  const inUse = token?.octets ? occurrences(policy, token.octets) : [];
  recordSecrets('policy', [...namedSecrets(policy), ...inUse], record);
}

/**
 * Finds the strings after the name of a secret, either as the value of a member or as an operand of a condition. JSON
 * may escape the name.
 */
function namedSecrets(policy: Bytes): Bytes[] {
  const strings = [...policy.octets.matchAll(/"[^"\\]*(?:\\[\s\S][^"\\]*)*"/g)];
  return strings.flatMap((string, index) => {
    const before = strings[index - 1];
    if (!before || !isSecretName(String(parsedJson(before[0])).replace(/^\$/, ''))) return [];
    const between = policy.octets.slice(before.index + before[0].length, string.index);
    const isValue = /^[ \t\r\n]*[:,][ \t\r\n]*$/.test(between);
    return isValue ? [slice(policy, string.index + 1, string.index + string[0].length - 1)] : [];
  });
}

function occurrences(bytes: Bytes, wanted: Octets): Bytes[] {
  const found: Bytes[] = [];
  for (let at = bytes.octets.indexOf(wanted); at >= 0; at = bytes.octets.indexOf(wanted, at + wanted.length)) {
    found.push(slice(bytes, at, at + wanted.length));
  }
  return found;
}
