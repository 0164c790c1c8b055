/** Shows a lesson's values, requests, and responses line by line. */
import { type Octets, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { exhibitText } from '../../lessons/exhibits.ts';
import type { Exhibit } from '../../lessons/format-parts.ts';
import type { Piece, Row, Shown } from '../../lessons/kinds/kind.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import type { ShotOutcome } from '../../lessons/prepared.ts';
import { outcomeText } from '../../lessons/shots/shots.ts';
import { expectedText, firstLineOf } from '../../lessons/values.ts';
import { shownLines } from '../../sides/difference/line-ends.ts';
import { printable, visible, visibleText } from '../characters/visible.ts';
import { aside, type Block, heading, type Line, line, prose, type Run, words } from '../page.ts';

/** Shows lines. The lines are numbered if there is more than one. */
function numberedLines(octets: Octets): Line[] {
  const [lines = []] = shownLines(octets);
  return lines.map((one, index) =>
    line(lines.length === 1 ? '' : `line ${index + 1}`, [{ text: visible(one), meaning: 'copied' }]),
  );
}

/** Writes one line. An empty line is made visible, and a long line is truncated. */
export const shownLine = (octets: Octets): string => (octets === '' ? '(empty)' : visibleCut(octets));

/** Converts a row of a question to runs. Bytes are escaped. */
export const rowRuns = (row: Row): Run[] =>
  row.map(({ text, meaning, bytes }) => ({ text: bytes === undefined ? text : ESCAPED[bytes](text), meaning }));

const ESCAPED: Readonly<Record<NonNullable<Piece['bytes']>, (text: string) => string>> = {
  all: visibleText,
  line: (text) => shownLine(octetsFromText(text)),
};

/** Shows the lines of an HTTP message, or of a body, without their ends. What follows the last end is no line. */
export function messageLines(octets: Octets): Line[] {
  const lines = octets.replace(/\r?\n$/, '').split(/\r?\n/) as Octets[];
  return firstLines(lines.map(visibleCut));
}

function firstLines(texts: readonly string[]): Line[] {
  const more = texts.length - MOST_LINES;
  return [
    ...texts.slice(0, MOST_LINES).map((text) => line('', [{ text, meaning: 'copied' }])),
    ...(more > 0 ? [line('', [aside(`… and ${more} more lines`)])] : []),
  ];
}

/** The maximum number of lines of a message that are shown. The walk shows all of them. */
const MOST_LINES = 40;
const MOST_BYTES = 600;
const visibleCut = (octets: Octets): string =>
  octets.length <= MOST_BYTES
    ? visible(octets)
    : `${visible(sliceOctets(octets, 0, MOST_BYTES))}… (${octets.length} bytes)`;

function valueBlocks(name: string, text: string, isMessage: boolean): Block[] {
  const octets = octetsFromText(text);
  return [heading(name), ...(isMessage ? messageLines(octets) : numberedLines(octets))];
}

/** Returns whether a value of a right request is an HTTP message. All other texts of such a request have LF alone. */
const isHttpMessage = (text: string): boolean => text.includes('\r\n');

function nameOfValue({ prepared }: PreparedLesson, id: string): string {
  const values = prepared.flatMap(({ trace }) => trace?.values ?? []);
  return values.find((value) => value.id === id)?.name ?? id;
}

/**
 * Shows the server's response. The response consists of the status and either an error's message or an object's body.
 */
export function answerBlocks(outcome: ShotOutcome): Block[] {
  const { status, body, code, fields } = outcome;
  const isRefused = status >= REFUSED;
  const head: Block[] = [
    heading('The server answers'),
    line('', [{ text: `${isRefused ? '✗' : '✓'} ${outcomeText(outcome)}`, meaning: isRefused ? 'differs' : 'agrees' }]),
  ];
  if (code !== null) return [...head, prose(words(printable(fields.get('Message') ?? '')))];
  return [...head, ...(body === '' ? [prose(words('Its body is empty.'))] : documentLines(body))];
}

export function wholeAnswer({ code, body }: ShotOutcome): Block[] {
  return code === null ? [] : [heading('The whole answer'), ...documentLines(body)];
}

/** Shows a document with each element on its own line. Long hexadecimal copies are shortened. */
export function documentLines(octets: Octets): Line[] {
  if (!octets.startsWith('<')) return messageLines(octets);
  const lines = octets.replaceAll('><', '>\n<').split('\n') as Octets[];
  return firstLines(lines.map((one) => shortened(visible(one))));
}

/** Shortens the hexadecimal copy of a text in an error document, such as `<StringToSignBytes>41 57 …`. */
const shortened = (text: string): string => text.replace(/(<\w+Bytes>[^<]{40})[^<]{60,}/, '$1…');

/** The lowest status code of an error. */
const REFUSED = 400;

/**
 * Shows an exhibit, or a problem if the exhibit does not exist. `learn check` finds such problems before a learner
 * does.
 */
export function exhibitBlocks(lesson: PreparedLesson, exhibit: Exhibit): Block[] {
  const text = exhibitText(lesson, exhibit);
  if (isProblem(text)) return [problemBlock(text)];
  switch (exhibit.kind) {
    case 'answer':
      return [heading("The server's answer"), ...documentLines(octetsFromText(text))];
    case 'value':
      return valueBlocks(nameOfValue(lesson, exhibit.value), text, exhibit.shot === undefined && isHttpMessage(text));
    case 'text':
      return text.split('\n').map((one) => line('', [{ text: printable(one), meaning: 'copied' }]));
  }
}

/** Shows a value from the named request, or from the first request by default. */
export function blocksOfValue(
  lesson: PreparedLesson,
  wanted: { readonly value: string; readonly request?: string },
): Block[] {
  const text = expectedText(lesson, wanted);
  return isProblem(text)
    ? [problemBlock(text)]
    : valueBlocks(nameOfValue(lesson, wanted.value), text, isHttpMessage(text));
}

/** Shows the values that LOOK names, at the time and with the example key of the lesson. */
export function lookedAt(lesson: PreparedLesson): Block[] {
  const { values = [], request } = lesson.look ?? {};
  const of = request === undefined ? {} : { request };
  return values.flatMap((value) => blocksOfValue(lesson, { value, ...of }));
}

const problemBlock = ({ says, fix }: { readonly says: string; readonly fix: string }) => prose(words(`${says} ${fix}`));

export type ShownLines = Extract<Shown, { readonly kind: 'lines' }>;

/** Marks each line of an answer with ✓ or ✗. A line that is not judged has no mark. */
export function judgedLines({ lines, standings, expected }: ShownLines): Line[] {
  const first = firstLineOf(expected);
  return lines.map((text, index) => {
    const isRight = standings[index] === 'right';
    // A program can write more lines than the answer has, and the extra lines have no mark.
    const mark = standings[index] === undefined ? ' ' : isRight ? '✓' : '✗';
    return line(`${mark} line ${first + index}`, [
      { text: shownLine(octetsFromText(text)), meaning: isRight ? 'copied' : 'differs' },
    ]);
  });
}

export const commandLines = (command: string): Line[] =>
  command
    .trim()
    .split('\n')
    .map((one) => line('', [{ text: one, meaning: 'command' }]));
