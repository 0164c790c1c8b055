/**
 * Reads a `sigv4 signer` input line. The line contains a request or a chunk to sign, along with the credentials, the
 * time, the scope, and the signing choices.
 */
import { type Bytes, plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { type HeaderField, headerValue, type RequestHead, writeRequestHead } from '../../http/message.ts';
import type { Algorithm } from '../../sigv4/algorithms/algorithm.ts';
import { ALL_ALGORITHMS, AWS_ALGORITHMS, SIBLING_ALGORITHMS } from '../../sigv4/algorithms/table.ts';
import { AWS4 } from '../../sigv4/dialects/aws4.ts';
import type { Dialect } from '../../sigv4/dialects/dialect.ts';
import type { Credentials, SignerInput, SigningInput } from '../../sigv4/schemes/signing-input.ts';
import { forbiddenCharacterIn, isRegionName, isRegionSet, isServiceName } from '../../sigv4/spellings.ts';
import { isTimestamp, readTimeText } from '../../sigv4/timestamp.ts';
import {
  isGiven,
  isObject,
  type JsonObject,
  type LineId,
  type MemberProblem,
  readChoice,
  readId,
  readJsonLine,
  readOptionalText,
  readText,
  unknownMember,
  wrongMember,
} from '../json/json-line.ts';
import { readBody, readHeaders, readJsonRequest } from '../json/json-request.ts';
import { readForm, readRules, readSelection } from './signer-choices.ts';

export interface SignerLine {
  /** The ID, which may be readable even if the rest of the line is not; `null` if the line has no ID. */
  readonly id: LineId;
  /** The order to sign, without provenance, or a problem if the line is invalid. */
  readonly order: SigningInput | ChainOrder | MemberProblem | Problem;
}

/** The members of a line for a chunk. Everything else is in the line for the chunk's request. */
const MEMBERS_OF_CHUNK = ['id', 'chunk', 'time', 'region', 'service', 'accessKeyId', 'secret', 'algorithm'];
const MEMBERS = [
  'id',
  'request',
  'time',
  'region',
  'service',
  'accessKeyId',
  'secret',
  'sessionToken',
  'form',
  'expires',
  'payload',
  'signedHeaders',
  'rules',
  'algorithm',
  'dialect',
];

export function readSignerLine(line: Uint8Array): SignerLine {
  const object = readJsonLine(line);
  if (isProblem(object)) return { id: null, order: object };
  const id = readId(object);
  if (isProblem(id)) return { id: null, order: id };
  return { id, order: isGiven(object, 'chunk') ? readChainOrder(object) : readOrder(object) };
}

function readChainOrder(line: JsonObject): ChainOrder | MemberProblem {
  const unknown = unknownMember(line, MEMBERS_OF_CHUNK);
  if (unknown) return unknown;
  const signer = readSigner(line);
  if (isProblem(signer)) return signer;
  const chunk = readChunk(line.chunk, 'chunk');
  return isProblem(chunk) ? chunk : { signer, ...chunk };
}

function readOrder(line: JsonObject): SigningInput | MemberProblem {
  const unknown = unknownMember(line, MEMBERS);
  if (unknown) return unknown;
  const request = readJsonRequest(line.request, 'request');
  if (isProblem(request)) return request;
  const signer = readSigner(line);
  if (isProblem(signer)) return signer;
  const unfit = unfitKey('secret', signer);
  if (unfit) return unfit;
  const form = readForm(line, request, signer.algorithm.dialect);
  if (isProblem(form)) return form;
  const moment = form.kind === 'header' ? otherMoment('time', request.head, signer) : null;
  if (moment) return moment;
  const signedHeaders = readSelection(line);
  if (isProblem(signedHeaders)) return signedHeaders;
  const rules = readRules(line, signer, form);
  if (isProblem(rules)) return rules;
  const { head } = request;
  // A request is signed as given, so a missing body is an empty body.
  const body = request.body ?? EMPTY;
  return {
    ...signer,
    request: writeRequestHead(head),
    payload: { length: body.length, sha256: rules.payload === 'hashed' ? sha256Hex(body) : null },
    form,
    signedHeaders,
    rules,
    trailers: [],
  };
}

/** Returns the problem of a time that the headers of the request contradict, or `null`. `member` gives the time. */
export function otherMoment(
  member: string,
  { headers }: Pick<RequestHead, 'headers'>,
  { timestamp, algorithm: { dialect } }: SignerInput,
): MemberProblem | null {
  const dated = headerValue(headers, dialect.headers.date);
  const read = dated && readTimeText(dated, dialect);
  // An invalid time is rejected later, when it is read.
  if (!read || read.timestamp.octets === timestamp.octets) return null;
  return wrongMember(
    member,
    `is not the time in the header ${dialect.headers.date}`,
    'Give the same time in both, or leave the header out.',
    dialect.see.authenticating,
  );
}

/** Reads the algorithm, the credentials, the time, and the scope. */
function readSigner(line: JsonObject): SignerInput | MemberProblem {
  const algorithm = readAlgorithm(line);
  if (isProblem(algorithm)) return algorithm;
  const credentials = readCredentials(line);
  if (isProblem(credentials)) return credentials;
  const timestamp = readSpelled(line, 'time', isTimestamp, 'Give it in UTC, as 20130524T000000Z.');
  if (isProblem(timestamp)) return timestamp;
  const scope = readScope(line, algorithm, algorithm.dialect === AWS4 ? {} : algorithm.dialect.usual);
  return isProblem(scope) ? scope : { algorithm, credentials, timestamp: plain(timestamp), ...scope };
}

/**
 * Reads the Region and the service, or takes the usual one where none is given. A part that is not in the scope of the
 * vendor may be empty.
 */
export function readScope(
  input: JsonObject,
  { boundTo, dialect: { scope } }: Algorithm,
  usual: Partial<Dialect['usual']>,
): Pick<SignerInput, 'region' | 'service'> | MemberProblem {
  const readPart = (name: 'region' | 'service', isSpelled: (text: Octets) => boolean, fix: string) => {
    const part = { [name]: input[name] ?? usual[name] };
    return part[name] === '' && !scope.includes(name) ? EMPTY : readSpelled(part, name, isSpelled, fix);
  };
  const region =
    boundTo === 'region'
      ? readPart('region', isRegionName, 'Give one such as us-east-1.')
      : readPart('region', isRegionSet, 'Separate Regions by commas, without spaces; * means all Regions.');
  if (isProblem(region)) return region;
  const fix = 'Give it as in a credential scope, such as s3 or execute-api.';
  const service = readPart('service', isServiceName, fix);
  return isProblem(service) ? service : { region: plain(region), service: plain(service) };
}

/** Returns the problem of a secret from which the algorithm makes no key, or `null`. `member` gives the secret. */
export function unfitKey(
  member: string,
  { algorithm: { isKey, names }, credentials }: SignerInput,
): MemberProblem | null {
  if (!isKey || isKey(credentials.secretAccessKey.octets)) return null;
  const says = `is not a private key in PEM, with which ${names.request.octets} signs`;
  return wrongMember(member, says, 'Give the member private_key of the JSON key of the service account.');
}

function readSpelled(
  line: JsonObject,
  name: string,
  isSpelled: (octets: Octets) => boolean,
  fix: string,
): Octets | MemberProblem {
  const text = readText(line, name);
  if (isProblem(text)) return text;
  const octets = octetsFromText(text);
  return isSpelled(octets) ? octets : wrongMember(name, 'is not valid', fix);
}

function readCredentials(line: JsonObject): Credentials | MemberProblem {
  const secret = readText(line, 'secret');
  if (isProblem(secret)) return secret;
  const accessKeyId = readText(line, 'accessKeyId');
  if (isProblem(accessKeyId)) return accessKeyId;
  const sessionToken = readOptionalText(line, 'sessionToken');
  if (isProblem(sessionToken)) return sessionToken;
  const empty = Object.entries({ secret, accessKeyId, sessionToken }).find(([, text]) => text === '')?.[0];
  if (empty !== undefined) return wrongMember(empty, 'is empty', 'Give a value. Leave out an empty sessionToken.');
  const strange = Object.entries({ accessKeyId, sessionToken }).find(
    ([, text]) => text && forbiddenCharacterIn(text),
  )?.[0];
  if (strange !== undefined) return wrongMember(strange, 'contains a character that is not allowed', 'Copy it again.');
  const bytes = (text: string) => plain(octetsFromText(text));
  return {
    accessKeyId: bytes(accessKeyId),
    secretAccessKey: bytes(secret),
    sessionToken: sessionToken === null ? null : bytes(sessionToken),
  };
}

/** Reads the member `algorithm` or, for another vendor, `dialect`; the default is AWS4-HMAC-SHA256. */
export function readAlgorithm(line: JsonObject): Algorithm | MemberProblem {
  const names = AWS_ALGORITHMS.map(({ names }) => names.request.octets);
  const name = readChoice(line, 'algorithm', names);
  if (isProblem(name)) return name;
  const ids = SIBLING_ALGORITHMS.map(({ id }) => id);
  const dialect = readChoice(line, 'dialect', ids);
  if (isProblem(dialect)) return dialect;
  if (name !== null && dialect !== null) {
    return wrongMember('dialect', 'is given together with an algorithm', 'Give one of the two.');
  }
  const isChosen = ({ id, names }: Algorithm) => id === dialect || names.request.octets === name;
  return ALL_ALGORITHMS.find(isChosen) ?? AWS_ALGORITHMS[0];
}

/** The content that is signed together with the preceding signature. */
export type ChainLink =
  /** A chunk of the body. The last chunk is empty. */
  | { readonly kind: 'chunk'; readonly data: Octets }
  | { readonly kind: 'trailer'; readonly headers: readonly HeaderField[] };

export interface ChainOrder {
  readonly signer: SignerInput;
  /** The signature of the request or the previous chunk, in hexadecimal digits. */
  readonly previousSignature: Bytes;
  readonly link: ChainLink;
}

const MEMBERS_OF_LINK = ['previousSignature', 'bodyBase64', 'trailers'];

/** Reads `{"previousSignature", "bodyBase64"?}` or `{"previousSignature", "trailers": [[name, value], …]}`. */
function readChunk(value: unknown, path: string): Omit<ChainOrder, 'signer'> | MemberProblem {
  if (!isObject(value)) return wrongMember(path, 'is not an object', `Give one with ${MEMBERS_OF_LINK.join(', ')}.`);
  const unknown = unknownMember(value, MEMBERS_OF_LINK, `${path}.`);
  if (unknown) return unknown;
  const previous = readText(value, 'previousSignature', `${path}.previousSignature`);
  if (typeof previous !== 'string') return previous;
  if (!/^(?:[\da-f]{2})+$/.test(previous)) {
    return wrongMember(`${path}.previousSignature`, 'is not a signature', 'Give its lowercase hexadecimal digits.');
  }
  const previousSignature = plain(octetsFromText(previous));
  const data = readBody(value, `${path}.bodyBase64`);
  if (isProblem(data)) return data;
  if (!isGiven(value, 'trailers')) return { previousSignature, link: { kind: 'chunk', data: data ?? EMPTY } };
  if (data !== null) {
    return wrongMember(
      `${path}.trailers`,
      'is given together with bodyBase64',
      'Give each link of the chain in a separate line.',
    );
  }
  const headers = readHeaders(value.trailers, `${path}.trailers`);
  return isProblem(headers) ? headers : { previousSignature, link: { kind: 'trailer', headers } };
}
