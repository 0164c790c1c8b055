/** What a lesson shows of a request is what the request has: each letter and each line, on every kind of page. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { exhibitText } from '../../src/lessons/exhibits.ts';
import { questionsOf, shotsOf } from '../../src/lessons/files/parts-of-lesson.ts';
import { readLessons } from '../../src/lessons/files/read-lessons.ts';
import type { Exhibit } from '../../src/lessons/format-parts.ts';
import type { PreparedLesson } from '../../src/lessons/lesson.ts';
import { prepareLesson } from '../../src/lessons/shots/prepare.ts';
import { makeShot } from '../../src/lessons/shots/shots.ts';
import { expectedText } from '../../src/lessons/values.ts';
import { paperText, plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import { printable, visible } from '../../src/views/characters/visible.ts';
import { comparedExhibits, differenceBlocks, sentBlocks } from '../../src/views/lessons/shot-blocks.ts';
import { exhibitBlocks } from '../../src/views/lessons/value-lines.ts';
import { type Block, textOf } from '../../src/views/page.ts';
import { tutorial } from '../support/fixtures.ts';

const LESSONS = await Promise.all(readLessons(tutorial).map(prepareLesson));

/** An independent reading: the lines that HTTP and SigV4 divide a text into. */
const linesOf = (text: string): string[] => {
  const lines = text.split(/\r?\n/);
  // What follows the last end of a message is no line; a text to sign has no end after its last line.
  return text.endsWith('\r\n') ? lines.slice(0, -1) : lines;
};
const withoutBlanks = (text: string) => text.replace(/\s/g, '');

const linesInBlocks = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => (block.kind === 'line' ? [block.runs.map(({ text }) => text).join('')] : []));

interface Shown {
  readonly text: string;
  /** Writes a line: the bytes of a value, or the words of an author. */
  readonly written: (line: string) => string;
  readonly blocks: readonly Block[];
}

const inBytes = (line: string) => visible(octetsFromText(line));

/** Everything of which a lesson shows the whole text: exhibits, and the values at its beginning and in LOOK. */
function shownIn(lesson: PreparedLesson): Shown[] {
  const exhibits = questionsOf(lesson)
    .flatMap(({ exhibits: shown }) => shown)
    .flatMap((part) =>
      part.kind === 'answer'
        ? []
        : [
            {
              text: exhibitText(lesson, part),
              written: part.kind === 'text' ? printable : inBytes,
              blocks: exhibitBlocks(lesson, part),
            },
          ],
    );
  const { request, values = [] } = lesson.look ?? {};
  const of = request === undefined ? {} : { request };
  const wanted = [...lesson.shown.map((value) => ({ value })), ...values.map((value) => ({ value, ...of }))];
  const all = [
    ...exhibits,
    ...wanted.map((one) => ({
      text: expectedText(lesson, one),
      written: inBytes,
      blocks: exhibitBlocks(lesson, { kind: 'value', ...one }),
    })),
  ];
  return all.map(({ text, ...others }) => {
    if (isProblem(text)) throw new Error(text.says);
    return { text, ...others };
  });
}

/** Expects the lines in order. Only a request line and what a request says of its signature may have several rows. */
function expectLines(rows: readonly string[], lines: readonly string[]): void {
  const joined: string[] = [];
  for (const row of rows) {
    if (/^(?:[?&]|Credential=|SignedHeaders=|Signature=)/.test(row)) joined.push((joined.pop() ?? '') + row);
    else joined.push(row);
  }
  expect(joined).toEqual(lines);
}

describe.each(LESSONS)('lesson $name', (lesson) => {
  it('shows each line of each exhibit, and nothing else, on the screen and in the handout', () => {
    for (const { text, written, blocks } of shownIn(lesson)) {
      const lines = linesOf(text).map(written);
      expectLines(linesInBlocks(blocks), lines);
      for (const block of blocks) {
        if (block.kind !== 'line') continue;
        const shown = withoutBlanks(block.label + block.runs.map((run) => run.text).join(''));
        for (const printed of [paperText([[block]]), plainBlocks([block], 60), plainBlocks([block], Infinity)]) {
          expect(withoutBlanks(printed)).toBe(shown);
          expect(printed.endsWith('\n')).toBe(true);
        }
      }
    }
  });

  it('shows each letter of each answer, if not as many lines', () => {
    for (const part of questionsOf(lesson).flatMap(({ exhibits }) => exhibits)) {
      if (part.kind !== 'answer') continue;
      const text = exhibitText(lesson, part);
      if (isProblem(text)) throw new Error(text.says);
      const shown = linesInBlocks(exhibitBlocks(lesson, part));
      const whole = visible(octetsFromText(text.replaceAll('\n', '')));
      // A hexadecimal copy of a text is shortened where it says so.
      const pieces = shown.join('').split('…');
      expect(pieces.every((piece) => whole.includes(piece))).toBe(true);
      if (pieces.length === 1) expect(shown.join('')).toBe(whole);
    }
  });

  it('shows each line of what is sent', () => {
    for (const shot of shotsOf(lesson)) {
      const made = makeShot(lesson, shot);
      if (isProblem(made)) throw new Error(made.says);
      const [head = ''] = made.message.split('\r\n\r\n');
      const lines = head.split('\r\n').map((line) => visible(line as Octets));
      const blocks = sentBlocks(lesson, shot);
      expectLines(linesInBlocks(blocks), lines);
    }
  });

  it('puts nothing into lines that differ', () => {
    for (const shot of shotsOf(lesson)) {
      const made = makeShot(lesson, shot);
      if (isProblem(made)) throw new Error(made.says);
      const { message, signed } = made;
      const texts = [message, signed?.canonicalRequest, signed?.stringToSign, signed?.signature].map((text) =>
        visible(text ?? ('' as Octets)),
      );
      for (const block of differenceBlocks(lesson, shot)) {
        if (block.kind !== 'compared') continue;
        const line = block.pieces.map(([, other]) => other).join('');
        const isWord = line === '(no such line)' || line === '(empty)';
        expect(isWord || texts.some((text) => text.includes(line))).toBe(true);
        // Neither half of an end without the other one.
        expect(line).not.toMatch(/\\r(?!\\n)/);
        const [heard = '', second = ''] = plainBlocks([block], Infinity).trimEnd().split('\n').slice(-2);
        expect(second.endsWith(line)).toBe(true);
        expect(heard.endsWith(block.pieces.map(([one]) => one).join(''))).toBe(true);
        const drawn = plainBlocks([block], 80)
          .replace(/^.{15}/gm, '')
          .split('\n');
        const isWhole = drawn.length === 4 && !drawn.join('').includes('…');
        if (isWhole) expect(drawn[1]?.replaceAll('░', '').replaceAll('␣', ' ')).toBe(line.trimEnd());
      }
    }
  });

  it('puts two texts beside each other line by line', () => {
    const questions = [...lesson.predict, ...lesson.check];
    for (const { exhibits } of questions) {
      for (const block of comparedExhibits(lesson, exhibits) ?? []) {
        if (block.kind !== 'beside') continue;
        const client = exhibits.find((one): one is Exhibit => one.kind === 'value' && isShownIn(lesson, one, block));
        expect(client).toBeDefined();
      }
    }
  });
});

/** Whether the first of two texts is the text of an exhibit, each line in its place. */
function isShownIn(lesson: PreparedLesson, exhibit: Exhibit, { lines }: Extract<Block, { kind: 'beside' }>): boolean {
  const text = exhibitText(lesson, exhibit);
  if (isProblem(text)) throw new Error(text.says);
  const shown = lines.flatMap(([line]) => (line === null ? [] : [textOf(line)]));
  return JSON.stringify(shown) === JSON.stringify(text.split(/(?<=\n)/).map(inBytes));
}
