/**
 * Right requests, of which a person has only a part: nothing is ever proved, and nothing explains what is not there. What
 * was left out is drawn at random: the request, its method and headers, its body, each part of the log, the answer.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DENIED,
  diagnosed,
  LOG_PARTS,
  logOf,
  type MadeTexts,
  mismatch,
  sureOf,
} from '../support/evidence/pasted-failure.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';
import { randomRequest } from '../support/sigv4/random-requests.ts';

/** The same ones each time: a claim that is false only sometimes would not be found. */
const SEED = 20150830;
const SECRET = 'MadeUp1ForThisTest2Only3AndSoItIsNobodys';
const OTHER_SECRET = 'made/up+AndOfNobody0000000000000000000000';

interface Made extends MadeTexts {
  readonly request: string;
  /** `null` where the signature is in a header. */
  readonly url: string | null;
}

const made: fc.Arbitrary<Made> = fc.tuple(randomRequest, fc.boolean()).map(([random, isUrl]) => {
  const { method, path, query, headers, body } = random;
  const order = {
    method,
    path: path.meant,
    query: query.map(([name, value]) => [name.meant, value.meant] as const),
    headers,
    body,
    secret: SECRET,
  };
  if (!isUrl) return { ...ordered(order), url: null };
  const signed = presigned(order);
  return { ...signed, url: `https://examplebucket.s3.amazonaws.com${signed.target}` };
});

/** The head with the Authorization header first, so that what is cut are the others. */
function cutAfter({ request }: Made, lines: number): string {
  const [head = ''] = request.split('\r\n\r\n');
  const [first = '', ...fields] = head.split('\r\n');
  const isFirst = (field: string) => field.startsWith('Authorization:');
  return [first, ...fields.filter(isFirst), ...fields.filter((field) => !isFirst(field)).slice(0, lines)].join('\r\n');
}

const pastes: Readonly<Record<string, (one: Made, lines: number) => string>> = {
  'the whole request': ({ request }) => request,
  'the request without its body': ({ request }) => request.slice(0, request.indexOf('\r\n\r\n') + 4),
  'a head that is cut': cutAfter,
  'the URL alone': ({ url, request }) => url ?? request,
  'no request': () => '',
};

const answers: Readonly<Record<string, (one: Made) => string>> = {
  'no answer': () => '',
  'a refusal by a policy': () => DENIED,
  'a mismatch without texts': () => mismatch(),
  // The server has another secret: everything that it computed is right.
  'a mismatch with both texts': (one) => mismatch(one),
};

const samples = fc.sample(
  fc.tuple(made, fc.subarray(LOG_PARTS), fc.nat({ max: 4 }), fc.constantFrom(null, SECRET, OTHER_SECRET)),
  {
    numRuns: (Object.keys(pastes).length * Object.keys(answers).length) / 2,
    seed: SEED,
  },
);

/** Each paste with two of the answers, and each answer with two or three of the pastes. */
const ROWS = Object.keys(pastes)
  .flatMap((paste, number) =>
    Object.keys(answers).flatMap((answer, at) => ((number + at) % 2 === 0 ? [[paste, answer] as const] : [])),
  )
  .map(([paste, answer], row) => [paste, answer, samples.slice(row, row + 1)] as const);

// Many searches are made to their end, which takes about four CPU seconds each.
describe('Of a right request nothing is claimed for sure', { tags: ['expensive'] }, () => {
  it.each(ROWS)('given %s and %s', (paste, answer, own) => {
    for (const [one, parts, lines, secret] of own) {
      const pieces = [answers[answer]?.(one) ?? '', pastes[paste]?.(one, lines) ?? '', logOf(one, parts)];
      const diagnosis = diagnosed(pieces, secret);
      expect(diagnosis === null).toBe(pieces.join('') === '');
      const sure = sureOf(diagnosis).filter((claim) => claim !== 'wrong-secret/server-has-another explains');
      expect({ pieces, secret, sure }).toEqual({ pieces, secret, sure: [] });
    }
  });
});
