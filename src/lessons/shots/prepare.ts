/** Signs the requests of a lesson with the AWS example key. */

import { S3_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { rightRequest } from '../../breaks/break-request.ts';
import { type Bytes, given, plain } from '../../bytes/bytes.ts';
import type { InputId, InputSource } from '../../bytes/input.ts';
import { EMPTY, type Octets, octetsFromArray, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { bodyOf } from '../../http/body/request-body.ts';
import { readRequestHead } from '../../http/read-head.ts';
import { composeRequest } from '../../intake/compose-request.ts';
import { readUrl, type UrlParts } from '../../intake/url.ts';
import { S3_RULES, usualPayload } from '../../sigv4/rules.ts';
import {
  type ChunkPlan,
  chunkedLength,
  chunkedPayload,
  hashChunks,
  signHashedChunks,
} from '../../sigv4/schemes/chunked-payload.ts';
import {
  DEFAULT_SELECTION,
  type HeaderSelection,
  type SigningForm,
  USUAL_SIGNING,
} from '../../sigv4/schemes/signing-input.ts';
import { beginSigning, type Signing } from '../../sigv4/sign.ts';
import { ENCODED_LENGTH } from '../../sigv4/stages/chunk-signatures.ts';
import { digitsOf } from '../../sigv4/stages/request.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { findValue, type Trace, withValues } from '../../trace/trace.ts';
import { damaged } from '../files/read-lessons.ts';
import type { LessonRequest } from '../format-parts.ts';
import type { Lesson, PreparedLesson } from '../lesson.ts';
import type { PreparedRequest } from '../prepared.ts';
import { isLinkForm, signedLink } from './links.ts';
import { COURSE_REGION } from './shots.ts';

const SERVICE = 's3';

const SECRET = octetsFromText(S3_EXAMPLE_KEY.secretAccessKey);

/** Prepares a lesson. Throws an error that names the request if one cannot be signed. */
export async function prepareLesson(lesson: Lesson): Promise<PreparedLesson> {
  const requests: PreparedRequest[] = [];
  for (const [name, asked] of Object.entries(lesson.requests)) {
    const request = await prepareRequest(name, asked);
    if (isProblem(request)) throw damaged(lesson.name, `The request ${name} cannot be signed: ${request.says}`);
    requests.push(request);
  }
  const [first, ...others] = requests;
  if (!first) throw damaged(lesson.name, 'There is no request.');
  return { ...lesson, prepared: [first, ...others] };
}

/** Signs one request of a lesson. Returns a problem if the request cannot be signed. */
async function prepareRequest(name: string, asked: LessonRequest): Promise<PreparedRequest | Problem> {
  const source: InputSource = { kind: 'lesson', request: name };
  const { form } = asked;
  const place = readUrl(isLinkForm(form) ? signedLink(form, asked.url) : asked.url, { id: 'url', source });
  if (isProblem(place)) return place;
  const payload = payloadOf(asked);
  const plan = chunkPlanOf(asked);
  const request = composeRequest({
    method: { value: asked.method, source },
    place,
    headers: asked.headers.map((line) => ({ value: splitHeader(line), source })),
    bodyLength: lengthOnTheWire(asked, payload, plan),
  });
  if (isProblem(request)) return request;
  if (form === 'none' || isLinkForm(form)) return unsigned(name, asked, request, payload);
  const signing = beginSigning(signingInput(asked, { request, payload, place, source }));
  if (signing.trace.outcome.kind === 'malformed') return signing.trace.outcome.problem;
  const head = readRequestHead(plain(findValue(signing.trace, SIGNED_REQUEST.id)?.bytes.octets ?? EMPTY));
  if (isProblem(head)) return head;
  const body = plan ? await encoded(payload, plan, signing) : payload;
  const trace = plan ? await withChunks(payload, plan, signing) : signing.trace;
  return { name, asked, head, body, trace, right: rightRequest({ head, body }, SECRET) };
}

/**
 * Returns the Content-Length, or `null` if there is no such header. PUT and POST requests have this header even if the
 * body is empty.
 */
function lengthOnTheWire({ method }: LessonRequest, payload: Octets, plan: ChunkPlan | null): number | null {
  if (plan) return chunkedLength(payload.length, plan);
  return payload !== '' || method === 'PUT' || method === 'POST' ? payload.length : null;
}

function payloadOf({ body }: LessonRequest): Octets {
  return octetsFromText(typeof body === 'string' ? body : body.repeat.repeat(body.count));
}

/** Splits a header line. Only one space after the colon is removed. Any further spaces are sent. */
function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
}

function chunkPlanOf({ form, payload, chunkSize }: LessonRequest): ChunkPlan | null {
  const { chunkSignatureLength } = USUAL_SIGNING.algorithm;
  return payload === 'streaming' && form !== 'none'
    ? { chunkSize, signatureLength: chunkSignatureLength, checksum: null }
    : null;
}

interface Composed {
  readonly request: Bytes;
  readonly payload: Octets;
  readonly place: UrlParts;
  readonly source: InputSource;
}

function signingInput(
  asked: LessonRequest,
  { request, payload, place, source }: Composed,
): Parameters<typeof beginSigning>[0] {
  const from = (id: InputId, text: string) => given(octetsFromText(text), { id, source });
  const form = asked.form === 'query' ? 'query' : 'header';
  const { accessKeyId, secretAccessKey } = S3_EXAMPLE_KEY;
  return {
    ...USUAL_SIGNING,
    request,
    payload: bodyOf(payload),
    credentials: {
      accessKeyId: from('access-key-id', accessKeyId),
      secretAccessKey: from('secret-access-key', secretAccessKey),
      sessionToken: asked.sessionToken === undefined ? null : from('session-token', asked.sessionToken),
    },
    timestamp: from('date', asked.time),
    region: from('region', COURSE_REGION),
    service: from('service', SERVICE),
    form: formOf(asked, place, from),
    signedHeaders: selectionOf(asked, from),
    rules: { ...S3_RULES, payload: asked.payload ?? usualPayload(S3_RULES, form) },
  };
}

function formOf(
  { form, expires }: LessonRequest,
  { scheme }: UrlParts,
  from: (id: InputId, text: string) => Bytes,
): SigningForm {
  return form === 'query' ? { kind: 'query', scheme, expires: from('expires', String(expires)) } : { kind: 'header' };
}

function selectionOf({ signedHeaders }: LessonRequest, from: (id: InputId, text: string) => Bytes): HeaderSelection {
  return signedHeaders === undefined
    ? DEFAULT_SELECTION
    : { kind: 'exactly', names: signedHeaders.map((name) => from('signed-headers', name)) };
}

function unsigned(name: string, asked: LessonRequest, request: Bytes, body: Octets): PreparedRequest | Problem {
  const head = readRequestHead(request);
  return isProblem(head) ? head : { name, asked, head, body, trace: null, right: null };
}

async function encoded(payload: Octets, plan: ChunkPlan, { startChain }: Signing): Promise<Octets> {
  if (!startChain) return payload;
  let body = '';
  const pieces = chunkedPayload(bodyOf(payload).open(), plan, { kind: 'bare', chain: startChain() });
  for await (const piece of pieces) body += octetsFromArray(piece);
  return body as Octets;
}

async function withChunks(payload: Octets, plan: ChunkPlan, { trace, startRecordedChain }: Signing): Promise<Trace> {
  if (!startRecordedChain) return trace;
  const { chain, values } = startRecordedChain();
  signHashedChunks(await hashChunks(bodyOf(payload).open(), plan), plan, chain);
  const bytes = digitsOf(chunkedLength(payload.length, plan), 'encoded-length');
  return withValues(trace, [...values, { ...ENCODED_LENGTH, bytes }]);
}
