/** Lessons name the origin of the bytes that they show as a walk does: with the same letters, hues, and ends of lines. */

import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { EMPTY_ROW } from '../../src/layout/block-rows.ts';
import { lettersOfRow } from '../../src/layout/row-letters.ts';
import { questionsOf, shotsOf } from '../../src/lessons/files/parts-of-lesson.ts';
import { readLessons } from '../../src/lessons/files/read-lessons.ts';
import { prepareLesson } from '../../src/lessons/shots/prepare.ts';
import { makeShot } from '../../src/lessons/shots/shots.ts';
import { traceOfShot } from '../../src/lessons/traced.ts';
import { signedTexts } from '../../src/lessons/values.ts';
import { lineRanges } from '../../src/trace/ranges.ts';
import { redact } from '../../src/trace/redact.ts';
import { findValue } from '../../src/trace/trace.ts';
import { differenceBlocks, sentBlocks } from '../../src/views/lessons/shot-blocks.ts';
import { exhibitBlocks } from '../../src/views/lessons/value-lines.ts';
import { placesOf } from '../../src/views/map/places.ts';
import { type Block, type Line, textOf } from '../../src/views/page.ts';
import { tutorial } from '../support/fixtures.ts';

const LESSONS = await Promise.all(readLessons(tutorial).map(prepareLesson));

const linesIn = (blocks: readonly Block[]): Line[] => blocks.filter((block) => block.kind === 'line');
const lettersIn = (blocks: readonly Block[]) => linesIn(blocks).map(({ gutter }) => gutter?.letter ?? null);

describe.each(LESSONS)('lesson $name', (lesson) => {
  it('knows where each byte comes from that the signer of a shot has signed', () => {
    for (const shot of shotsOf(lesson)) {
      const made = makeShot(lesson, shot);
      if (isProblem(made)) throw new Error(made.says);
      if (!made.signed) continue;
      const trace = traceOfShot(lesson, shot);
      for (const [id, octets] of signedTexts(made.signed))
        expect([shot.id, id, trace && findValue(trace, id)?.bytes.octets]).toEqual([shot.id, id, octets]);
    }
  });

  it('has a letter before each line of a text that is signed or sent', () => {
    const values = questionsOf(lesson)
      .flatMap(({ exhibits }) => exhibits)
      .filter(({ kind }) => kind === 'value');
    for (const part of values) expect(lettersIn(exhibitBlocks(lesson, part))).not.toContain(null);
    for (const part of shotsOf(lesson)) {
      expect(lettersIn(sentBlocks(lesson, part))).not.toContain(null);
      for (const block of differenceBlocks(lesson, part))
        if (block.kind === 'compared')
          expect(block.gutter?.letter ?? 'no such line').toMatch(/^(?:[A-Z#.].*|no such line)$/);
    }
  });

  it('has the letters and hues of the walk of its requests', () => {
    for (const { name, trace } of lesson.prepared) {
      const value = trace && findValue(trace, 'canonical-request');
      if (!value) continue;
      const places = placesOf(redact(trace, 'reveal'));
      const shown = linesIn(exhibitBlocks(lesson, { kind: 'value', value: value.id, request: name }));
      expect(shown).toHaveLength(lineRanges(value.bytes.octets).length);
      for (const [index, { start, end }] of lineRanges(value.bytes.octets).entries()) {
        const line = shown[index];
        const glyphs = Array.from({ length: end - start }, (_, at) => ({
          ...{ text: '', width: 1, meaning: 'copied' as const },
          at: { value: value.id, start: start + at, end: start + at + 1 },
        }));
        const walk = lettersOfRow({ ...EMPTY_ROW, glyphs, gutter: { number: index + 1 } }, places);
        expect([name, index, line?.gutter?.letter]).toEqual([name, index, walk?.text]);
        const hues = new Set((line?.runs ?? []).flatMap(({ hue }) => hue ?? []));
        const runs = places.runsOf(value.id).filter((run) => run.start < end && run.end > start);
        expect(hues).toEqual(new Set(runs.flatMap(({ tag }) => (typeof tag === 'object' ? [tag.hue] : []))));
        expect(line?.gutter?.end).toBe(index < shown.length - 1 ? '\\n' : '');
      }
    }
  });
});

describe('what is sent', () => {
  const sent = LESSONS.flatMap((lesson) => shotsOf(lesson).flatMap((shot) => linesIn(sentBlocks(lesson, shot))));

  it('names the inputs of the Authorization header part by part, as a walk does', () => {
    const [knock] = LESSONS.filter(({ name }) => name === 'knock');
    const signed = knock && shotsOf(knock).find(({ id }) => id === 'knock-signed');
    const lines = knock && signed ? linesIn(sentBlocks(knock, signed)) : [];
    const parts = lines.slice(lines.findIndex(({ runs }) => textOf(runs).startsWith('Authorization')));
    expect(parts.map(({ runs, gutter }) => [textOf(runs).slice(0, 14), gutter?.letter, gutter?.number])).toEqual([
      ['Authorization:', '.', 217],
      ['Credential=AKI', 'KDRS', null],
      ['SignedHeaders=', 'N1', null],
      ['Signature=f0e8', '#', null],
    ]);
  });

  it('has one letter for a Connection header that is not signed, in a signed request and in one without a signature', () => {
    const closing = sent.filter(({ runs }) => textOf(runs) === 'Connection: close');
    const letters = closing.map(({ gutter }) => gutter?.letter);
    expect(letters.length).toBeGreaterThan(20);
    expect(new Set(letters)).toEqual(new Set(['.']));
  });
});
