/** Examines a request in the same way as `sigv4 verify`, with the keys, the Region, and the clock of the sandbox. */

import { type Bytes, plain } from '../bytes/bytes.ts';
import { asText, EMPTY, type Octets, octetsFromText } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { isBrowserForm } from '../http/forms/read-multipart.ts';
import { headerValue } from '../http/message.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { authorizationOf } from '../sigv4/claims/read-claim.ts';
import { AMZ_HEADERS } from '../sigv4/names.ts';
import type { Rules } from '../sigv4/rules.ts';
import { remembered } from '../trace/remembered.ts';
import { unrecorded } from '../trace/trace.ts';
import { type Examination, examine, type ReadRequest, readSigned, type SentRequest } from '../verification/examine.ts';
import { keptKeysFrom } from '../verification/keys.ts';
import { isRefusal, type Refusal } from './answers/answer.ts';
import type { BrowserForm } from './asked.ts';
import { browserForm } from './browser-form.ts';

/** A key that the sandbox knows. */
export interface SandboxKey {
  readonly secretAccessKey: string;
  /** The session token of temporary credentials; `null` for a long-term key. */
  readonly sessionToken: string | null;
}

/** The keys by access key ID. */
export type SandboxKeys = ReadonlyMap<string, SandboxKey>;

/** The settings on which checks depend. */
export interface Ground {
  readonly region: string;
  /** The services that the credential scope may name. A refusal mentions only the first one. */
  readonly services: readonly [string, ...string[]];
  /** The keys, by access key ID. */
  readonly keys: SandboxKeys;
  readonly now: Date;
  readonly hosts: readonly string[];
  /** Names under which buckets are also served, as `BUCKET.NAME`. */
  readonly endpoints: readonly string[];
  readonly rules: Partial<Rules>;
}

/** The information that checks need in addition to the examination. */
interface Circumstances {
  readonly ground: Ground;
  readonly form: BrowserForm | null;
}

/**
 * A received request. If the request's claim can be read, `examined` is the result of the examination. If not,
 * `examined` is the problem for which S3 refuses the request.
 */
export interface Received extends Omit<ReadRequest, 'claim' | 'form'>, Circumstances {
  readonly examined: Examined | Problem;
}

export interface Examined extends Omit<Examination, 'form'>, Circumstances {
  /** The key that the claim names; `null` if the sandbox does not know the key. */
  readonly key: SandboxKey | null;
}

/**
 * Reads a request. Refuses the request if its form cannot be read. The body may be missing if the claim does not depend
 * on it. Origins of bytes are not recorded, because the request is never shown.
 */
export function receive(request: SentRequest, ground: Ground): Received | Refusal {
  const { services, rules } = ground;
  const read = readSigned(request, { service: services[0], rules });
  const form = read.form && browserForm(read.form);
  if (form && isRefusal(form)) return form;
  const claim = withoutFault(read.claim);
  if (isProblem(claim)) return { ...read, ground, form, examined: claim };
  const examination = examine(read, withSortedHeaders(claim), keySourceOf(ground.keys), unrecorded);
  const key = keyNamed(ground.keys, claim.accessKeyId.octets);
  return { ...read, ground, form, examined: { ...examination, ground, form, key } };
}

const keyNamed = (keys: SandboxKeys, accessKeyId: Octets) => keys.get(asText(accessKeyId)) ?? null;

/**
 * The derived keys for each set of keys. A derived key is the same for all requests on the same day, in the same
 * Region, and to the same service.
 */
const keySourceOf = remembered((keys: SandboxKeys) =>
  keptKeysFrom((accessKeyId) => {
    const key = keyNamed(keys, accessKeyId);
    return key && plain(octetsFromText(key.secretAccessKey));
  }),
);

/**
 * Returns whether the claim depends on the body, so that nothing can be checked before the body is complete. This is
 * the case for a form, whose body contains the claim, and for a request in which no header states the hash of the body.
 */
export function needsBody({ examined, sent, rules }: Received, naive: string | null): boolean {
  const { head } = sent;
  if (isProblem(examined)) {
    return examined.code === 'unsigned' && authorizationOf(head) === undefined && isBrowserForm(head);
  }
  const isStated = headerValue(head.headers, AMZ_HEADERS.contentSha256) !== undefined;
  const isRefused = rules.contentSha256Header !== 'not-added' && naive !== 'payload-header';
  return examined.claim.scheme === 'header' && !isStated && !isRefused;
}

/**
 * Sorts the names of the signed headers, like S3 before it computes the signature. The signature of a client that signs
 * the names in a different order therefore does not match, and the response shows the expected canonical request to the
 * client.
 */
function withSortedHeaders(claim: Claim): Claim {
  if (claim.signed.kind !== 'request') return claim;
  const { signedHeaderNames } = claim.signed;
  if (isSorted(signedHeaderNames)) return claim;
  const sorted = [...signedHeaderNames].sort((left, right) => (left.octets < right.octets ? -1 : 1));
  return { ...claim, signed: { ...claim.signed, signedHeaderNames: sorted } };
}

function isSorted(names: readonly Bytes[]): boolean {
  return names.every(({ octets }, index) => index === 0 || octets >= (names[index - 1]?.octets ?? EMPTY));
}

/** Replaces an ambiguous claim with its fault, because S3 refuses such a claim. */
function withoutFault(claim: Claim | Problem): Claim | Problem {
  return isProblem(claim) ? claim : (claim.fault ?? claim);
}
