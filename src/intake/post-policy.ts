/**
 * Reads the policy of a browser upload. Finds missing conditions and lists the form fields
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html).
 */

import { type Octets, parsedJson, textFromOctets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { AMZ_FIELDS } from '../sigv4/names.ts';
import { SIGNER_FIELDS } from '../sigv4/schemes/policy.ts';
import { isObject } from './json/json-line.ts';
import { member, readJson } from './json/json-with-places.ts';

/** A condition on one form field. */
export interface Condition {
  readonly kind: 'equals' | 'starts-with';
  /** The lowercase name of the field, without the `$`. */
  readonly field: string;
  readonly value: string;
}

export interface ReadPolicy {
  readonly conditions: readonly Condition[];
  /** The fields that the signer adds but for which the policy has no condition. */
  readonly missing: readonly string[];
  /** The offset of the bracket that ends the list of conditions. More conditions can be inserted at this offset. */
  readonly conditionsEnd: number;
}

const SEE = 'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html';

/** Reads a policy. `hasToken` says whether the credentials that will sign it include a session token. */
export function readPolicy(policy: Octets, source: string, hasToken: boolean): ReadPolicy | Problem {
  const parsed = parsedJson(textFromOctets(policy));
  const list = conditionsOf(parsed);
  if (list === null || typeof expirationOf(parsed) !== 'string') return noPolicy(source);
  if (list.length === 0)
    return refuse('policy', `The policy in ${source} has no conditions.`, 'Name at least the bucket and the key.');
  const conditions = list.map(readCondition);
  const broken = conditions.find((condition) => condition === null);
  if (broken !== undefined)
    return refuse(
      'policy',
      `The policy in ${source} has an invalid condition.`,
      'Write {"name": "value"}, ["eq", "$name", "value"], ["starts-with", "$name", "value"], or ["content-length-range", 0, 9].',
    );
  const found = conditions.filter((condition) => condition !== null && condition !== 'length') as Condition[];
  const wanted = SIGNER_FIELDS.filter((name) => hasToken || name !== AMZ_FIELDS.securityToken);
  const missing = wanted.filter((name) => !found.some(({ field }) => field === name));
  const written = readJson(policy, 0, Number.POSITIVE_INFINITY);
  const end = isProblem(written) ? undefined : member(written, 'conditions')?.end;
  return end === undefined ? noPolicy(source) : { conditions: found, missing, conditionsEnd: end - 1 };
}

const expirationOf = (value: unknown) => (isObject(value) ? value.expiration : null);
const conditionsOf = (value: unknown) => (isObject(value) && Array.isArray(value.conditions) ? value.conditions : null);

/**
 * Reads `{"name": "value"}`, `["eq", "$name", "value"]`, or `["starts-with", "$name", "value"]`. Returns `length` for a
 * length range, which has no field, and `null` for anything else.
 */
function readCondition(condition: unknown): Condition | 'length' | null {
  if (isObject(condition)) {
    const [entry, ...others] = Object.entries(condition);
    if (!entry || others.length > 0 || typeof entry[1] !== 'string') return null;
    return { kind: 'equals', field: entry[0].toLowerCase(), value: entry[1] };
  }
  if (!Array.isArray(condition)) return null;
  const [operator, field, value] = condition as readonly unknown[];
  if (typeof operator !== 'string') return null;
  if (operator.toLowerCase() === 'content-length-range') return 'length';
  if (typeof field !== 'string' || !field.startsWith('$') || typeof value !== 'string') return null;
  const name = field.slice(1).toLowerCase();
  switch (operator.toLowerCase()) {
    case 'eq':
      return { kind: 'equals', field: name, value };
    case 'starts-with':
      return { kind: 'starts-with', field: name, value };
    default:
      return null;
  }
}

/**
 * Lists the fields of a form that satisfies the policy. The result contains the given fields, and other fields with
 * values from the policy.
 */
export function formFields(
  { conditions }: ReadPolicy,
  given: readonly (readonly [string, string])[],
): [name: string, value: string, source: 'given' | 'policy'][] | Problem {
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  const own = new Set([...SIGNER_FIELDS, 'policy', AMZ_FIELDS.signature, 'bucket', 'file']);
  const wanted = oneForEachField(conditions)
    .filter(({ field }) => !names.has(field) && !own.has(field))
    .map(({ kind, field, value }): [string, string, 'policy'] => [
      field,
      kind === 'starts-with' && field === 'key' ? `${value}\${filename}` : value,
      'policy',
    ]);
  const taken = given.find(([name]) => own.has(name.toLowerCase()));
  if (taken) {
    const why = taken[0].toLowerCase() === 'bucket' ? 'the address names the bucket' : 'signing adds it';
    return refuse('form', `The form has a field ${JSON.stringify(taken[0])}, and ${why}.`, 'Leave it out.');
  }
  const fields: [string, string, 'given' | 'policy'][] = [
    ...given.map(([name, value]): [string, string, 'given'] => [name, value, 'given']),
    ...wanted,
  ];
  return fields.some(([name]) => name.toLowerCase() === 'key')
    ? fields
    : refuse(
        'form',
        'Neither the policy nor the form names the key of the object.',
        'Add a condition on $key to the policy, or a field with -F key=NAME.',
      );
}

/** Selects one condition for each field. A condition that states the exact value is preferred. */
function oneForEachField(conditions: readonly Condition[]): readonly Condition[] {
  const chosen = new Map<string, Condition>();
  for (const condition of conditions) {
    const before = chosen.get(condition.field);
    if (!before || (before.kind === 'starts-with' && condition.kind === 'equals'))
      chosen.set(condition.field, condition);
  }
  return [...chosen.values()];
}

const refuse = (code: 'form' | 'policy', says: string, fix: string): Problem => problem(code, says, fix, { see: SEE });

const noPolicy = (source: string): Problem =>
  refuse(
    'policy',
    `${source} contains no policy: JSON with an "expiration" and a list of "conditions".`,
    'Write {"expiration": "2030-01-01T00:00:00Z", "conditions": [{"bucket": "NAME"}, ["starts-with", "$key", ""]]}.',
  );
