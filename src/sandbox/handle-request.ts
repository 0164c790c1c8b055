/** Handles a request: checks its head, receives and checks its body, and runs the operation. */

import type { S3ErrorCode } from '../aws/s3-errors.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import type { Problem } from '../bytes/problem.ts';
import { growingBuffer } from '../http/body/memory.ts';
import { bodyTooLarge, type RequestFraming } from '../http/framing.ts';
import { headerValue, headerValues, type RequestHead } from '../http/message.ts';
import type { BegunRequest, BodySink, RequestHandler } from '../http/read-request.ts';
import { splitTarget } from '../http/target.ts';
import { AMZ_HEADERS } from '../sigv4/names.ts';
import { addressOf, isDirectoryBucket } from './addressing.ts';
import { type Answer, isRefusal, type Refusal, refuse, refuseHeader } from './answers/answer.ts';
import { allowedOrigin, preflightAnswer } from './answers/cross-origin.ts';
import type { Circumstances } from './asked.ts';
import { type Admission, type AuthenticationSettings, admit, checkBegunBody, checkBody } from './authenticate.ts';
import { refuseForeignPage } from './checks/strangers.ts';
import { refuseTarget, withOriginForm } from './checks/target.ts';
import type { Ground } from './examined.ts';
import { operate } from './operations/operate.ts';
import { bodyReader } from './received-body.ts';
import type { SandboxSettings, SeenRequest } from './settings.ts';
import { bodyLimit, createSpool, MEMORY_LIMIT, type Spool } from './storage/spool.ts';

/** The outcome of a request. `head` is `null` if the request cannot be read. */
export interface Outcome {
  readonly answered: Answer | Refusal;
  readonly head: RequestHead | null;
  /** Set if the operation was run, because the signature and everything else that is checked is right. */
  readonly passedChecks?: boolean;
  /** The request with its bytes, if exchanges are watched. */
  readonly seen?: SeenRequest;
}

/** A sink for the body of a request whose head has passed its checks. Its signature is right. */
export interface AdmittedSink extends BodySink<Outcome> {
  readonly isAdmitted: true;
}

export interface SandboxHandler extends RequestHandler<Outcome> {
  readonly begin: (request: BegunRequest) => BodySink<Outcome> | AdmittedSink | { readonly result: Outcome };
}

/**
 * The maximum number of bytes that are read from an unwanted body. Reading the body lets a client that sends the whole
 * body first still get the response.
 */
const UNWANTED_LIMIT = MEMORY_LIMIT;

export function requestHandler(settings: SandboxSettings): SandboxHandler {
  const { files = null } = settings;
  const limit = bodyLimit(files);
  const newSpool = () => createSpool(files);
  return {
    unreadable: (problem) => ({ answered: refuseUnreadable(problem), head: null }),
    begin(received) {
      const request = { ...received, head: withOriginForm(received.head) };
      const { head, framing } = request;
      // If a request comes from a foreign page, not even its body is read.
      const origin = allowedOrigin(head, settings.origins ?? []);
      const preflight = preflightAnswer(head, origin);
      if (preflight) return { result: { answered: preflight, head } };
      const foreign = origin === null ? refuseForeignPage(head, settings.hosts ?? []) : null;
      if (foreign) return { result: { answered: foreign, head } };
      const length = lengthToCheck(head, framing);
      if (length > limit) return { result: { answered: tooLarge(length, limit), head } };
      const refusal = refuseHost(head) ?? refuseTarget(head);
      if (refusal) return unwanted(request, refusal);
      const services = servicesOf(head, settings);
      const authentication = { ...settings, services, now: settings.clock() };
      const admission = admit({ head, body: null }, authentication);
      if (admission === 'needs-body') return wholeBodySink({ head, settings, authentication, newSpool });
      if (isRefusal(admission)) return unwanted(request, admission);
      const refused = refuseTransferCoding(head, framing);
      if (refused) return unwanted(request, refused);
      return payloadSink({ head, admission, settings, newSpool });
    },
  };
}

/**
 * Returns the services that the scope may name. Directory buckets have a separate service. At the root, the service
 * determines which kind of bucket is listed.
 */
function servicesOf(
  { headers, target }: RequestHead,
  { services = ['s3'], endpoints }: SandboxSettings,
): Ground['services'] {
  const host = headerValue(headers, 'host')?.octets ?? EMPTY;
  const { bucket } = addressOf(host, splitTarget(target).path.octets, { endpoints });
  if (isDirectoryBucket(bucket)) return [EXPRESS];
  return bucket === '' ? [...services, EXPRESS] : services;
}

/** Returns the length of the payload, if the head states that length. */
function lengthToCheck({ headers }: RequestHead, framing: RequestFraming): number {
  const decoded = headerValue(headers, AMZ_HEADERS.decodedContentLength)?.octets ?? '';
  if (/^\d{1,15}$/.test(decoded)) return Number(decoded);
  return framing.kind === 'length' ? framing.length : 0;
}

function tooLarge(proposed: number, limit: number): Refusal {
  return refuse('EntityTooLarge', { ProposedSize: String(proposed), MaxSizeAllowed: String(limit) });
}

/** Refuses a request that does not have exactly one Host header (RFC 9112, section 3.2). */
function refuseHost({ headers }: RequestHead): Refusal | null {
  if (headerValues(headers, 'host').length === 1) return null;
  return refuse('BadRequest', {}, 'The request does not have exactly one Host header.');
}

/**
 * Refuses a body whose length is not stated. S3 accepts a transfer coding only if the length of the payload is in
 * x-amz-decoded-content-length.
 */
function refuseTransferCoding({ headers }: RequestHead, framing: RequestFraming): Refusal | null {
  const isStated = headerValue(headers, AMZ_HEADERS.decodedContentLength) !== undefined;
  return framing.kind === 'length' || isStated ? null : refuseHeader('Transfer-Encoding');
}

/** The S3 codes for requests that cannot be read, keyed by the code of the problem. */
const UNREADABLE: Readonly<Record<string, S3ErrorCode>> = {
  'transfer-encoding': 'NotImplemented',
  'body-too-large': 'EntityTooLarge',
  'no-space': 'SlowDown',
};

function refuseUnreadable({ code, says }: Problem): Refusal {
  return refuse(UNREADABLE[code] ?? 'BadRequest', {}, says);
}

/**
 * Refuses a request whose body is not wanted. If the client is already sending a body of moderate length, the response
 * follows the body, because some clients do not read a response before they have sent everything.
 */
function unwanted({ head, framing, waits }: BegunRequest, answered: Refusal): BodySink<Outcome> | { result: Outcome } {
  const result = { answered, head };
  if (waits || (framing.kind === 'length' && framing.length > UNWANTED_LIMIT)) return { result };
  let length = 0;
  return {
    add(piece) {
      length += piece.length;
      return length > UNWANTED_LIMIT ? result : null;
    },
    end: () => result,
    drop: () => undefined,
  };
}

/** The service of directory buckets. */
const EXPRESS = 's3express';

interface Admitted {
  readonly head: RequestHead;
  readonly admission: Admission;
  readonly settings: SandboxSettings;
  /** Begins new content. */
  readonly newSpool: () => Spool;
}

/** Takes the body of a request whose head has passed its checks. */
function payloadSink({ head, admission, settings, newSpool }: Admitted): AdmittedSink {
  const spool = newSpool();
  const reader = bodyReader(admission.examined);
  const refused = (answered: Refusal): Outcome => {
    spool.drop();
    return { answered, head };
  };
  return {
    isAdmitted: true,
    add(piece) {
      for (const part of reader.take(piece)) {
        const failed = spool.add(part);
        if (failed) return refused(refuseUnreadable(failed));
      }
      const begun = reader.begun();
      const broken = begun && checkBegunBody(admission, begun);
      return broken && refused(broken);
    },
    end() {
      const checked = checkBody(admission, reader.end());
      if (isRefusal(checked)) return refused(checked);
      const content = spool.finish();
      const now = settings.clock();
      const { region, endpoints = [], rules } = settings;
      const { claim } = admission.examined;
      const circumstances: Circumstances = {
        region,
        endpoints,
        now,
        newSpool,
        isExpress: claim.scope.service.octets === EXPRESS,
        plusInPath: rules?.plusInPath,
        ownBucket: settings.ownBuckets && (settings.ownBuckets.get(claim.accessKeyId.octets) ?? EMPTY),
      };
      const authentic = { ...checked, content, md5: spool.md5 };
      const answered = operate(head, authentic, settings.store, circumstances);
      if (!settings.store.owns(content)) content.remove();
      return { answered, head, passedChecks: true };
    },
    drop: () => spool.drop(),
  };
}

interface Unadmitted {
  readonly head: RequestHead;
  readonly settings: SandboxSettings;
  readonly authentication: AuthenticationSettings;
  readonly newSpool: () => Spool;
}

/**
 * Takes the body of a request that can be checked only together with its body, such as a form. The body must fit in
 * memory.
 */
function wholeBodySink({ head, settings, authentication, newSpool }: Unadmitted): BodySink<Outcome> {
  const buffer = growingBuffer(MEMORY_LIMIT);
  return {
    add(piece) {
      if (buffer.length() + piece.length > MEMORY_LIMIT)
        return { answered: refuseUnreadable(bodyTooLarge('goes on', MEMORY_LIMIT)), head };
      buffer.add(piece);
      return null;
    },
    end() {
      const body = buffer.octets();
      const admission = admit({ head, body }, authentication);
      if (admission === 'needs-body') return { answered: refuse('IncompleteBody'), head };
      if (isRefusal(admission)) return { answered: admission, head };
      const sink = payloadSink({ head, admission, settings, newSpool });
      const early = sink.add(arrayOf(admission.examined.form?.file.body ?? body));
      return early ?? sink.end();
    },
    drop: () => undefined,
  };
}

const arrayOf = (octets: Octets): Uint8Array => Buffer.from(octets, 'latin1');
