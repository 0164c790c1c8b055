/** A part that no right signature has belongs to the mistake that makes it: it is one finding, not two. */
import { describe, expect, it } from 'vitest';
import { breakRequest } from '../../src/breaks/break-request.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { replay } from '../../src/drafts/replay.ts';
import { brokenParts } from '../../src/evidence/invariants.ts';
import { writeRequestHead } from '../../src/http/message.ts';
import { AWS4 } from '../../src/sigv4/dialects/aws4.ts';
import { diagnosedSoon, logOf, mismatch } from '../support/evidence/pasted-failure.ts';
import { BASES, rightRequestOf } from '../support/sigv4/base-requests.ts';
import { swept } from '../support/sweep.ts';

const RIGHT = rightRequestOf(BASES['get-range']().request);
const MADE_RIGHT = replay(RIGHT.draft);
const PARTS_RIGHT = brokenParts(MADE_RIGHT, AWS4);

/** The first way of each known mistake whose text has a part that the right text does not have. */
const BROKEN = CAUSES.flatMap(({ id, mutations }) =>
  mutations
    .filter(({ side, isPlain }) => side === 'client' && !isPlain)
    .flatMap((mutation) => {
      const [broken] = breakRequest(RIGHT, mutation);
      if (broken === undefined) return [];
      const made = replay(broken.signed);
      const parts = brokenParts(made, AWS4);
      return [...parts.keys()].some((rule) => !PARTS_RIGHT.has(rule))
        ? [{ name: `${id}/${mutation.variant}`, id, made, broken }]
        : [];
    }),
);

const EXPECTED = 20;

describe('a text that no right signer signs', () => {
  it(`is made by more than ${EXPECTED} known mistakes`, () => expect(BROKEN.length).toBeGreaterThan(EXPECTED));

  describe.each([
    ['which the server quotes', mismatch(MADE_RIGHT)],
    ['of which the server says nothing', mismatch()],
  ])('beside the right text, %s', (_what, answer) => {
    it.each(swept(BROKEN, 8))('is told as the mistake that made it alone: $name', ({ made, broken }) => {
      const { canonicalRequest, stringToSign } = made;
      const log = logOf({ canonicalRequest, stringToSign, signature: '' }, ['canonicalRequest', 'stringToSign']);
      const request = writeRequestHead(broken.made).octets + RIGHT.body;
      const findings = diagnosedSoon([answer, request, log])?.findings ?? [];
      const isMadeAgain = findings.some(({ replayed }) => replayed !== null && !replayed.mutation.isPlain);
      const others = findings.filter(({ replayed, certainty }) => replayed === null && certainty.kind !== 'possible');
      expect(isMadeAgain ? others.map(({ says }) => says) : []).toEqual([]);
    });
  });
});
