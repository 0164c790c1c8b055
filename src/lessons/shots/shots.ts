/** Shots: requests of a lesson as they arrive at the sandbox, with what is wrong with them, and what comes of it. */
import { S3_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { arrayFromOctets, type Octets, octetsFromArray } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { breakRequest, type RightRequest } from '../../diagnosis/break-request.ts';
import { CAUSES } from '../../diagnosis/causes/table.ts';
import type { Draft } from '../../diagnosis/draft/draft.ts';
import { replay } from '../../diagnosis/draft/steps.ts';
import type { Mutation } from '../../diagnosis/mutation.ts';
import { type RequestHead, writeRequestHead } from '../../http/message.ts';
import { NAIVE_CHECKS } from '../../sandbox/authenticate.ts';
import { createSandbox, type Sandbox, type SandboxSettings } from '../../sandbox/sandbox.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import type { Shot } from '../format-parts.ts';
import type { PreparedRequest, ShotMessage, ShotOutcome, SignedRequests } from '../prepared.ts';
import { COURSE_REGION, courseStore } from './example-store.ts';
import { outcomeOf } from './outcome.ts';
import { changedOnTheWay } from './wire-changes.ts';

/** The request of this name, the first one where no name is given. */
export function requestNamed({ prepared }: SignedRequests, name: string | undefined): PreparedRequest | Problem {
  const found = name === undefined ? prepared[0] : prepared.find((request) => request.name === name);
  return found ?? problem('request', `The lesson has no request ${name}.`, 'Name one that it has.');
}

/** A problem where the mistake is none that is known, or there is nothing to change. */
export function makeShot(lesson: SignedRequests, shot: Shot): ShotMessage | Problem {
  const request = requestNamed(lesson, shot.request);
  if (isProblem(request)) return request;
  const made = shot.mistake === undefined ? unbroken(request) : broken(request, shot.mistake);
  if (isProblem(made)) return made;
  const head = writeRequestHead(made.head).octets;
  const coding = request.asked.payload === 'streaming' ? 'aws-chunked' : 'none';
  const arrived = changedOnTheWay({ head, body: request.body, coding }, shot.changes);
  if (isProblem(arrived)) return arrived;
  return {
    method: arrived.head.slice(0, arrived.head.indexOf(' ')),
    message: `${arrived.head}${arrived.body}` as Octets,
    signed: made.signed && signedBy(made.signed),
  };
}

interface Made {
  readonly head: RequestHead;
  readonly signed: Draft | null;
}

const unbroken = ({ head, right }: PreparedRequest): Made => ({ head, signed: right?.draft ?? null });

function signedBy(draft: Draft): ShotMessage['signed'] {
  const { canonicalRequest, stringToSign, signature } = replay(draft);
  return { canonicalRequest, stringToSign, signature: signature() ?? ('' as Octets) };
}

/** The first way in which the mistake changes anything. */
function broken({ name, right }: PreparedRequest, mistake: string): Made | Problem {
  const mutation = mistakeNamed(mistake);
  if (isProblem(mutation)) return mutation;
  if (!right) return problem('mistake', `The request ${name} is not signed.`, 'Take one that is.');
  const changed = breakRequest(right, mutation).find((way) => arrivesChanged(right, way.arrived));
  if (changed) return { head: changed.arrived, signed: changed.signed };
  const fix = 'Take a request that has something for it to change, or another mistake.';
  return problem('mistake', `The mistake ${mistake} changes nothing of the request ${name}.`, fix);
}

const arrivesChanged = ({ head }: RightRequest, arrived: RequestHead): boolean =>
  writeRequestHead(arrived).octets !== writeRequestHead(head).octets;

function mistakeNamed(mistake: string): Mutation | Problem {
  const [id, variant] = mistake.split('/');
  const cause = CAUSES.find((candidate) => candidate.id === id);
  const known = (cause?.mutations ?? []).map((mutation) => mutation.variant);
  const found = cause?.mutations.find((mutation) => mutation.variant === variant);
  if (found) return found;
  const fix = cause ? `Its variants are ${known.join(', ') || 'none'}.` : 'The causes are in src/diagnosis/causes.';
  return problem('mistake', `There is no mistake ${mistake}.`, fix);
}

/** A sandbox for this shot alone: a store that is as new, a clock that is as far from the request as the shot says. */
export function serverFor(lesson: SignedRequests, shot: Shot): SandboxSettings {
  const request = requestNamed(lesson, shot.request);
  return serverAt(isProblem(request) ? lesson.prepared[0] : request, shot);
}

/** The sandbox for a request: its clock stands at the time of signing, or as many seconds behind it. */
export function serverAt(
  { asked }: Pick<PreparedRequest, 'asked'>,
  { after = 0, naive }: Partial<Pick<Shot, 'after' | 'naive'>> = {},
): SandboxSettings {
  return {
    ...courseServer(new Date((readTimestamp(asked.time) ?? 0) + after * 1000), asked.sessionToken ?? null),
    naive: NAIVE_CHECKS.find(({ id }) => id === naive)?.id ?? null,
  };
}

/** The sandbox of the course: AWS's example key, the region of its example, and a clock that stands still. */
export function courseServer(now: Date, sessionToken: string | null): SandboxSettings {
  const { accessKeyId, secretAccessKey } = S3_EXAMPLE_KEY;
  return {
    region: COURSE_REGION,
    keys: new Map([[accessKeyId, { secretAccessKey, sessionToken }]]),
    store: courseStore(),
    clock: () => now,
  };
}

const OUTCOMES = new WeakMap<SignedRequests, Map<Shot, ShotOutcome | Problem>>();

/** What comes of a shot, without a socket. Computed once for each lesson that is prepared. */
export function shoot(lesson: SignedRequests, shot: Shot): ShotOutcome | Problem {
  const known = OUTCOMES.get(lesson) ?? new Map<Shot, ShotOutcome | Problem>();
  OUTCOMES.set(lesson, known);
  const outcome = known.get(shot) ?? shotAt(lesson, shot);
  known.set(shot, outcome);
  return outcome;
}

function shotAt(lesson: SignedRequests, shot: Shot): ShotOutcome | Problem {
  const made = makeShot(lesson, shot);
  if (isProblem(made)) return made;
  const sandbox = createSandbox(serverFor(lesson, shot));
  const send = () => answerTo(sandbox, made.message);
  const answer = lastAnswer(shot, send, send);
  return isProblem(answer) ? answer : outcomeOf(answer, made.method);
}

/** As often as the shot says it is sent, each time `behind` the answer before; the last answer counts. */
export function lastAnswer<Answer>(
  { times }: Pick<Shot, 'times'>,
  send: () => Answer,
  behind: (before: Answer) => Answer,
): Answer {
  let answer = send();
  for (let sent = 1; sent < times; sent++) answer = behind(answer);
  return answer;
}

/** The bytes of the answer to a whole request; a problem where the server waits for more of it. */
export function answerTo(sandbox: Sandbox, message: Octets): Octets | Problem {
  const reply = sandbox.converse()(arrayFromOctets(message));
  if (reply?.isLast) return octetsFromArray(reply.bytes);
  const says = 'The sandbox waits for more: the request is shorter than it says, or its head does not end.';
  return problem(
    'unanswered',
    says,
    'Let Content-Length say how many bytes follow, and end the head with an empty line.',
  );
}

/** Whether a shot has this outcome, as a learner names it: a status, or the code of a refusal. */
export const isOutcome = ({ status, code }: ShotOutcome, named: string): boolean =>
  String(status) === named || code === named;
