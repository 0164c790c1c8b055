/** Lists the headers of a signed request: the headers that signing adds, and the headers that the signature covers. */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import type { Rule } from '../../bytes/origin.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { compareOctets, lowerCase } from '../../bytes/text-operations.ts';
import { type HeaderField, headerValue } from '../../http/message.ts';
import {
  AUTHENTICATING_REQUESTS,
  HEADER_CALCULATION,
  SIGV4A,
  STREAMING,
  STREAMING_TRAILERS,
} from '../documentation.ts';
import { AMZ_HEADERS } from '../names.ts';
import type { Rules } from '../rules.ts';
import { digitsOf } from '../stages/request.ts';
import type { Beginning } from './preparation.ts';
import type { HeaderSelection, SigningInput } from './signing-input.ts';

const named = (name: string, says: string, see: string): Bytes => fixed(name, { id: 'added-header', says, see });

const DATE = named(AMZ_HEADERS.date, 'the request has to say when it was signed', AUTHENTICATING_REQUESTS);
const TOKEN = named(
  AMZ_HEADERS.securityToken,
  'temporary credentials come with a session token',
  AUTHENTICATING_REQUESTS,
);
const CONTENT_SHA256 = named(
  AMZ_HEADERS.contentSha256,
  'S3 requires a header with the hash of the payload, or a keyword instead',
  HEADER_CALCULATION,
);
const REGION_SET = named(AMZ_HEADERS.regionSet, 'a SigV4A signature says in which Regions it is valid', SIGV4A);
const CONTENT_ENCODING = named('content-encoding', 'the body is sent in chunks, which may be signed', STREAMING);
const DECODED_LENGTH = named(
  AMZ_HEADERS.decodedContentLength,
  'Content-Length includes the lines around the chunks; this is the length of the payload',
  STREAMING,
);
const TRAILER = named(AMZ_HEADERS.trailer, 'the request says which headers follow the last chunk', STREAMING_TRAILERS);

const CHUNKED: Rule = {
  id: 'aws-chunked',
  says: "this is the name of S3's coding: chunks, which may be signed",
  see: STREAMING,
};

/**
 * Returns the headers of a request that is signed in its Authorization header: the headers to sign, and the headers to
 * append unsigned.
 */
export function headersForHeaderForm(
  input: SigningInput,
  beginning: Beginning,
): { readonly signed: HeaderField[]; readonly appended: HeaderField[] } {
  const { context, request, sessionToken } = beginning;
  const present = request.headers;
  const isMissing = ({ name }: HeaderField) => headerValue(present, name.octets.toLowerCase()) === undefined;
  const { rules } = input;
  const { algorithm, timestamp, scope } = context;
  const token = sessionToken ? [{ name: TOKEN, value: sessionToken }].filter(isMissing) : [];
  const added = [
    ...contentSha256(input, beginning),
    { name: DATE, value: timestamp },
    ...(algorithm.boundTo === 'region-set' ? [{ name: REGION_SET, value: scope.region }] : []),
    ...chunkHeaders(input),
  ].filter(isMissing);
  return rules.sessionToken === 'signed'
    ? { signed: [...withCoding(present, rules), ...added, ...token], appended: [] }
    : { signed: [...withCoding(present, rules), ...added], appended: token };
}

/**
 * Returns the headers of a presigned URL. Only the hash of the payload must be a header; everything else is in the
 * query.
 */
export function headersForQueryForm(input: SigningInput, beginning: Beginning): HeaderField[] {
  const { headers } = beginning.request;
  const isMissing = headerValue(headers, AMZ_HEADERS.contentSha256) === undefined;
  return input.rules.payload === 'hashed' && isMissing
    ? [...headers, ...contentSha256(input, beginning)]
    : [...headers];
}

/**
 * Returns the header with the hash of the payload. If a payload is not simply hashed, every service requires this
 * header as an indication.
 */
const contentSha256 = ({ rules }: SigningInput, { hashedPayload }: Beginning): HeaderField[] =>
  rules.contentSha256Header === 'added' || rules.payload !== 'hashed'
    ? [{ name: CONTENT_SHA256, value: hashedPayload }]
    : [];

/** Returns whether the body is sent in chunks. */
export function isChunked({ payload }: Pick<Rules, 'payload'>): boolean {
  return payload === 'streaming' || payload === 'streaming-trailer' || payload === 'unsigned-trailer';
}

/** Returns whether headers follow the chunks. */
export function hasTrailers({ payload }: Pick<Rules, 'payload'>): boolean {
  return payload === 'streaming-trailer' || payload === 'unsigned-trailer';
}

const COMMA = fixed(',', {
  id: 'list-comma',
  says: 'a comma separates two elements of a list',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1',
});

function chunkHeaders({ rules, payload, trailers }: SigningInput): HeaderField[] {
  if (!isChunked(rules)) return [];
  const names = hasTrailers(rules) && trailers.length > 0 ? [{ name: TRAILER, value: join(trailers, COMMA) }] : [];
  return [
    { name: CONTENT_ENCODING, value: fixed('aws-chunked', CHUNKED) },
    { name: DECODED_LENGTH, value: digitsOf(payload.length, 'decoded-length') },
    ...names,
  ];
}

const CODING_BEFORE = fixed('aws-chunked,', CHUNKED);

/** Adds aws-chunked before the existing value of Content-Encoding. */
function withCoding(present: readonly HeaderField[], rules: Rules): HeaderField[] {
  if (!isChunked(rules)) return [...present];
  return present.map((field) =>
    field.name.octets.toLowerCase() === 'content-encoding' && !/(?:^|,)[ \t]*aws-chunked/i.test(field.value.octets)
      ? { name: field.name, value: join([CODING_BEFORE, field.value]) }
      : field,
  );
}

/** Headers that a proxy may remove, or may respond to in place of the server (RFC 9110, sections 7.6.1 and 10.1.1). */
const HOP_BY_HOP = ['connection', 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'];
/** Headers that are added after signing or are meant for a proxy (RFC 9110, section 11). */
const CREDENTIALS_THEMSELVES = ['authorization', 'proxy-authorization', 'proxy-connection'];
const NEVER_SIGNED = new Set([...HOP_BY_HOP, ...CREDENTIALS_THEMSELVES]);

/** Returns whether a header with this lowercase name is signed by default. */
export const isSignedByDefault = (name: string): boolean => !NEVER_SIGNED.has(name);

/**
 * Returns the names of the headers to sign, in lowercase and sorted, without duplicates. Returns a problem if a
 * selected header is missing.
 */
export function signedHeaderNames(headers: readonly HeaderField[], selection: HeaderSelection): Bytes[] | Problem {
  const names: readonly string[] =
    selection.kind === 'default' ? selection.also : selection.names.map((name) => name.octets);
  const isChosen = ({ octets: name }: Bytes) =>
    names.includes(name) ||
    (selection.kind === 'default' && isSignedByDefault(name) && !selection.without.includes(name));
  const chosen = headers
    .map(({ name }) => lowerCase(name))
    .filter(isChosen)
    .sort(compareOctets);
  const missing = names.find((name) => !chosen.some(({ octets }) => octets === name));
  if (missing !== undefined) return noSuchHeader(missing);
  return chosen.filter(({ octets }, index) => octets !== chosen[index - 1]?.octets);
}

function noSuchHeader(name: string): Problem {
  return problem(
    'signed-header',
    `The header ${JSON.stringify(name)} is supposed to be signed, but the request does not have it.`,
    'Add it to the request, or leave it out of the signed headers.',
    { see: HEADER_CALCULATION },
  );
}
