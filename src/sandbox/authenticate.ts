/** Authenticates a request. The checks, their order, and the responses are the same as in S3. */
import { isProblem } from '../bytes/problem.ts';
import type { Rules } from '../sigv4/rules.ts';
import type { SentRequest } from '../verification/examine.ts';
import { isRefusal, type Refusal, refuse } from './answers/answer.ts';
import type { Authentic } from './asked.ts';
import { refuseClaim } from './checks/malformed-claim.ts';
import { BEGUN_BODY_CHECKS, BODY_CHECKS, type CheckId, HEAD_CHECKS } from './checks/table.ts';
import { type Examined, type Ground, needsBody, receive } from './examined.ts';
import type { BegunBody, ReceivedBody } from './received-body.ts';

export interface AuthenticationSettings extends Omit<Ground, 'services' | 'hosts' | 'endpoints' | 'rules'> {
  /** The services that the credential scope may name; the default is `s3`. */
  readonly services?: Ground['services'];
  /** Host names to serve in addition to the names of this machine and of S3, in lowercase and without a port. */
  readonly hosts?: readonly string[];
  /** Names under which buckets are also served, as `BUCKET.NAME`, in lowercase. */
  readonly endpoints?: readonly string[];
  /** Changes to the rules of the service. */
  readonly rules?: Partial<Rules>;
  /** The check to skip, if any. Skipping a check shows its purpose. */
  readonly naive?: CheckId | null;
}

/** A request whose head has passed its checks, but whose body must still be read and checked. */
export interface Admission {
  readonly examined: Examined;
  readonly naive: CheckId | null;
}

/**
 * Checks the head of a request. Returns `needs-body` if the checks require the body, which the caller then passes in a
 * second call.
 */
export function admit(request: SentRequest, settings: AuthenticationSettings): Refusal | Admission | 'needs-body' {
  const { region, services = ['s3'], keys, now, hosts = [], endpoints = [], rules = {}, naive = null } = settings;
  const received = receive(request, { region, services, keys, now, hosts, endpoints, rules });
  if (isRefusal(received)) return received;
  if (request.body === null && needsBody(received, naive)) return 'needs-body';
  for (const { id, run } of HEAD_CHECKS) {
    const refusal = id === naive ? null : run(received);
    if (refusal) return { ...refusal, check: id };
  }
  const { examined } = received;
  return isProblem(examined) ? refuseClaim(examined, received) : { examined, naive };
}

/** Checks a body of which more may follow. Returns a refusal if nothing that follows can make the body right, and `null` otherwise. */
export function checkBegunBody({ examined, naive }: Admission, body: BegunBody): Refusal | null {
  for (const { id, run } of BEGUN_BODY_CHECKS) {
    const refusal = id === naive ? null : run(examined, body);
    if (refusal) return { ...refusal, check: id };
  }
  return null;
}

/** Checks the body of an admitted request. Returns the facts about the body, or the refusal that S3 would send. */
export function checkBody({ examined, naive }: Admission, body: ReceivedBody): Refusal | Authentic {
  for (const { id, run } of BODY_CHECKS) {
    const refusal = id === naive ? null : run(examined, body);
    if (refusal) return { ...refusal, check: id };
  }
  if (body.chunked && isProblem(body.chunked)) return refuse('IncompleteBody', {}, body.chunked.says);
  const checksums = body.sent.map(({ name, base64 }) => ({ name, base64 }));
  return { checksums, hoisted: examined.hoisted(), form: examined.form };
}
