/**
 * Reads the elements of an error that is an object: the JSON of a service
 * (https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization), and what programs
 * print after parsing an error, in the notation of any language: s3cmd's debug output, Python dictionaries, Node.js
 * errors, Erlang terms, Elixir maps, PHP dumps, and so on.
 */
import type { Octets } from '../../bytes/octets.ts';
import { AMZ_PARAMETERS } from '../../sigv4/names.ts';
import { allGroups, type Entry, type Group, isText } from '../objects/objects.ts';
import {
  ACCESS_KEY_ID,
  CANONICAL_REQUEST,
  CANONICAL_REQUEST_BYTES,
  CODE,
  type ErrorDocument,
  MESSAGE,
  OF_SIGNATURES,
  SIGNATURE_PROVIDED,
  STRING_TO_SIGN,
  STRING_TO_SIGN_BYTES,
} from './document.ts';

/** The other elements of an S3 error, which a client's own settings also have in lowercase. */
const OTHERS = `
  RequestId HostId Region Resource Key BucketName Bucket Endpoint RequestTime ServerTime MaxAllowedSkewMilliseconds
  HeadersNotSigned ClientComputedContentSHA256 S3ComputedContentSHA256 Expires ${AMZ_PARAMETERS.expires} ArgumentName
  ArgumentValue Token-0
`;
const plainName = (name: string): string => name.toLowerCase().replaceAll('_', '');
/** The elements by how programs spell them: as in XML, or in lowercase if only errors have them. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ...OTHERS.trim()
    .split(/\s+/)
    .map((name) => [name, name] as const),
  ...[CODE, MESSAGE, ...OF_SIGNATURES, 'RequestId', 'HeadersNotSigned'].map((name) => [plainName(name), name] as const),
  ['errormessage', MESSAGE],
  ['errorcode', CODE],
  ['__type', CODE],
]);

/** The maximum distance between two fields of the same error, in bytes. */
const FARTHEST = 2_048;
const MOST_FIELDS = 1_000;

/**
 * Elements that only servers report. Other elements, such as the string to sign, may also come from a client that
 * describes its own signature.
 */
const OF_SERVERS = [SIGNATURE_PROVIDED, ACCESS_KEY_ID, STRING_TO_SIGN_BYTES, CANONICAL_REQUEST_BYTES];

/** Matches a message or a code about signing. */
const ABOUT_SIGNING =
  /signature|credential|security token|access.?key|authori[sz]|authenticat|access.?denied|not signed|forbidden|expired|skew/i;

interface Field {
  readonly name: string;
  readonly value: Octets;
  readonly start: number;
  readonly end: number;
}

/** Finds the JSON objects that describe an error, or else the first fields near each other that do. */
export function findErrorObjects(octets: Octets, root: Group): ErrorDocument[] {
  const found: ErrorDocument[] = [];
  for (const group of allGroups(root)) {
    const isInside = found.some(({ start, end }) => start <= group.start && group.end <= end);
    const elements = isInside || !isJson(octets, group) ? null : elementsOf(group);
    if (elements) found.push({ form: 'json', start: group.start, end: group.end, elements, status: null, repairs: [] });
  }
  const isOutside = ({ start }: Field) => !found.some((document) => document.start <= start && start < document.end);
  const fields = errorOfFields(fieldsOf(root).filter(isOutside));
  return fields ? [...found, fields] : found;
}

/** Returns whether an object is in JSON, also in JSON that is written as a string. */
const isJson = (octets: Octets, { bracketed, start }: Group): boolean =>
  bracketed && /^[bu]?["']?[\t-\r ]*\{[\t-\r ]*\\*"/.test(octets.slice(start, start + 80));

const MESSAGE_KEY = /^(?:error_?message|detailed_?message|message)$/i;
const CODE_KEY = /^(?:__type|code|error_?code|error_?type|error)$/i;
/** Matches a client's JSON log, whose members have the same names. */
const OF_CLIENT = /(?<![A-Za-z])(?:canonical[ _-]?request|string[ _-]?to[ _-]?sign)[ \t]{0,8}[:=]/i;

/** Reads the elements of an error, which may be inside a member of the object. Returns `null` if it is about anything else. */
function elementsOf(object: Group): ReadonlyMap<string, Octets> | null {
  const inside = object.groups.filter(({ key }) => key !== null && /^errors?$/i.test(key));
  const entries = [object, ...inside.flatMap((group) => [group, ...group.groups])]
    .flatMap((group) => group.entries)
    .filter((entry) => isText(entry));
  const first = (key: RegExp, value: RegExp) => entries.find((entry) => key.test(entry.key) && value.test(entry.value));
  const [message, code] = [first(MESSAGE_KEY, /./)?.value, first(CODE_KEY, /^[^\t-\r {}"]+$/)?.value];
  if (!ABOUT_SIGNING.test(`${code ?? ''} ${message ?? ''}`) || OF_CLIENT.test(message ?? '')) return null;
  const elements = new Map<string, Octets>();
  if (message !== undefined) elements.set(MESSAGE, message);
  if (code !== undefined) elements.set(CODE, bareCode(code));
  for (const { key, value } of entries)
    if (!MESSAGE_KEY.test(key) && !CODE_KEY.test(key) && !elements.has(key)) elements.set(key, value);
  return elements;
}

/** Removes the namespace before `#` and the URI after a colon, as in Smithy's JSON protocols. */
const bareCode = (code: Octets): Octets => (code.slice(code.indexOf('#') + 1).split(':', 1)[0] ?? '') as Octets;

/** Finds the first group of fields that came from a server. Returns `null` if there is no such group. */
function errorOfFields(all: readonly Field[]): ErrorDocument | null {
  for (const fields of groupsOf(all)) {
    const elements = new Map<string, Octets>();
    for (const { name, value } of fields) if (!elements.has(name)) elements.set(name, value);
    if (!isAnswer(elements)) continue;
    const start = fields[0]?.start ?? 0;
    const end = fields.at(-1)?.end ?? start;
    return { form: 'text', start, end, elements, status: null, repairs: [] };
  }
  return null;
}

function isAnswer(elements: ReadonlyMap<string, Octets>): boolean {
  if (OF_SERVERS.some((name) => elements.has(name))) return true;
  const others = [...elements.keys()].filter((name) => name !== MESSAGE);
  const words = `${elements.get(CODE) ?? ''} ${elements.get(MESSAGE) ?? ''}`;
  return elements.has(MESSAGE) && others.length > 0 && ABOUT_SIGNING.test(words);
}

function fieldsOf(root: Group): Field[] {
  const fields = allGroups(root).flatMap(({ entries }) => entries.flatMap((entry) => fieldOf(entry) ?? []));
  return fields.sort((one, other) => one.start - other.start).slice(0, MOST_FIELDS);
}

function fieldOf({ key, value, kind, start, end }: Entry): Field | null {
  const bare = key.slice(key.lastIndexOf('.') + 1);
  const name = NAMES.get(bare) ?? NAMES.get(plainName(bare));
  if (name === undefined || (kind === 'word' && !isSpoken(name, value)) || isLabel(name, value)) return null;
  return { name, value: name === CODE && value.includes('#') ? bareCode(value) : value, start, end };
}

/**
 * Returns whether a value without quotation marks is text. Swift prints text without quotation marks, so a sentence or
 * a header name counts as a value.
 */
const isSpoken = (name: string, value: Octets): boolean =>
  name === MESSAGE ? /^[A-Z][^(){}=]{0,400} /.test(value) : !/^(?:undefined|null|None|nil)$/.test(value);

/** Returns whether a name is the label of a text that is on the lines after it, of which the value is only the first. */
const isLabel = (name: string, value: Octets): boolean =>
  (name === CANONICAL_REQUEST || name === STRING_TO_SIGN) && /^[\w-]*$/.test(value);

function groupsOf(fields: readonly Field[]): Field[][] {
  const groups: Field[][] = [];
  for (const field of fields) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last && before && field.start - before.end <= FARTHEST) last.push(field);
    else groups.push([field]);
  }
  return groups;
}
