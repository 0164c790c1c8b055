/**
 * Asks for text to append to a captured link, so that its server returns another file. The learner has no secret: the MAC is
 * continued from the one in the link, for each length that the secret may have, and what the server returns decides.
 */
import * as v from 'valibot';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { id, text } from '../format-parts.ts';
import { incomplete, type Judgment, right, wrong } from '../judging/judge-lines.ts';
import type { ShotOutcome, SignedRequests } from '../prepared.ts';
import { extendLink, isLinkForm, linkServer } from '../shots/links.ts';
import { answerTo, messageOf, outcomeOf, outcomeText, requestNamed } from '../shots/shots.ts';
import { blankLines, type Kind } from './kind.ts';
import { answerText, notSolution } from './reading.ts';

const schema = v.strictObject({
  kind: v.literal('extend'),
  /** The captured link, which its server signed with a hash. */
  link: id,
  /** The same link, signed with an HMAC. */
  refused: id,
  /** What the file has in it that the server has to return. */
  reaches: text,
});

type Extending = v.InferOutput<typeof schema>;

interface Extended {
  readonly kind: 'extend';
  readonly append: string;
}

const extended = (append: string): Extended => ({ kind: 'extend', append });

export const extend = {
  schema,
  answeredBy: 'program',
  parts: () => ({}),

  start: () => null,
  read: (_answer, octets) => {
    const given = answerText(octets);
    return isProblem(given) ? given : { do: 'hand-in', given: extended(given.replace(/\r?\n$/, '')) };
  },
  judge: (lesson, answer, { append }) => judgeExtension(lesson, answer, append),
  solve: (_lesson, _answer, solution) =>
    typeof solution === 'string' ? extended(solution) : notSolution('Give a text.'),

  paper: () => blankLines(1),
  shown: ({ lesson, answer: { link } }, { append }) => {
    const found = append === '' ? null : firstAccepted(lesson, link, append);
    return found && { kind: 'message', octets: found.message };
  },

  enter: { word: 'type' },
  keys: { again: () => extended('') },
  field: {
    enter: 'send',
    paste: 'one-line',
    prompt: () => 'append ',
    text: (given) => given?.append ?? '',
    typed: (_given, append) => extended(append),
    ended: (_asked, [line = '']) => (line === '' ? null : { do: 'hand-in', given: extended(line) }),
  },
} satisfies Kind<Extending, Extended>;

/** The lengths of a secret, in bytes, that are tried. */
const LONGEST_SECRET = 64;

interface Sent {
  readonly message: Octets;
  readonly outcome: ShotOutcome;
  readonly secretLength: number;
}

/** Sends the extended link for each length of the secret until its server accepts one. Returns `null` if it accepts none. */
function firstAccepted(lesson: SignedRequests, name: string, append: string): Sent | null {
  const request = requestNamed(lesson, name);
  if (isProblem(request) || !isLinkForm(request.asked.form)) return null;
  const server = linkServer(request.asked.form);
  for (let secretLength = 1; secretLength <= LONGEST_SECRET; secretLength++) {
    const message = extendLink(messageOf(request), { append, secretLength });
    const answer = isProblem(message) ? message : answerTo(server, message);
    if (isProblem(message) || isProblem(answer)) return null;
    const outcome = outcomeOf(answer);
    if (outcome.code !== 'WrongMac') return { message, outcome, secretLength };
  }
  return null;
}

function judgeExtension(lesson: SignedRequests, { link, refused, reaches }: Extending, append: string): Judgment {
  if (append === '') return incomplete('Nothing is appended yet.');
  const accepted = firstAccepted(lesson, link, append);
  if (!accepted) return wrong('The server that hashes accepts none of the links.');
  const { outcome, secretLength } = accepted;
  const found = `With a secret of ${secretLength} bytes, the server that hashes accepts the MAC`;
  if (!outcome.body.includes(reaches))
    return wrong(`${found}, and returns ${outcomeText(outcome)}, but not the other file.`);
  const hmac = firstAccepted(lesson, refused, append);
  return right(
    `${found}, and returns the other file.`,
    hmac
      ? `The server with HMAC returns ${outcomeText(hmac.outcome)}.`
      : `The server with HMAC refuses it for each length from 1 to ${LONGEST_SECRET}.`,
  );
}
