/**
 * Reads how the library signs a request: the algorithm, the scope, the form, the signed headers, and the rules.
 */
import { rulesOf } from '../../aws/services.ts';
import { plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { headerValue, type RequestHead, TOKEN } from '../../http/message.ts';
import { queryParameters, splitTarget } from '../../http/target.ts';
import {
  isGiven,
  isObject,
  isText,
  type JsonObject,
  type MemberProblem,
  readChoice,
  readText,
  unknownMember,
  wrongMember,
} from '../../intake/json/json-line.ts';
import type { Algorithm } from '../../sigv4/algorithms/algorithm.ts';
import { ALGORITHMS } from '../../sigv4/algorithms/table.ts';
import { AUTHENTICATING_REQUESTS, QUERY_STRING } from '../../sigv4/documentation.ts';
import { AMZ_HEADERS, isSignatureParameter } from '../../sigv4/names.ts';
import { kebab, RULE_CHOICES, type Rules, usualPayload } from '../../sigv4/rules.ts';
import {
  DEFAULT_SELECTION,
  type HeaderSelection,
  type SignerInput,
  type SigningForm,
} from '../../sigv4/schemes/signing-input.ts';
import { isRegionName, isRegionSet, isServiceName } from '../../sigv4/spellings.ts';
import { badExpiry, LONGEST_EXPIRY, readTimestamp } from '../../sigv4/timestamp.ts';

/** Reads the member `algorithm`; the default is AWS4-HMAC-SHA256. */
export function readAlgorithm(input: JsonObject): Algorithm | MemberProblem {
  const names = ALGORITHMS.map(({ names }) => names.request.octets);
  const name = readChoice(input, 'algorithm', names);
  if (isProblem(name)) return name;
  return ALGORITHMS.find(({ names }) => names.request.octets === name) ?? ALGORITHMS[0];
}

/** Reads the Region and the service, which is S3 if none is given. */
export function readScope(
  input: JsonObject,
  { boundTo }: Algorithm,
): Pick<SignerInput, 'region' | 'service'> | MemberProblem {
  const region =
    boundTo === 'region'
      ? readSpelled(input, 'region', isRegionName, 'Give one such as us-east-1.')
      : readSpelled(input, 'region', isRegionSet, 'Separate Regions by commas, without spaces; * means all Regions.');
  if (isProblem(region)) return region;
  const fix = 'Give it as in a credential scope, such as s3 or execute-api.';
  const service = readSpelled({ service: input.service ?? 's3' }, 'service', isServiceName, fix);
  return isProblem(service) ? service : { region: plain(region), service: plain(service) };
}

function readSpelled(
  input: JsonObject,
  name: string,
  isSpelled: (octets: Octets) => boolean,
  fix: string,
): Octets | MemberProblem {
  const text = readText(input, name);
  if (isProblem(text)) return text;
  const octets = octetsFromText(text);
  return isSpelled(octets) ? octets : wrongMember(name, 'is not valid', fix);
}

const FORMS = ['header', 'query'] as const;
/** The default lifetime of a presigned URL, in seconds. */
const USUAL_EXPIRY = 900;

/** Reads the form of the signature. Rejects a URL that has no host. */
export function readForm(input: JsonObject, { headers }: Pick<RequestHead, 'headers'>): SigningForm | MemberProblem {
  const kind = readChoice(input, 'form', FORMS);
  if (isProblem(kind)) return kind;
  const expires = readExpires(input);
  if (isProblem(expires)) return expires;
  if (kind !== 'query') return { kind: 'header' };
  if (!headerValue(headers, 'host')?.octets) {
    return wrongMember('request.headers', 'has no Host, and a URL needs one', 'Add ["Host", "…"].', QUERY_STRING);
  }
  return { kind, scheme: 'https', expires: plain(expires) };
}

/** Returns whether the query of a request has a signature. */
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

/** Reads the rules: the rules of the service, with the changes from the input. */
export function readRules(
  input: JsonObject,
  { service }: Pick<SignerInput, 'service'>,
  form: SigningForm,
): Rules | MemberProblem {
  const rules = rulesOf(service.octets);
  const payload = readChoice(input, 'payload', ['hashed', 'unsigned'] as const);
  if (isProblem(payload)) return payload;
  const changes = isGiven(input, 'rules') ? readChanges(input.rules) : {};
  if (isProblem(changes)) return changes;
  return { ...rules, ...changes, payload: payload ?? usualPayload(rules, form.kind) };
}

/** The names of all rules except `payload`, which is a separate member. */
const RULE_NAMES = Object.keys(RULE_CHOICES).filter((name): name is keyof typeof RULE_CHOICES => name !== 'payload');
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

/** Returns the problem of a time that the headers of the request contradict, or `null`. */
export function otherMoment(
  { headers }: Pick<RequestHead, 'headers'>,
  { timestamp }: SignerInput,
): MemberProblem | null {
  const dated = headerValue(headers, AMZ_HEADERS.date)?.octets ?? EMPTY;
  // An invalid time is rejected later, when it is read.
  if (readTimestamp(dated) === null || dated === timestamp.octets) return null;
  return wrongMember(
    'date',
    `is not the time in the header ${AMZ_HEADERS.date}`,
    'Give the same time in both, or leave the header out.',
    AUTHENTICATING_REQUESTS,
  );
}
