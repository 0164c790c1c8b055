/**
 * With too little evidence, the first thing that the answer asks for is the one that decides: what it asks for is given
 * until it asks for nothing, and the cause is then proved. Twenty mistakes of all stages, each with the words of a client.
 */
import { expect, it } from 'vitest';
import { CAUSES } from '../../src/causes/table.ts';
import { writeRequestHead } from '../../src/http/message.ts';
import { failingRequests } from '../support/causes/failing-requests.ts';
import { MADE_ELSEWHERE } from '../support/causes/made-elsewhere.ts';
import { diagnosed } from '../support/evidence/pasted-failure.ts';
import { ask, SECRET } from '../support/sandbox/sandbox-client.ts';
import { rightRequest } from '../support/sigv4/base-requests.ts';

/** What clients print of a refusal: no request, and nothing that the server computed. */
const WORDS = [
  'An error occurred (SignatureDoesNotMatch) when calling the GetObject operation: The request signature we calculated does not match the signature you provided.',
  'ERROR: S3 error: 403 (SignatureDoesNotMatch): The request signature we calculated does not match the signature you provided.',
  'mc: <ERROR> Unable to read. The request signature we calculated does not match the signature you provided.',
  'api error SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided.',
  '403 SignatureDoesNotMatch',
];

const BASES = ['get-range', 'put-metadata', 'presigned', 'put-unsigned'] as const;

const MOST = 20;
const ALL = CAUSES.flatMap((cause) =>
  cause.mutations
    .filter(({ isPlain, isWide, side }) => !isPlain && !isWide && side === 'client')
    .filter(({ variant }) => !MADE_ELSEWHERE.has(`${cause.id}/${variant}`))
    .slice(0, 1)
    .map((mutation) => ({ cause, mutation })),
);
const step = ALL.length / MOST;
const CHOSEN = ALL.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));

/** What a client in front of which a capture runs shows: the request as it was sent, and the whole answer. */
function captured({ mutation }: (typeof CHOSEN)[number]): readonly string[] | null {
  for (const right of BASES.map(rightRequest)) {
    const [failing] = failingRequests(right, mutation);
    const request = failing && writeRequestHead(failing.arrived).octets + right.body;
    if (request) return [request, ask(request).body];
  }
  return null;
}

it('names what decides, and what it names proves the cause', () => {
  const results = CHOSEN.flatMap((one, index) => {
    const given = captured(one);
    if (given === null) return [];
    const words = WORDS[index % WORDS.length] ?? '';
    const [first] = diagnosed([words])?.next ?? [];
    const then = diagnosed([words, ...given]);
    const last = then?.findings[0]?.certainty.kind === 'proved' ? then : diagnosed([words, ...given], SECRET);
    const isAsked = first?.id === 'client-text' && (then === last || then?.next[0]?.id === 'secret');
    const isProved = last?.findings[0]?.certainty.kind === 'proved';
    return [{ id: `${one.cause.id}/${one.mutation.variant}`, isAsked, isProved, got: last?.findings[0]?.cause.id }];
  });
  const failed = results.filter(({ isAsked, isProved }) => !isAsked || !isProved);
  expect(results).toHaveLength(MOST);
  expect(failed.slice(2)).toEqual([]);
});
