/** The letters before a line: the same on the screen and on the page, in a walk and in a verification. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walkMarkup } from '../../src/outputs/html/walk-html.ts';
import { GUTTER } from '../../src/screen/components/frame/gutter.ts';
import { pageParts, rowsOfParts } from '../../src/screen/components/page/page-parts.ts';
import { drawLines } from '../../src/screen/components/page/page-window.ts';
import { CANONICAL_REQUEST_STAGE } from '../../src/sigv4/stages/canonical-request/canonical-request.ts';
import { SIGNED_REQUEST } from '../../src/sigv4/stages/signed-request.ts';
import { findValue } from '../../src/trace/trace.ts';
import { bytesShown } from '../../src/views/bytes/shown-bytes.ts';
import type { WalkFacts } from '../../src/views/facts.ts';
import { placesOf } from '../../src/views/map/places.ts';
import { walkPage } from '../../src/views/walk-pages.ts';
import { runs } from '../support/sweep.ts';
import { asked, FORMS, type Form, walkFor } from '../support/views/asked-requests.ts';
import { verifiedWalk } from '../support/views/verified-walk.ts';
import { walkOf } from '../support/views/walk-of.ts';

/** Wide enough for every line of the requests here. */
const WIDTH = 1500;

interface Lettered {
  readonly letters: string;
  readonly text: string;
}

const spaced = (text: string) => text.replace(/\s+/g, ' ').trim();
const LETTERS = /^(?:N[1-9a-z]?|[A-Z.#…])*/;

/** The rows of a step as the screen draws them, without a break in any line. */
function drawn(facts: WalkFacts, step: number): Lettered[] {
  const room = { width: WIDTH - GUTTER, height: 60 };
  const rows = rowsOfParts(
    pageParts(walkPage(facts, step), room, (id) => bytesShown(facts, id)),
    {},
  );
  const lines = rows.map((_row, row) => ({ row, kind: 'row' as const }));
  const look = { places: placesOf(facts.trace), changed: new Map(), searched: '', width: WIDTH };
  return drawLines(lines, { rows, cursor: { row: -1, position: null } }, look).map((row) => {
    const text = row.map((one) => one.text).join('');
    return { letters: LETTERS.exec(text.slice(1))?.[0] ?? '', text: spaced(text.slice(GUTTER)) };
  });
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const textIn = (html: string) =>
  html.replace(/<[^>]*>/g, '').replace(/&([a-z]+|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
const LINE =
  /<div class="line"><span class="gutter">(.*?)<\/span><(code|span)[^>]*>(.*?)<\/\2><span class="note">(.*?)<\/span>/g;

/** The steps of the page. */
const sectionsOf = (facts: WalkFacts): string[] =>
  walkMarkup(facts, () => null).markup.match(/<section [\s\S]*?<\/section>/g) ?? [];

/** The letters of the lines of a step on the page, by the text of the line with its name before or after it. */
function written(section = ''): ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, string[]>();
  for (const [, gutter = '', , text = '', note = ''] of section.matchAll(LINE)) {
    const letters = [...gutter.matchAll(/<b class="chip [^"]*">(.*?)<\/b>/g)].map(([, letter]) => letter).join('');
    const [line, name] = [textIn(text), textIn(note)];
    for (const shown of [`${line} ${name}`, `${name} ${line}`].map(spaced))
      known.set(shown, [...(known.get(shown) ?? []), letters]);
  }
  return known;
}

/** The letters of each line of the canonical request, on the screen. */
const canonical = (facts: WalkFacts): Lettered[] =>
  drawn(
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
      const sections = sectionsOf(facts);
      let count = 0;
      for (const step of facts.trace.stages.keys()) {
        const page = written(sections[step]);
        for (const { letters, text } of drawn(facts, step)) {
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
