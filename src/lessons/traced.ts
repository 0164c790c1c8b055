/**
 * Finds the traces of what a lesson shows: of its requests, of what the signer of a shot made, and of messages. In a
 * trace, each byte knows where it comes from.
 */

import { BREAKS } from '../breaks/break.ts';
import { breakTogether } from '../breaks/break-together.ts';
import { traceBroken } from '../breaks/trace-broken.ts';
import { given } from '../bytes/bytes.ts';
import { type Octets, sliceOctets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { headLength, readRequestHead } from '../http/read-head.ts';
import { AWS4_HMAC_SHA256 } from '../sigv4/algorithms/hmac-sha256.ts';
import { REQUEST, REQUEST_STAGE } from '../sigv4/stages/request.ts';
import { redact, type TracedValue } from '../trace/redact.ts';
import { remembered } from '../trace/remembered.ts';
import { findValue, type Trace, type Value } from '../trace/trace.ts';
import { keysFrom } from '../verification/keys.ts';
import { traceVerification } from '../verification/trace-verification.ts';
import { findShot } from './files/parts-of-lesson.ts';
import type { Exhibit, Shot } from './format-parts.ts';
import type { PreparedLesson } from './lesson.ts';
import type { PreparedRequest, SignedRequests } from './prepared.ts';
import { onceForShot } from './shots/once-for-shot.ts';
import { requestNamed } from './shots/shots.ts';

export type ValueExhibit = Extract<Exhibit, { readonly kind: 'value' }>;

/** Finds the value that an exhibit names. Returns `null` if the lesson does not have it. */
export function tracedExhibit(lesson: PreparedLesson, { value: id, request, shot }: ValueExhibit): TracedValue | null {
  return tracedIn(shot === undefined ? traceOfRequest(lesson, request) : traceOfShotNamed(lesson, shot), id);
}

const traceOfRequest = (lesson: SignedRequests, name: string | undefined): Trace | null => {
  const request = requestNamed(lesson, name);
  return isProblem(request) ? null : request.trace;
};

function traceOfShotNamed(lesson: PreparedLesson, id: string): Trace | null {
  const shot = findShot(lesson, id);
  return shot ? traceOfShot(lesson, shot) : null;
}

/** Finds a value in a trace; `null` if there is no trace, or no such value in it. */
export function tracedIn(trace: Trace | null, id: string): TracedValue | null {
  const shown = trace && revealed(trace);
  const value = shown && findValue(shown, id);
  return value ? { trace: shown, value } : null;
}

const revealed = remembered((trace: Trace) => redact(trace, 'reveal'));

/** Returns the trace of what a shot's signer made, with its mistake; `null` if its request is not signed. */
export const traceOfShot = onceForShot((lesson, shot): Trace | null => {
  const request = requestNamed(lesson, shot.request);
  return isProblem(request) ? null : traceOfMistake(request, shot);
});

function traceOfMistake({ trace, right }: PreparedRequest, { mistake }: Shot): Trace | null {
  if (mistake === undefined || trace === null || right === null) return trace;
  const made = BREAKS.find(({ id }) => id === mistake);
  const broken = made && breakTogether(right, [made]);
  return broken && !('id' in broken) ? traceBroken(trace, right, broken) : null;
}

/** Reads the head of a request as a server reads it. Returns `null` if it is not the head of a request. */
export function tracedMessage(message: Octets): TracedValue | null {
  const octets = sliceOctets(message, 0, headLength(message) ?? message.length);
  const value = { ...REQUEST, bytes: given(octets, RECEIVED) };
  const head = readRequestHead(value.bytes);
  if (isProblem(head)) return null;
  const verified = tracedIn(traceVerification({ head, body: null }, NO_SERVER).trace, REQUEST.id);
  // A head is recorded as HTTP writes it, which is not how every client does.
  return verified?.value.bytes.octets === octets ? verified : tracedIn(ofRequestAlone(value), REQUEST.id);
}

const RECEIVED = { id: 'request', name: 'Request', source: { kind: 'unnamed' } } as const;
/** Where the bytes of a request come from does not depend on whether its signature is right. */
const NO_SERVER = { keySource: keysFrom(() => null), now: 0, rules: {} };

/** Returns the trace of a request that claims no signature. */
const ofRequestAlone = (value: Value): Trace => ({
  purpose: 'verify',
  scheme: 'header',
  algorithm: AWS4_HMAC_SHA256.names.request.octets,
  rules: {},
  stages: [REQUEST_STAGE],
  values: [value],
  payload: { length: 0, sha256: null },
  outcome: { kind: 'unknown' },
});
