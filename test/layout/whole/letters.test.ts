/** The letters in the picture of a signature: those of its frame, of the steps, and of the page are the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIGNED_REQUEST } from '../../../src/sigv4/stages/signed-request.ts';
import { findValue } from '../../../src/trace/trace.ts';
import type { WalkFacts } from '../../../src/views/facts.ts';
import { wholeOf } from '../../../src/views/whole/whole.ts';
import { runs } from '../../support/sweep.ts';
import { asked, FORMS, type Form, walkFor } from '../../support/views/asked-requests.ts';
import { drawnStep, type Lettered, lettersOf, pageLines, pictureLines } from '../../support/views/lettered-lines.ts';
import { verifiedWalk } from '../../support/views/verified-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';

interface Alike {
  /** The lines whose text a step shows with letters, and those whose text the page shows with letters. */
  readonly inSteps: number;
  readonly onPage: number;
}

async function expectAlike(facts: WalkFacts): Promise<Alike> {
  const steps = [...facts.trace.stages.keys()].map((step) => drawnStep(facts, step));
  const sections = pageLines(facts);
  const page = sections.flat().flatMap((line) => [line, { ...line, text: `${line.note} ${line.text}` }]);
  const lines = await pictureLines(facts);
  const alike = (all: readonly Lettered[]) =>
    lines.filter((line) => {
      const found = lettersOf(line, all);
      if (found.length > 0) expect([line, found]).toEqual([line, expect.arrayContaining([line.letters])]);
      return found.length > 0;
    }).length;
  // Each line of both texts is there, with the letters that its step and the page have before its number.
  const numbered = lines.filter(({ number }) => number !== null);
  const parts = (wholeOf(facts)?.parts ?? []).filter(({ name }) => name === 'message' || name === 'to-sign');
  const expected = parts.flatMap(({ stage, lines: own }) =>
    own.flatMap(({ number }) => (number === null ? [] : [{ stage, number }])),
  );
  expect(numbered.map(({ number }) => number)).toEqual(expected.map(({ number }) => number));
  for (const [at, { stage, number }] of expected.entries()) {
    const line = numbered[at];
    // A query is divided into rows here, and has the letters of all of them there.
    if (line?.text.endsWith('&')) continue;
    const step = facts.trace.stages.findIndex(({ id }) => id === stage);
    for (const there of [steps[step], sections[step]]) {
      const shown = there?.find((row) => row.number === number && row.letters !== '');
      expect([line?.text, line?.letters]).toEqual([line?.text, shown?.letters]);
    }
  }
  return { inSteps: alike(steps.flat()), onPage: alike(page) };
}

describe('the letters of the picture', () => {
  it.each(Object.keys(FORMS) as Form[])('are those of the steps and of the page: %s', async (form) => {
    const examples = fc.asyncProperty(asked, fc.boolean(), async (request, isReceived) => {
      const { facts: signed } = await walkOf(walkFor(request, form));
      const sent = findValue(signed.trace, SIGNED_REQUEST.id)?.bytes.octets ?? '';
      const facts = (isReceived ? verifiedWalk(sent, { secret: request.secret }).facts : null) ?? signed;
      const { inSteps, onPage } = await expectAlike(facts);
      expect(inSteps).toBeGreaterThan(form === 'policy' ? 9 : 18);
      expect(onPage).toBeGreaterThan(form === 'policy' ? 9 : 18);
    });
    await fc.assert(examples, { numRuns: runs(100), endOnFailure: true });
  });
});
