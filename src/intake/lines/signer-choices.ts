/**
 * Reads from a `sigv4 signer` input line how the request is to be signed: the form, the signed headers, and the rules.
 */
import { rulesOf } from '../../aws/services.ts';
import { plain } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { headerValue, type RequestHead, TOKEN } from '../../http/message.ts';
import { queryParameters, splitTarget } from '../../http/target.ts';
import type { Dialect } from '../../sigv4/dialects/dialect.ts';
import { isSignatureParameter } from '../../sigv4/dialects/table.ts';
import { QUERY_STRING } from '../../sigv4/documentation.ts';
import { kebab, RULE_CHOICES, type Rules, usualPayload } from '../../sigv4/rules.ts';
import {
  DEFAULT_SELECTION,
  type HeaderSelection,
  type SignerInput,
  type SigningForm,
} from '../../sigv4/schemes/signing-input.ts';
import { badExpiry, LONGEST_EXPIRY } from '../../sigv4/timestamp.ts';
import {
  isGiven,
  isObject,
  isText,
  type JsonObject,
  type MemberProblem,
  readChoice,
  unknownMember,
  wrongMember,
} from '../json/json-line.ts';
import type { JsonRequest } from '../json/json-request.ts';

const FORMS = ['header', 'query'] as const;
/** The default lifetime of a presigned URL, in seconds. */
const USUAL_EXPIRY = 900;

/**
 * Reads the form of the signature. Rejects a URL that has no host, a target that is already signed, and a presigned URL
 * where the vendor has none.
 */
export function readForm(
  line: JsonObject,
  { head }: Pick<JsonRequest, 'head'>,
  dialect: Dialect,
): SigningForm | MemberProblem {
  const kind = readChoice(line, 'form', FORMS);
  if (isProblem(kind)) return kind;
  if (kind === null) return wrongMember('form', 'is missing', `Give one of ${FORMS.join(', ')}.`);
  if (isPresigned(head)) return wrongMember('request.target', ...ALREADY_SIGNED);
  const expires = readExpires(line);
  if (isProblem(expires)) return expires;
  if (kind === 'header') return { kind };
  if (dialect.parameters === null) {
    const { words, see } = dialect;
    const says = `is "query", and the ${words.signature} has no presigned URLs`;
    return wrongMember('form', says, 'Use "header".', see.header);
  }
  if (!headerValue(head.headers, 'host')?.octets) {
    return wrongMember('request.headers', 'has no Host, and a URL needs one', 'Add ["Host", "…"].', QUERY_STRING);
  }
  return { kind, scheme: 'https', expires: plain(expires) };
}

/** Returns whether the query of a request has a signature of any vendor. */
export const isPresigned = ({ target }: Pick<RequestHead, 'target'>): boolean =>
  queryParameters(splitTarget(target).query).some(({ name }) => isSignatureParameter(name.octets));

/** What is wrong with a request that is already signed, and how to fix it. */
export const ALREADY_SIGNED = [
  'is already signed',
  'Leave the parameters of its signature out.',
  QUERY_STRING,
] as const;

function readExpires({ expires }: JsonObject): Octets | MemberProblem {
  const number = expires ?? USUAL_EXPIRY;
  const seconds = octetsFromText(typeof number === 'number' ? String(number) : '');
  if (badExpiry(seconds) === null) return seconds;
  return wrongMember(
    'expires',
    'is not a valid lifetime of a presigned URL',
    `Give a whole number of seconds, from 1 to ${LONGEST_EXPIRY} (seven days).`,
    QUERY_STRING,
  );
}

/** Reads a list of header names, or a string such as `a;b`. Exactly these headers are signed. */
export function readSelection({ signedHeaders }: JsonObject): HeaderSelection | MemberProblem {
  if (signedHeaders === undefined || signedHeaders === null) return DEFAULT_SELECTION;
  const names: unknown = typeof signedHeaders === 'string' ? signedHeaders.split(';') : signedHeaders;
  if (!Array.isArray(names)) return noSelection('signedHeaders');
  const broken = names.findIndex((name) => !isText(name) || !TOKEN.test(name));
  if (broken >= 0) return noSelection(typeof signedHeaders === 'string' ? 'signedHeaders' : `signedHeaders[${broken}]`);
  const unique = new Set(names.map((name) => String(name).toLowerCase()));
  return { kind: 'exactly', names: [...unique].map((name) => plain(octetsFromText(name))) };
}

const noSelection = (path: string) =>
  wrongMember(path, 'is not the name of a header', 'Give a list of names, or "host;x-amz-date".');

/** Reads the rules: the rules of the service or of the vendor, with the changes from the line. */
export function readRules(
  line: JsonObject,
  { service, algorithm }: Pick<SignerInput, 'service' | 'algorithm'>,
  form: SigningForm,
): Rules | MemberProblem {
  const rules = rulesOf(service.octets, algorithm.dialect);
  const payload = readChoice(line, 'payload', ['hashed', 'unsigned'] as const);
  if (isProblem(payload)) return payload;
  const changes = isGiven(line, 'rules') ? readChanges(line.rules) : {};
  if (isProblem(changes)) return changes;
  return { ...rules, ...changes, payload: payload ?? usualPayload(rules, form.kind) };
}

/** The names of all rules except `payload`, which is a separate member. */
export const RULE_NAMES = Object.keys(RULE_CHOICES).filter(
  (name): name is keyof typeof RULE_CHOICES => name !== 'payload',
);
/** Each rule by its name and by its spelling as an option. */
const RULES_BY_SPELLING = new Map(
  RULE_NAMES.flatMap((name) => [name, kebab(name)].map((spelling) => [spelling, name])),
);

/** Reads changes to the rules of the service. A problem names the unknown rule or choice. */
export function readChanges(value: unknown): Partial<Rules> | MemberProblem {
  if (!isObject(value)) return wrongMember('rules', 'is not an object', 'Give {"quotedSpaces": "kept"}.');
  const unknown = unknownMember(value, [...RULES_BY_SPELLING.keys()], 'rules.');
  if (unknown) return { ...unknown, fix: `Known: ${RULE_NAMES.join(', ')}.` };
  let changes: Partial<Rules> = {};
  for (const [spelling, name] of RULES_BY_SPELLING) {
    const choice = readChoice(value, spelling, RULE_CHOICES[name], `rules.${spelling}`);
    if (isProblem(choice)) return choice;
    if (choice !== null) changes = { ...changes, [name]: choice };
  }
  return changes;
}
