/**
 * Asks for a request that reaches something with a signature that was captured. The learner has no key, so only what the
 * signature does not cover can be changed. What the sandbox sends back or has stored afterward decides.
 */
import * as v from 'valibot';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { trimmed } from '../../bytes/white-space.ts';
import { MESSAGE } from '../../evidence/answers/document.ts';
import { createSandbox } from '../../sandbox/sandbox.ts';
import { octetsOf } from '../../sandbox/storage/content.ts';
import type { Store } from '../../sandbox/storage/objects.ts';
import { id, text, wholeNumber } from '../format-parts.ts';
import { incomplete, type Judgment, right, wrong } from '../judging/judge-lines.ts';
import type { ShotOutcome, SignedRequests } from '../prepared.ts';
import { answerTo, COURSE_BUCKET, messageOf, outcomeOf, outcomeText, requestNamed, serverAt } from '../shots/shots.ts';
import { aside, BLANK, type Kind } from './kind.ts';
import { pastedRequest, solutionText } from './reading.ts';

const schema = v.strictObject({
  kind: v.literal('attack'),
  /** The request whose signature is to be used. */
  captured: id,
  goal: v.union([
    /** An object that there must be afterward, and what it must have. */
    v.strictObject({ key: text, body: v.exactOptional(v.string()), contentType: v.exactOptional(text) }),
    /** The number of bytes that the body of the response must exceed. */
    v.strictObject({ moreThan: wholeNumber }),
  ]),
});

type Attacking = v.InferOutput<typeof schema>;

interface Attacked {
  readonly kind: 'attack';
  readonly request: Octets;
}

const attacked = (request: Octets): Attacked => ({ kind: 'attack', request });

export const attack = {
  schema,
  answeredBy: 'program',
  parts: () => ({}),

  start: () => null,
  read: (_answer, octets) => ({ do: 'hand-in', given: attacked(octets) }),
  judge: (lesson, answer, { request }) => judgeAttack(lesson, answer, request),
  solve: (lesson, _answer, solution) => {
    const request = solutionText(lesson, solution);
    return isProblem(request) ? request : attacked(octetsFromText(request));
  },

  paper: () => Array.from({ length: REQUEST_LINES }, () => [aside(BLANK)]),
  shown: (_asked, { request }) => ({ kind: 'message', octets: request }),
  how: ({ lesson }) => `y copies it. Paste the whole changed request, or pipe it to sigv4 learn answer ${lesson.name}`,

  enter: { word: 'submit', press: ({ given, judgment }) => (given && !judgment ? { do: 'hand-in', given } : null) },
  keys: {},
  begunWith: (lesson, { captured }) => {
    const request = requestNamed(lesson, captured);
    return isProblem(request) ? null : messageOf(request);
  },
  pasted: (pasted) => attacked(pastedRequest(pasted)),
} satisfies Kind<Attacking, Attacked>;

/** The rows on paper for what is changed. */
const REQUEST_LINES = 7;

/** Sends the request to a sandbox that is as it was when the other request was captured, and judges what it has then. */
function judgeAttack(lesson: SignedRequests, { captured: name, goal }: Attacking, request: Octets): Judgment {
  if (trimmed(request) === '') return incomplete('There is no request yet.');
  const captured = requestNamed(lesson, name);
  if (isProblem(captured)) return wrong(captured.says, captured.fix);
  const [signature] = signaturesIn(messageOf(captured));
  const given = signaturesIn(request);
  if (given.length === 0 || given.some((one) => one !== signature)) return wrong(NOT_CAPTURED);
  const settings = serverAt(captured);
  const answer = answerTo(createSandbox(settings), request);
  if (isProblem(answer)) return wrong(answer.says, answer.fix);
  const outcome = outcomeOf(answer);
  if (outcome.code !== null || outcome.status >= ERROR)
    return wrong(`S3 returns ${outcomeText(outcome)}: ${outcome.fields.get(MESSAGE) ?? ''}`);
  return isReached(goal, outcome, settings.store)
    ? right(`S3 returns ${outcome.status}. The puzzle is solved.`)
    : wrong(`S3 returns ${outcome.status}, but the puzzle is not solved.`);
}

const NOT_CAPTURED = 'Use the signature that was captured, and no other one. You have no key.';
const ERROR = 300;

/** Matches signatures where a server reads them: in the Authorization header, in the query, and in a form. */
const SIGNATURES = /(?:\bSignature=|x-amz-signature"\r\n\r\n)([0-9a-f]{64})/gi;

const signaturesIn = (message: Octets): readonly string[] =>
  [...message.matchAll(SIGNATURES)].map(([, signature = '']) => signature);

function isReached(goal: Attacking['goal'], { body }: ShotOutcome, { buckets }: Store): boolean {
  if ('moreThan' in goal) return body.length > goal.moreThan;
  const object = buckets.get(COURSE_BUCKET)?.objects.get(octetsFromText(goal.key));
  if (!object) return false;
  const hasBody = goal.body === undefined || octetsOf(object.body) === octetsFromText(goal.body);
  return hasBody && (goal.contentType === undefined || object.contentType === goal.contentType);
}
