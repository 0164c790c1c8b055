/**
 * Describes a request that was not examined: because it cannot be read, or because this program failed. Only what needs no
 * examination is shown, so that one such request never ends a server.
 */
import { asText, EMPTY, type Octets } from '../../../bytes/octets.ts';
import { type Problem, problem } from '../../../bytes/problem.ts';
import type { CapturedExchange, UnreadBytes, UnreadFate } from '../../../http/relay/captured.ts';
import { printable, visible } from '../../../views/characters/visible.ts';
import type {
  CauseKnowledge,
  TrafficCause,
  TrafficCauses,
  TrafficEntry,
} from '../../../views/traffic/traffic-entry.ts';
import type { ExamineSettings } from '../captured-request.ts';
import { fixText } from './cause-lines.ts';
import { requestWords } from './exchange-lines.ts';
import { maskedProblem, requestMask } from './exchange-mask.ts';

/** What is known of a request without examining it. */
export interface AnsweredRequest {
  readonly method: Octets;
  readonly target: Octets;
  /** The status of the response; `null` if there is none. */
  readonly status: number | null;
}

/** What the log writes about a request. */
export interface LoggedRequest extends TrafficCauses {
  /** The method and the path, with invisible bytes escaped. */
  readonly name: string;
  /** What a search for the cause needs; `null` if there is no cause to search for. */
  readonly searched: { readonly exchange: CapturedExchange; readonly settings: ExamineSettings } | null;
  /** Writes the line for people. `number` is the number of the request in this log, starting at 1. */
  readonly line: (number: number, known: CauseKnowledge) => string;
  /** The members of the record for programs that do not depend on the cause. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Returns the other members of the record, besides those that are about the cause. */
  readonly membersOf: (known: TrafficCauses) => Readonly<Record<string, unknown>>;
}

export const answeredRequest = ({ request, response }: CapturedExchange): AnsweredRequest => ({
  method: request.head.method.octets,
  target: request.head.target.octets,
  status: response?.head.status ?? null,
});

/**
 * Returns the problem for an exception. `what` is a sentence without its end, which says what is not done. The message of
 * the exception is not shown, because it may quote what must stay secret.
 */
export function programFailed(what: string, error: unknown): Problem {
  const kind = error instanceof Error ? error.name : 'an unknown error';
  const says = `${what}, because this program failed (${kind}).`;
  return problem('not-examined', says, 'Nothing else is affected. Report the failure, and how to see it again.');
}

export const examinationFailed = (error: unknown): Problem => programFailed('The request could not be examined', error);

export interface UnexaminedRequest extends AnsweredRequest {
  /** The words in place of the status, if there is none. */
  readonly outcome: string;
  readonly cause: TrafficCause;
}

/** Describes a request at which this program failed. */
export const failedRequest = (request: AnsweredRequest, error: unknown): UnexaminedRequest => ({
  ...request,
  outcome: 'no response',
  cause: failureCause(error),
});

/** Returns the cause that a row shows for an exception. */
export function failureCause(error: unknown): TrafficCause {
  const { code, says, fix } = examinationFailed(error);
  return { id: code, stage: 'program', certainty: 'proved', says, fix };
}

/** Describes bytes that cannot be read. They are named by their first line if it looks like that of a request. */
export function unreadRequest({ octets, fate, problem }: UnreadBytes): UnexaminedRequest {
  const [, method = EMPTY, target = EMPTY] = REQUEST_LINE.exec(octets) ?? [];
  const { code, says, fix } = maskedProblem(problem, requestMask(octets));
  return {
    method: method as Octets,
    target: target as Octets,
    status: null,
    outcome: 'cannot be read',
    cause: {
      id: code,
      stage: 'transport',
      certainty: 'proved',
      says: `This cannot be read. ${says} ${fateWords(fate)}`,
      fix,
    },
  };
}

function fateWords(fate: UnreadFate): string {
  switch (fate.kind) {
    case 'forwarded':
      return `The capture forwards it to ${fate.server} unread, and everything that follows on the connection.`;
    case 'refused':
      return 'The capture refused it, forwarded nothing of it, and closed the connection.';
    case 'closed':
      return 'The capture closed the connection.';
  }
}

/** Matches the method and the target at the beginning of a request (RFC 9112, section 3). */
const REQUEST_LINE = /^[\r\n]*([!#$%&'*+.^_`|~\dA-Za-z-]+) ([^ \r\n]+)/;

/** Describes the row of a request that was not examined. */
export function loggedUnexamined(request: UnexaminedRequest): LoggedRequest {
  const { method, status, outcome, cause } = request;
  const target = maskedTarget(request);
  const name = requestWords(method, target);
  const why = `  Cause (${cause.stage}): ${printable(cause.says)}\n`;
  return {
    cause,
    suspect: null,
    name,
    searched: null,
    line: () => `${name} → ${status ?? outcome}\n${why}${fixText({ cause, suspect: null })}`,
    members: { method, target: asText(target), verdict: 'unknown', status, accessKeyId: null },
    membersOf: () => ({ stage: cause.stage }),
  };
}

/** Describes the same row for the list of requests, and what is printed of it. */
export function unexaminedRow(
  request: UnexaminedRequest,
  facts: Pick<TrafficEntry, 'number' | 'at' | 'bytes' | 'milliseconds'>,
): { readonly entry: TrafficEntry; readonly text: string } {
  const known = { cause: request.cause, suspect: null, search: 'none', alike: null } as const;
  const entry: TrafficEntry = {
    ...facts,
    ...known,
    form: '',
    verdict: 'unknown',
    otherScheme: null,
    outcome: 'failed',
    difference: null,
    method: visible(request.method),
    target: visible(maskedTarget(request)),
    status: request.status,
    keyId: '',
    client: '',
    host: null,
    error: null,
    changes: [],
  };
  return { entry, text: loggedUnexamined(request).line(facts.number, known) };
}

/** Masks the target. Returns nothing of it if that is what fails. */
function maskedTarget({ target }: AnsweredRequest): Octets {
  try {
    return requestMask(target)(target);
  } catch {
    return EMPTY;
  }
}
