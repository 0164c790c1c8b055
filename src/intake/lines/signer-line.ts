/**
 * Reads a `sigv4 signer` input line. The line contains a request or a chunk to sign, along with the credentials, the
 * time, the scope, and the signing choices.
 */
import { type Bytes, plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { type HeaderField, headerValue, writeRequestHead } from '../../http/message.ts';
import type { Algorithm } from '../../sigv4/algorithms/algorithm.ts';
import { ALGORITHMS, algorithmNamed } from '../../sigv4/algorithms/table.ts';
import { AWS4 } from '../../sigv4/dialect.ts';
import { AUTHENTICATING_REQUESTS } from '../../sigv4/documentation.ts';
import type { Credentials, SignerInput, SigningInput } from '../../sigv4/schemes/signing-input.ts';
import { isRegionName, isRegionSet, isServiceName, strangeIn } from '../../sigv4/spellings.ts';
import { isTimestamp } from '../../sigv4/timestamp.ts';
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
import { type JsonRequest, readBody, readHeaders, readJsonRequest } from '../json/json-request.ts';
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
  const form = readForm(line, request);
  if (isProblem(form)) return form;
  if (form.kind === 'header' && isOtherMoment(request, signer)) return otherMoment();
  const signedHeaders = readSelection(line);
  if (isProblem(signedHeaders)) return signedHeaders;
  const rules = readRules(line, signer.service.octets, form);
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

/** Returns whether the X-Amz-Date header of a request contradicts the given time. */
function isOtherMoment({ head }: JsonRequest, { timestamp }: SignerInput): boolean {
  const dated = headerValue(head.headers, AWS4.headers.date);
  // An invalid time is rejected later, when it is read.
  return dated !== undefined && isTimestamp(dated.octets) && dated.octets !== timestamp.octets;
}

const otherMoment = () =>
  wrongMember(
    'time',
    'is not the X-Amz-Date of the request',
    'Give the same time in both, or leave the header out.',
    AUTHENTICATING_REQUESTS,
  );

/** Reads the algorithm, the credentials, the time, and the scope. */
function readSigner(line: JsonObject): SignerInput | MemberProblem {
  const algorithm = readAlgorithm(line);
  if (isProblem(algorithm)) return algorithm;
  const credentials = readCredentials(line);
  if (isProblem(credentials)) return credentials;
  const timestamp = readSpelled(line, 'time', isTimestamp, 'Give it in UTC, as 20130524T000000Z.');
  if (isProblem(timestamp)) return timestamp;
  const region =
    algorithm.boundTo === 'region'
      ? readSpelled(line, 'region', isRegionName, 'Give one such as us-east-1.')
      : readSpelled(line, 'region', isRegionSet, 'Separate Regions by commas, without spaces; * means all Regions.');
  if (isProblem(region)) return region;
  const service = readSpelled(
    line,
    'service',
    isServiceName,
    'Give it as in a credential scope, such as s3 or execute-api.',
  );
  if (isProblem(service)) return service;
  return { algorithm, credentials, timestamp: plain(timestamp), region: plain(region), service: plain(service) };
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
  const strange = Object.entries({ accessKeyId, sessionToken }).find(([, text]) => text && strangeIn(text))?.[0];
  if (strange !== undefined) return wrongMember(strange, 'contains a character that is not allowed', 'Copy it again.');
  const bytes = (text: string) => plain(octetsFromText(text));
  return {
    accessKeyId: bytes(accessKeyId),
    secretAccessKey: bytes(secret),
    sessionToken: sessionToken === null ? null : bytes(sessionToken),
  };
}

/** Reads the member `algorithm`; the default is AWS4-HMAC-SHA256. */
export function readAlgorithm(line: JsonObject): Algorithm | MemberProblem {
  const name = readChoice(
    line,
    'algorithm',
    ALGORITHMS.map(({ names }) => names.request.octets),
  );
  if (isProblem(name)) return name;
  return (name === null ? null : algorithmNamed(name)) ?? ALGORITHMS[0];
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
