/** A line that a learner's program has printed: whose answer it is, and what it says. */
import { decodeBase64 } from '../bytes/base64.ts';
import { type Octets, octetsFromText } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { isGiven, isObject, isText, type JsonObject, readJsonLine } from '../intake/json/json-line.ts';
import { VALUE_NAMES, type Values } from './cases/graded-case.ts';

/** What the program makes of one case. */
export type Answer =
  | { readonly kind: 'values'; readonly values: Values }
  /** It says that it cannot be signed, and why, as far as it says so. */
  | { readonly kind: 'problem'; readonly says: string };

/** `id` is `null` where the line has none that can be read; `wrong` is a sentence without its subject: "is not JSON". */
export type ReadAnswer =
  | { readonly id: string; readonly answer: Answer }
  | { readonly id: string | null; readonly wrong: string };

/**
 * `line`: bytes without what ends them, one JSON object in UTF-8. Values may stand in base64, in fields whose names end
 * with `Base64`.
 */
export function readAnswerLine(line: Uint8Array): ReadAnswer {
  const object = readJsonLine(line);
  if (isProblem(object)) return { id: null, wrong: object.lineIs };
  const { id } = object;
  if (!isText(id)) return { id: null, wrong: 'has no "id", or one that is no string' };
  if (isGiven(object, 'problem')) return { id, answer: { kind: 'problem', says: saysOf(object.problem) } };
  const values = readValues(object);
  return typeof values === 'string' ? { id, wrong: values } : { id, answer: { kind: 'values', values } };
}

function saysOf(problem: unknown): string {
  if (isText(problem)) return problem;
  return isObject(problem) && isText(problem.says) ? problem.says : '';
}

/** Or what is wrong with them. */
function readValues(object: JsonObject): Values | string {
  let values: Values = {};
  for (const name of VALUE_NAMES) {
    const value = readValue(object, name);
    if (value === 'no-text') return `has a "${name}" that is no string`;
    if (value === 'no-base64') return `has a "${name}Base64" that is not base64`;
    if (value !== null) values = { ...values, [name]: value.octets };
  }
  return values.signature === undefined ? 'has neither "signature" nor "problem"' : values;
}

/** As text, or in base64 under a name that says so; `null` where it is not given. */
function readValue(object: JsonObject, name: string): { readonly octets: Octets } | 'no-text' | 'no-base64' | null {
  if (isGiven(object, name)) {
    const value = object[name];
    return isText(value) ? { octets: octetsFromText(value) } : 'no-text';
  }
  if (!isGiven(object, `${name}Base64`)) return null;
  const value = object[`${name}Base64`];
  const octets = isText(value) ? decodeBase64(octetsFromText(value)) : null;
  return octets === null ? 'no-base64' : { octets };
}
