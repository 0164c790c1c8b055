/** Checks that a policy is valid and allows the form. */

import { asText, EMPTY, type Octets } from '../../bytes/octets.ts';
import { headerValue, listElements, type RequestHead } from '../../http/message.ts';
import { splitTarget } from '../../http/target.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { type Condition, isPolicyFault, readPolicy } from '../../sigv4/claims/policy-document.ts';
import { AMZ_FIELDS } from '../../sigv4/names.ts';
import { addressOf } from '../addressing.ts';
import { type Refusal, refuse } from '../answers/answer.ts';
import type { BrowserForm } from '../asked.ts';
import { expandedValues } from '../browser-form.ts';
import type { Examined } from '../examined.ts';

/** Checks the policy of a browser upload: its expiration and its conditions. */
export function checkPolicy({ signed }: Claim, { form, sent, ground }: Examined): Refusal | null {
  if (signed.kind !== 'policy' || !form) return null;
  const policy = readPolicy(signed.policy.octets);
  if (isPolicyFault(policy)) return refuse('InvalidPolicyDocument', {}, policy.says);
  if (ground.now.getTime() > policy.expiration) return against('Policy expired.');
  const values = expandedValues(form);
  values.set('bucket', bucketOf(sent.head, ground.endpoints));
  const { conditions } = policy;
  const failed = conditions.find((condition) => !holds(condition, values));
  if (failed) return against(`Policy Condition failed: ${failed.shown}`);
  const extra = uncovered(form, conditions);
  if (extra.length > 0) return against(`Extra input fields: ${extra.join(', ')}`);
  return conditions.map((condition) => checkSize(condition, form.file.body.length)).find(Boolean) ?? null;
}

function against(what: string): Refusal {
  return refuse('AccessDenied', {}, `Invalid according to Policy: ${what}`);
}

/** Returns the bucket that the form was sent to. This bucket takes precedence over the form's own `bucket` field. */
function bucketOf({ headers, target }: RequestHead, endpoints: readonly string[]): Octets {
  return addressOf(headerValue(headers, 'host')?.octets ?? EMPTY, splitTarget(target).path.octets, { endpoints })
    .bucket;
}

/**
 * Returns whether the form meets a condition. A missing field meets no condition, not even "starts-with" with an empty
 * value.
 */
function holds(condition: Condition, values: ReadonlyMap<string, Octets>): boolean {
  if (condition.kind === 'content-length-range') return condition.range !== null;
  const { kind, field, value: wanted } = condition;
  const name = fieldName(field);
  const value = field.startsWith('$') ? values.get(name) : undefined;
  if (value === undefined) return false;
  if (kind === 'eq') return value === wanted;
  // This is the only field whose value S3 treats as a list.
  const others = name === 'content-type' ? listElements(value) : [];
  return value.startsWith(wanted) && others.every((element) => element.startsWith(wanted));
}

const fieldName = (field: string) => field.replace(/^\$/, '').toLowerCase();

/** Returns the names, as sent, of the fields for which there is no condition. */
function uncovered({ fields }: BrowserForm, conditions: readonly Condition[]): string[] {
  const covered = new Set(
    conditions.flatMap((condition) => (condition.kind === 'content-length-range' ? [] : [fieldName(condition.field)])),
  );
  covered.add(AMZ_FIELDS.signature);
  const isExempt = (name: string) => /^(?:policy|file|x-ignore-.*)$/.test(name) || covered.has(name);
  return fields.filter(({ name }) => !isExempt(name.toLowerCase())).map(({ name }) => asText(name));
}

function checkSize(condition: Condition, size: number): Refusal | null {
  if (condition.kind !== 'content-length-range' || condition.range === null) return null;
  const [smallest, largest] = condition.range;
  const proposed = { ProposedSize: String(size) };
  if (size < smallest) return refuse('EntityTooSmall', { ...proposed, MinSizeAllowed: String(smallest) });
  return size > largest ? refuse('EntityTooLarge', { ...proposed, MaxSizeAllowed: String(largest) }) : null;
}
