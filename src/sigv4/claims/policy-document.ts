/**
 * Reads the policy of a browser upload. The policy says what the form may contain, and when the policy expires
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html).
 */
import { decodeBase64 } from '../../bytes/base64.ts';
import { type Octets, octetsFromText, parsedJson, textFromOctets } from '../../bytes/octets.ts';

export interface Policy {
  readonly expiration: number;
  readonly conditions: readonly Condition[];
}

export type Condition =
  | {
      readonly kind: 'eq' | 'starts-with';
      /** The field as written. The field begins with a `$` unless the author made a mistake. */
      readonly field: string;
      readonly value: Octets;
      /** The condition as S3 writes it in messages. */
      readonly shown: string;
    }
  | {
      readonly kind: 'content-length-range';
      /** The bounds in bytes; `null` if one of them is not a number. */
      readonly range: readonly [smallest: number, largest: number] | null;
      readonly shown: string;
    };

/** A fault in a policy, in S3's words. */
interface PolicyFault {
  readonly kind: 'policy-fault';
  readonly says: string;
}

export function isPolicyFault(value: object): value is PolicyFault {
  return 'kind' in value && value.kind === 'policy-fault';
}

/** Reads the policy from the form field, which contains it in base64. */
export function readPolicy(base64: Octets): Policy | PolicyFault {
  if (base64 === '') return fault("Expecting '{' but found End-of-Input");
  const json = decodeBase64(base64);
  if (json === null) return fault('invalid Base64 encoding.');
  const document = parsedJson(textFromOctets(json));
  if (!isRecord(document)) return INVALID_JSON;
  const unexpected = Object.keys(document).find((name) => name !== 'expiration' && name !== 'conditions');
  if (unexpected !== undefined) return fault(`Unexpected: '${unexpected.toLowerCase()}'`);
  const expiration = expirationOf(document.expiration);
  if (typeof expiration !== 'number') return expiration;
  const conditions = readConditions(document.conditions);
  return isPolicyFault(conditions) ? conditions : { expiration, conditions };
}

function fault(what: string): PolicyFault {
  return { kind: 'policy-fault', says: `Invalid Policy: ${what}` };
}

const INVALID_JSON = fault('Invalid JSON.');

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function expirationOf(value: unknown): number | PolicyFault {
  if (value === undefined) return fault('Policy missing expiration.');
  return readExpiration(value) ?? fault(`Invalid 'expiration' value: '${plainly(value)}'`);
}

/** Describes a value: text is unchanged, and any other value is described by its type. */
function plainly(value: unknown): string {
  return typeof value === 'string' ? value : typeof value;
}

function readConditions(value: unknown): Condition[] | PolicyFault {
  if (value === undefined) return fault('Policy missing conditions.');
  if (!Array.isArray(value)) return fault("Invalid 'conditions' value: must be a List.");
  if (value.length === 0) return fault('Policy missing conditions.');
  const conditions: Condition[] = [];
  for (const item of value) {
    const condition = Array.isArray(item) ? readOperation(item) : readSimple(item);
    if (isPolicyFault(condition)) return condition;
    conditions.push(condition);
  }
  return conditions;
}

/** Reads the short form: `{"field": "value"}` means `["eq", "$field", "value"]`. */
function readSimple(item: unknown): Condition | PolicyFault {
  if (!isRecord(item)) return fault('Invalid condition test: must be a List or Object.');
  const [entry, ...more] = Object.entries(item);
  if (!entry || more.length > 0) {
    return fault('Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.');
  }
  const [name, value] = entry;
  if (value === null) return INVALID_JSON;
  if (typeof value !== 'string') return fault('Invalid Simple-Condition: value must be a string.');
  return comparison('eq', `$${name}`, value);
}

/** The operations, and the names that S3 uses for them in its message about a missing argument. */
const OPERATIONS: Readonly<Record<string, string>> = {
  eq: 'Eq',
  'starts-with': 'starts-with',
  'content-length-range': 'content-length-range',
};

function readOperation([operation, ...operands]: readonly unknown[]): Condition | PolicyFault {
  if (operation === undefined) return fault('Invalid Condition: missing operation identifier.');
  if (typeof operation !== 'string') return INVALID_JSON;
  const id = operation.toLowerCase();
  const name = Object.hasOwn(OPERATIONS, id) ? OPERATIONS[id] : undefined;
  if (name === undefined) return fault(`Invalid Condition: unknown operation '${operation}'.`);
  const [first, second] = operands;
  if (operands.length !== 2) return fault(`Invalid ${name}: wrong number of arguments.`);
  if (id === 'content-length-range') return readRange(first, second);
  if (typeof first !== 'string' || typeof second !== 'string') return INVALID_JSON;
  return comparison(id === 'eq' ? 'eq' : 'starts-with', first, second);
}

function comparison(kind: 'eq' | 'starts-with', field: string, value: string): Condition {
  return { kind, field, value: octetsFromText(value), shown: shown([kind, field, value]) };
}

/** Reads a range, the bounds of which are numbers or strings of digits. */
function readRange(smallest: unknown, largest: unknown): Condition | PolicyFault {
  const bounds = [smallest, largest].map((bound) => (typeof bound === 'number' ? String(bound) : bound));
  const [from, to] = bounds;
  if (typeof from !== 'string' || typeof to !== 'string') return INVALID_JSON;
  const isWhole = (bound: unknown) => typeof bound !== 'number' || (Number.isSafeInteger(bound) && bound >= 0);
  if (!isWhole(smallest) || !isWhole(largest)) return INVALID_JSON;
  const areDigits = /^\d+$/.test(from) && /^\d+$/.test(to);
  return {
    kind: 'content-length-range',
    range: areDigits ? [Number(from), Number(to)] : null,
    shown: shown(['content-length-range', from, to]),
  };
}

function shown(parts: readonly string[]): string {
  return `[${parts.map((part) => JSON.stringify(part)).join(', ')}]`;
}

/** Matches ISO 8601 in UTC. `Date.parse` alone accepts many more formats, and reads some of them as local time. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** Reads an expiration time as milliseconds since 1970. Returns `null` if S3 would not accept the text. */
function readExpiration(value: unknown): number | null {
  const moment = typeof value === 'string' && MOMENT.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(moment) ? null : moment;
}
