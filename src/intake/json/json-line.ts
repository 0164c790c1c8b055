/**
 * Reads a line of JSON from another program: the object, its ID, and its members. Problems include the position in the
 * line.
 */
import { type Octets, octetsFromArray, parsedJson, textFromArray } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { faultInJson } from './scan-json.ts';

/** A problem with a member of a line. `path` identifies the member, such as `request.headers[2]`. */
export interface MemberProblem extends Problem {
  readonly path: string;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** The ID of a line, which is repeated in the output for that line; `null` if the line has no ID. */
export type LineId = string | number | null;

/**
 * Reads a line as an object. Problems give the position of a value but never quote it, because any value may be a
 * secret.
 */
export function readJsonLine(line: Uint8Array): JsonObject | LineProblem {
  const text = textFromArray(line);
  if (text === null) return notUtf8(octetsFromArray(line));
  const value = parsedJson(text);
  if (value === undefined) return notJson(octetsFromArray(line));
  return isObject(value) ? value : noObject();
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the problem for a line that is too long to store. */
export function lineTooLong(longest: number): Problem {
  return problem(
    'line-too-long',
    `The line has more than ${longest} bytes, which is too long.`,
    'Give a smaller body, or give its hash as x-amz-content-sha256.',
  );
}

const JSON_SYNTAX = 'https://www.rfc-editor.org/rfc/rfc8259';

/** A problem with a whole line. */
export interface LineProblem extends Problem {
  /**
   * The description of the fault, such as "is not JSON". The description completes a sentence that begins with "the
   * line".
   */
  readonly lineIs: string;
}

function lineProblem(code: string, lineIs: string, fix: string, details: Parameters<typeof problem>[3]): LineProblem {
  return { ...problem(code, `The line ${lineIs}.`, fix, details), lineIs };
}

function notJson(octets: Octets): LineProblem {
  const at = faultInJson(octets) ?? octets.length;
  const what = at === octets.length ? `it ends too early, at byte ${at}` : `byte ${at} is unexpected`;
  return lineProblem('line-not-json', `is not JSON: ${what}`, 'Give one JSON object per line.', {
    where: { value: 'line', start: at, end: Math.min(at + 1, octets.length) },
    see: JSON_SYNTAX,
  });
}

/** Matches a non-ASCII character in UTF-8 (RFC 3629, section 4). */
const NOT_ASCII =
  /[\xc2-\xdf][\x80-\xbf]|(?:\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f])[\x80-\xbf]|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2}/y;

function notUtf8(octets: Octets): LineProblem {
  let at = 0;
  for (const { index } of octets.matchAll(/[\x80-\xff]/g)) {
    if (index < at) continue;
    NOT_ASCII.lastIndex = index;
    at = index;
    if (!NOT_ASCII.test(octets)) break;
    at = NOT_ASCII.lastIndex;
  }
  return lineProblem(
    'line-not-utf8',
    `is not UTF-8: byte ${at} begins no character`,
    'Write JSON in UTF-8. Percent-encode other bytes in the target, and give a body in base64.',
    { where: { value: 'line', start: at, end: at + 1 }, see: `${JSON_SYNTAX}#section-8.1` },
  );
}

const noObject = () =>
  lineProblem('line-not-object', 'is JSON, but not an object', 'Give one object, {…}, per line.', { see: JSON_SYNTAX });

/** Reads the ID of a line. Rejects a number that cannot be repeated exactly. */
export function readId({ id = null }: JsonObject): LineId | MemberProblem {
  if (id === null || typeof id === 'string') return id;
  if (typeof id === 'number' && (Number.isInteger(id) ? Number.isSafeInteger(id) : Number.isFinite(id))) return id;
  return wrongMember('id', 'is neither a string nor a number that can be repeated exactly', 'Give it as a string.');
}

/** Returns a problem with a member. `what` is text that follows the path in a sentence, such as "is not a string". */
export function wrongMember(path: string, what: string, fix: string, see: string | null = null): MemberProblem {
  return { ...problem('member', `${path} ${what}.`, fix, { see }), path };
}

/** Rejects unknown members, because users would expect them to have an effect. `path` ends with a period. */
export function unknownMember(object: JsonObject, known: readonly string[], path = ''): MemberProblem | null {
  const unknown = Object.keys(object).find((name) => !known.includes(name));
  if (unknown === undefined) return null;
  const name = unknown.length > LONGEST_NAME ? `${unknown.slice(0, LONGEST_NAME)}…` : unknown;
  return {
    ...problem(
      'unknown-member',
      `${path}${JSON.stringify(name)} is not a known member.`,
      `Known: ${known.join(', ')}.`,
    ),
    path: `${path}${name}`,
  };
}

/** The maximum number of characters that are quoted from a name. */
const LONGEST_NAME = 64;

/** Reads a required string. `name` is the last part of `path`. */
export function readText(object: JsonObject, name: string, path = name): string | MemberProblem {
  const value = object[name];
  if (value === undefined || value === null) return wrongMember(path, 'is missing', 'Give it as a string.');
  return isText(value) ? value : wrongMember(path, NO_TEXT, 'Give it as a string.');
}

/** Reads an optional string. Returns `null` if the string is missing. */
export function readOptionalText(object: JsonObject, name: string, path = name): string | null | MemberProblem {
  return isGiven(object, name) ? readText(object, name, path) : null;
}

/** Returns whether a member is present and not `null`, because many languages write `null` for a missing value. */
export const isGiven = (object: JsonObject, name: string): boolean =>
  object[name] !== undefined && object[name] !== null;

/** Returns whether a value is a string that UTF-8 can represent. Such a string contains no lone surrogates. */
export const isText = (value: unknown): value is string => typeof value === 'string' && value.isWellFormed();
export const NO_TEXT = 'is not a string, or contains half of a character (a lone surrogate)';

/** Reads an optional member that must be one of a few words. Returns `null` if the member is missing. */
export function readChoice<Word extends string>(
  object: JsonObject,
  name: string,
  words: readonly Word[],
  path = name,
): Word | null | MemberProblem {
  const value = object[name];
  if (!isGiven(object, name)) return null;
  const word = words.find((candidate) => candidate === value);
  return word ?? wrongMember(path, 'has an unknown value', `Give one of ${words.join(', ')}.`);
}
