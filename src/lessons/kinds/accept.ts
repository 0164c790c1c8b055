/** Asks the learner for a whole HTTP request that the server accepts. */
import * as v from 'valibot';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { text, wholeNumber } from '../format-parts.ts';
import { judgeRequest } from '../judging/judge-request.ts';
import { aside, BLANK, type Kind, type Piece, words } from './kind.ts';
import { pastedRequest, solutionText } from './reading.ts';

const schema = v.strictObject({
  kind: v.literal('accept'),
  status: v.optional(wholeNumber, 200),
  /** The method and the path, such as `PUT /notes/a%20b.txt`. */
  asks: text,
  /** Headers that the request must contain, such as `x-amz-meta-author: me`. These headers do not have to be signed. */
  headers: v.optional(v.array(text), []),
  /** The body that must be in the bucket afterwards. */
  body: v.optional(v.string(), ''),
});

type Accepting = v.InferOutput<typeof schema>;

interface Accepted {
  readonly kind: 'accept';
  readonly request: Octets;
}

const accepted = (request: Octets): Accepted => ({ kind: 'accept', request });
/** The rows on paper for the first line of a request, the headers that sign it, and its body. */
const REQUEST_LINES = 7;

const used = (text: string): Piece => ({ text, meaning: 'given', bytes: 'all' });

export const accept = {
  schema,
  answeredBy: 'program',
  parts: () => ({}),

  start: () => null,
  read: (_answer, octets) => ({ do: 'hand-in', given: accepted(octets) }),
  judge: (lesson, answer, { request }) => judgeRequest(lesson, answer, request),
  solve: (lesson, _answer, solution) => {
    const request = solutionText(lesson, solution);
    return isProblem(request) ? request : accepted(octetsFromText(request));
  },

  paper: (_lesson, { asks, status, headers, body }) => [
    [words(`${asks}, answered with ${status}`)],
    ...headers.map((header) => [used(header)]),
    ...(body === '' ? [] : [[aside('its body: '), used(body)]]),
    ...Array.from({ length: headers.length + REQUEST_LINES }, () => [aside(BLANK)]),
  ],
  shown: (_asked, { request }) => ({ kind: 'message', octets: request }),
  how: ({ lesson }) => `Paste the whole request, or pipe it to sigv4 learn answer ${lesson.name}`,

  enter: { word: 'submit', press: ({ given, judgment }) => (given && !judgment ? { do: 'hand-in', given } : null) },
  keys: {},
  pasted: (pasted) => accepted(pastedRequest(pasted)),
} satisfies Kind<Accepting, Accepted>;
