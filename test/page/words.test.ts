/** The page of a walk, a verification, and a diagnosis says what the screen says: the same letters, names, and sentences. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pastePage } from '../../src/app/pastes/paste-page.ts';
import { lettersOfRow } from '../../src/layout/row-letters.ts';
import { headingMarkup, headingOf } from '../../src/outputs/html/heading.ts';
import { walkMarkup } from '../../src/outputs/html/walk-markup.ts';
import { describeDiagnosis } from '../../src/screen/diagnosis/describe-diagnosis.tsx';
import { beginSession } from '../../src/screen/session.ts';
import { contentOf } from '../../src/screen/walk/content.ts';
import { describeWalk } from '../../src/screen/walk/describe-walk.tsx';
import type { SideName } from '../../src/sides/difference/byte-alignment.ts';
import { isBreak, textOfSide } from '../../src/views/diagnosis/compared-sides.ts';
import { diagnosisView, selectedIn } from '../../src/views/diagnosis/diagnosis-view.ts';
import type { WalkFacts } from '../../src/views/facts.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { begunWalk, FORMS } from '../support/page/page-walks.ts';
import { textsOf } from '../support/screen/drawn-rows.tsx';
import { shownWalk } from '../support/screen/shown-walk.ts';

/** So large that no row is broken, cut, or out of sight. */
const SIZE = { width: 500, height: 500 };

/** A line of bytes: its letters, its text, and its name. */
type ByteLine = readonly [letters: string, text: string, name: string];

interface SaidStep {
  readonly lines: readonly ByteLine[];
  /** The words of everything else, in their order. */
  readonly words: readonly string[];
}

const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’./:-]*/gu) ?? [];

/** Returns what the screen says in each step, without the hex view, which a page has among its rows. */
function onScreen(facts: WalkFacts): SaidStep[] {
  const session = beginSession(describeWalk(shownWalk(facts)), { size: SIZE, layout: 'usual' }, { write: () => {} });
  // A page has only the beginning of what is in no value, such as a body.
  const traced = new Set(facts.trace.values.map(({ id }) => id));
  return facts.trace.stages.map((_stage, step) => {
    session.take({ kind: 'key', key: String(step + 1) });
    const { state, view } = session.state();
    const { rows, places, step: number } = contentOf(state, view);
    expect(number).toBe(step + 1);
    const shown = rows.map((row) => ({ ...row, text: row.glyphs.map((glyph) => glyph.text).join('') }));
    return {
      lines: shown
        .filter(({ bytes }) => bytes !== null && traced.has(bytes.value))
        .map((row) => [lettersOfRow(row, places)?.text ?? '', collapsed(row.text), row.note]),
      words: wordsIn(shown.flatMap(({ bytes, text }) => (bytes === null && !KEYS.test(text) ? [text] : [])).join(' ')),
    };
  });
}

/** What is said of keys, and of the letters, whose legend a page has above its steps. */
const KEYS = /^\s*(?:A line's letter names|Press )/;

const collapsed = (text: string): string => text.replace(/\s+/g, ' ').trim();

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_all, name) => ENTITIES[name] ?? '')
    .trim();

const LINE =
  /<span class="gutter">((?:<b[^>]*>[^<]*<\/b>|[^<])*)<\/span><code tabindex="0">([\s\S]*?)<\/code><span class="note">([\s\S]*?)<\/span>/g;
const BLOCK_ENDS =
  /<\/(?:p|h1|h2|h3|figcaption|pre|th|td|summary|code|li|dt|dd|div|a)>|<span class="note">|<\/span>(?=<details>)/g;

/** Returns the words of a whole page. */
const pageWords = (facts: WalkFacts): readonly string[] =>
  wordsIn(
    textOf(`${headingMarkup(headingOf(facts), null).markup}${walkMarkup(facts).markup}`.replace(BLOCK_ENDS, '$& ')),
  );

/** Returns what a page says in each of its steps. */
function onPage(facts: WalkFacts): (SaidStep & { readonly text: string })[] {
  const html = walkMarkup(facts).markup;
  return [...html.matchAll(/<section id="[^"]*">([\s\S]*?)<\/section>/g)].map(([, section = '']) => ({
    lines: [...section.matchAll(LINE)].map(([, gutter = '', text = '', note = '']) => [
      textOf(gutter).replace(/^\d+/, ''),
      collapsed(textOf(text)),
      textOf(note),
    ]),
    text: textOf(section),
    words: wordsIn(textOf(section.replace(BLOCK_ENDS, '$& '))),
  }));
}

const request = (name: string) => readFileSync(`fixtures/requests/${name}.txt`, 'utf8');
const failure = (name: string) => readFileSync(`fixtures/failures/${name}.txt`, 'utf8');

const DIAGNOSED = [failure('refused-answer'), failure('client-log')];

async function pasted(purpose: 'diagnose' | 'verify', texts: readonly string[]) {
  const { opens } = await pastePage(worldOf().world, purpose, {}).read(texts);
  if (!opens) throw new Error('Nothing was read.');
  return opens;
}

const VIEWS: readonly (readonly [string, () => Promise<WalkFacts>])[] = [
  ...Object.entries(FORMS).map(([name, form]) => [name, async () => (await begunWalk(form)).facts] as const),
  ['verification', async () => (await pasted('verify', [request('get-range')])).facts],
  ['diagnosis', async () => (await pasted('diagnose', DIAGNOSED)).facts],
];

/**
 * Returns whether a page has a line of the screen, or a longer one, which the screen breaks. A label is after its line on a
 * page.
 */
const hasLine = (lines: readonly ByteLine[], [letters, text, name]: ByteLine): boolean =>
  lines.some((own) => own[1] === text && own[0] === letters && own[2] === name) ||
  lines.some((own) => own[0] === letters && `${own[2]} ${own[1]}` === text) ||
  lines.some((own) => own[1].length > text.length && own[1].includes(text) && (name === '' || own[2] === name));

describe('the page says what the screen says', () => {
  it.each(VIEWS)('in the steps of a walk: %s', async (_name, factsOf) => {
    const facts = await factsOf();
    const page = onPage(facts);
    for (const [step, { lines, words }] of onScreen(facts).entries()) {
      const own = page[step] ?? { lines: [], words: [], text: '' };
      // The report of a diagnosis is above the steps, and its texts are in a table, without letters.
      const has = (line: ByteLine) => (facts.diagnosis ? own.text.includes(line[1]) : hasLine(own.lines, line));
      expect(lines.filter((line) => !has(line))).toEqual([]);
      const others = facts.diagnosis ? [] : [...new Set(words)].filter((word) => !own.words.includes(word));
      expect(others).toEqual([]);
    }
  });

  it('on the first page of a diagnosis', async () => {
    const opens = await pasted('diagnose', DIAGNOSED);
    const shown = opens.facts.diagnosis;
    if (!shown) throw new Error('Nothing was diagnosed.');
    const size = { width: 160, height: 50 };
    const session = beginSession(describeDiagnosis(opens), { size, layout: 'usual' }, { write: () => {} });
    const [screen, page] = [wordsIn(textsOf(session).join(' ')), pageWords(opens.facts)];
    const view = diagnosisView(shown);
    const { cause } = selectedIn(view, 0);
    const { results = [], lines = [] } = view.comparison ?? {};
    const said = [
      ...view.about,
      view.verdict.text,
      view.sure,
      cause?.fix ?? '',
      cause?.proof ?? '',
      ...lines
        .filter(isBreak)
        .flatMap((line) => ['server', 'client'].map((side) => textOfSide(line, side as SideName) ?? '')),
      ...results.flatMap(({ by, captions, follows }) => [by, follows, captions.server, captions.client]),
    ].flatMap(wordsIn);
    expect(said.length).toBeGreaterThan(60);
    expect(said.filter((word) => !page.includes(word))).toEqual([]);
    expect(said.filter((word) => !screen.includes(word))).toEqual([]);
  });
});
