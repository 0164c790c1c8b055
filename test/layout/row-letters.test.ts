/** The letters before a line: the same on the screen and on the page, in a walk and in a verification. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CANONICAL_REQUEST_STAGE } from '../../src/sigv4/stages/canonical-request/canonical-request.ts';
import { SIGNED_REQUEST } from '../../src/sigv4/stages/signed-request.ts';
import { findValue } from '../../src/trace/trace.ts';
import type { WalkFacts } from '../../src/views/facts.ts';
import { runs } from '../support/sweep.ts';
import { asked, FORMS, type Form, walkFor } from '../support/views/asked-requests.ts';
import { drawnStep, type Lettered, pageLines, spaced } from '../support/views/lettered-lines.ts';
import { verifiedWalk } from '../support/views/verified-walk.ts';
import { walkOf } from '../support/views/walk-of.ts';

/** The letters of the lines of a step on the page, by the text of the line with its name before or after it. */
function written(lines: ReturnType<typeof pageLines>[number]): ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, string[]>();
  for (const { letters, text, note } of lines)
    for (const shown of [`${text} ${note}`, `${note} ${text}`].map(spaced))
      known.set(shown, [...(known.get(shown) ?? []), letters]);
  return known;
}

/** The letters of each line of the canonical request, on the screen. */
const canonical = (facts: WalkFacts): Lettered[] =>
  drawnStep(
    facts,
    facts.trace.stages.findIndex(({ id }) => id === CANONICAL_REQUEST_STAGE.id),
  );

const forms = Object.keys(FORMS) as Form[];
const verified = (facts: WalkFacts, secret: string) =>
  verifiedWalk(findValue(facts.trace, SIGNED_REQUEST.id)?.bytes.octets ?? '', { secret }).facts;

describe('the letters before a line', () => {
  it.each(forms)('are the same on the screen and on the page: %s', async (form) => {
    const examples = fc.asyncProperty(asked, fc.boolean(), async (request, isReceived) => {
      const { facts: signed } = await walkOf(walkFor(request, form));
      const facts = (isReceived ? verified(signed, request.secret) : null) ?? signed;
      let count = 0;
      const sections = pageLines(facts);
      for (const step of facts.trace.stages.keys()) {
        const page = written(sections[step] ?? []);
        for (const { letters, text } of drawnStep(facts, step)) {
          if (letters === '') continue;
          expect([step, text, page.get(text)]).toEqual([step, text, expect.arrayContaining([letters])]);
          count += 1;
        }
      }
      expect(count).toBeGreaterThan(15);
    });
    await fc.assert(examples, { numRuns: runs(200) });
  });

  it.each(forms.filter((form) => form !== 'policy'))(
    'are the same where a request is signed and where it is verified: %s',
    async (form) => {
      const examples = fc.asyncProperty(asked, async (request) => {
        const { facts } = await walkOf(walkFor(request, form));
        const received = verified(facts, request.secret);
        const lines = canonical(facts).filter(({ letters, text }) => letters !== '' && !BY_SENDER.test(text));
        if (!received) throw new Error('It was not verified.');
        expect(canonical(received)).toEqual(expect.arrayContaining(lines));
      });
      await fc.assert(examples, { numRuns: runs(200) });
    },
  );
});

/** Words of a rule in a walk, and what the sender wrote in a verification. */
const BY_SENDER = /(?:content-encoding|x-amz-trailer):/;
