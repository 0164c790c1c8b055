/** The headers that authentication needs and a request may not have yet. */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Rule } from '../../bytes/origin.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { compareOctets, lowerCase } from '../../bytes/text-operations.ts';
import { type HeaderField, headerValue } from '../../http/message.ts';
import type { Payload } from '../../trace/trace.ts';
import type { Algorithm } from '../algorithms/algorithm.ts';
import {
  AUTHENTICATING_REQUESTS,
  HEADER_CALCULATION,
  SIGV4A,
  STREAMING,
  STREAMING_TRAILERS,
} from '../documentation.ts';
import type { Rules } from '../rules.ts';
import { digitsOf } from '../stages/request.ts';
import type { HeaderSelection } from './signing-input.ts';

const named = (name: string, says: string, see: string): Bytes => fixed(name, { id: 'added-header', says, see });

const DATE = named('x-amz-date', 'the request must say when it was signed', AUTHENTICATING_REQUESTS);
const TOKEN = named('x-amz-security-token', 'temporary credentials come with a session token', AUTHENTICATING_REQUESTS);
const CONTENT_SHA256 = named(
  'x-amz-content-sha256',
  'S3 requires the hash of the payload, or what stands for it, as a header',
  HEADER_CALCULATION,
);
const REGION_SET = named('x-amz-region-set', 'a signature of SigV4A says which regions it is good for', SIGV4A);
const CONTENT_ENCODING = named('content-encoding', 'the body is sent in chunks, which may be signed', STREAMING);
const DECODED_LENGTH = named(
  'x-amz-decoded-content-length',
  'Content-Length counts the lines around the chunks too; this is the length of the payload',
  STREAMING,
);
const TRAILER = named('x-amz-trailer', 'the request says which headers follow the last chunk', STREAMING_TRAILERS);

const CHUNKED: Rule = {
  id: 'aws-chunked',
  says: 'the name of the coding of S3: chunks, which may be signed',
  see: STREAMING,
};

interface HeaderSources {
  readonly algorithm: Algorithm;
  readonly timestamp: Bytes;
  readonly region: Bytes;
  readonly sessionToken: Bytes | null;
  readonly hashedPayload: Bytes;
  readonly payload: Payload;
  readonly trailers: readonly Bytes[];
  readonly rules: Rules;
}

/** All headers of a request that is signed in its Authorization header. */
export function headersForHeaderForm(
  sources: HeaderSources,
  present: readonly HeaderField[],
): { readonly signed: HeaderField[]; readonly appended: HeaderField[] } {
  const isMissing = ({ name }: HeaderField) => headerValue(present, name.octets.toLowerCase()) === undefined;
  const { rules, algorithm, timestamp, region } = sources;
  const token = sources.sessionToken ? [{ name: TOKEN, value: sources.sessionToken }].filter(isMissing) : [];
  const added = [
    ...contentSha256(sources),
    { name: DATE, value: timestamp },
    ...(algorithm.boundTo === 'region-set' ? [{ name: REGION_SET, value: region }] : []),
    ...chunkHeaders(sources),
  ].filter(isMissing);
  return rules.sessionToken === 'signed'
    ? { signed: [...withCoding(present, rules), ...added, ...token], appended: [] }
    : { signed: [...withCoding(present, rules), ...added], appended: token };
}

/** In the query form only the hash of the payload is ever a header, since nobody else can tell it to S3. */
export function headersForQueryForm(sources: HeaderSources, present: readonly HeaderField[]): HeaderField[] {
  const isMissing = headerValue(present, 'x-amz-content-sha256') === undefined;
  return sources.rules.payload === 'hashed' && isMissing ? [...present, ...contentSha256(sources)] : [...present];
}

/** Whatever the service: a payload that is not simply hashed has to be announced. */
const contentSha256 = ({ rules, hashedPayload }: HeaderSources): HeaderField[] =>
  rules.contentSha256Header === 'added' || rules.payload !== 'hashed'
    ? [{ name: CONTENT_SHA256, value: hashedPayload }]
    : [];

/** Whether the body is sent in chunks. */
export function isChunked({ payload }: Pick<Rules, 'payload'>): boolean {
  return payload === 'streaming' || payload === 'streaming-trailer' || payload === 'unsigned-trailer';
}

/** Whether headers follow the chunks. */
export function hasTrailers({ payload }: Pick<Rules, 'payload'>): boolean {
  return payload === 'streaming-trailer' || payload === 'unsigned-trailer';
}

const COMMA = fixed(',', {
  id: 'list-comma',
  says: 'a comma stands between two elements of a list',
  see: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1',
});

function chunkHeaders({ rules, payload, trailers }: HeaderSources): HeaderField[] {
  if (!isChunked(rules)) return [];
  const names = hasTrailers(rules) && trailers.length > 0 ? [{ name: TRAILER, value: join(trailers, COMMA) }] : [];
  return [
    { name: CONTENT_ENCODING, value: fixed('aws-chunked', CHUNKED) },
    { name: DECODED_LENGTH, value: digitsOf(payload.length, 'decoded-length') },
    ...names,
  ];
}

const CODING_BEFORE = fixed('aws-chunked,', CHUNKED);

/** A coding that the request names already stays, behind the one that is put around it. */
function withCoding(present: readonly HeaderField[], rules: Rules): HeaderField[] {
  if (!isChunked(rules)) return [...present];
  return present.map((field) =>
    field.name.octets.toLowerCase() === 'content-encoding' && !/(?:^|,)[ \t]*aws-chunked/i.test(field.value.octets)
      ? { name: field.name, value: join([CODING_BEFORE, field.value]) }
      : field,
  );
}

/** Whoever forwards the request may remove or answer them (RFC 9110, sections 7.6.1 and 10.1.1). */
const HOP_BY_HOP = ['connection', 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'];
/** They are added after signing, or for somebody else (RFC 9110, section 11). */
const CREDENTIALS_THEMSELVES = ['authorization', 'proxy-authorization', 'proxy-connection'];
const NEVER_SIGNED = new Set([...HOP_BY_HOP, ...CREDENTIALS_THEMSELVES]);

/** Whether a header of this name (lower case) is signed where nobody says otherwise. */
export function isSignedByDefault(name: string): boolean {
  return !NEVER_SIGNED.has(name);
}

/** The names in lower case and sorted, each once; a problem where one is to be signed that is not there. */
export function signedHeaderNames(headers: readonly HeaderField[], selection: HeaderSelection): Bytes[] | Problem {
  const present = new Map<Octets, Bytes>();
  for (const field of headers) {
    const name = lowerCase(field.name);
    if (!present.has(name.octets)) present.set(name.octets, name);
  }
  const names: readonly string[] =
    selection.kind === 'default' ? selection.also : selection.names.map((name) => name.octets);
  const missing = names.find((name) => !present.has(name as Octets));
  if (missing !== undefined) return noSuchHeader(missing);
  const chosen = [...present.values()].filter(({ octets: name }) =>
    selection.kind === 'exactly'
      ? names.includes(name)
      : names.includes(name) || (isSignedByDefault(name) && !selection.without.includes(name)),
  );
  return chosen.sort(compareOctets);
}

function noSuchHeader(name: string): Problem {
  return problem(
    'signed-header',
    `The header ${JSON.stringify(name)} is to be signed, but the request does not have it.`,
    'Add it to the request, or leave it out of the signed headers.',
    { see: HEADER_CALCULATION },
  );
}
