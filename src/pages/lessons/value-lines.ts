/** Texts of a lesson as lines to look at: values, requests and answers, byte for byte. */
import { type Octets, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { exhibitText } from '../../lessons/exhibits.ts';
import type { Exhibit } from '../../lessons/format-parts.ts';
import type { Piece, Row, Shown } from '../../lessons/kinds/kind.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import type { ShotOutcome } from '../../lessons/prepared.ts';
import { outcomeText } from '../../lessons/shots/shots.ts';
import { expectedText, firstLineOf } from '../../lessons/values.ts';
import { printable, visible, visibleText } from '../characters/visible.ts';
import { type Block, heading, type Line, line, prose, type Run, words } from '../page.ts';

/** Each line with its number, where there are several. */
function numberedLines(octets: Octets): Line[] {
  const lines = octets.split('\n') as Octets[];
  return lines.map((one, index) =>
    line(lines.length === 1 ? '' : `line ${index + 1}`, [{ text: visible(one), meaning: 'copied' }]),
  );
}

/** A line of its own, that is seen where nothing stands in it too; of a long one the beginning. */
export const shownLine = (octets: Octets): string => (octets === '' ? '(empty)' : visibleCut(octets));

/** A row as a kind of question gives it; what is bytes is escaped. */
export const rowRuns = (row: Row): Run[] =>
  row.map(({ text, meaning, bytes }) => ({ text: bytes === undefined ? text : ESCAPED[bytes](text), meaning }));

const ESCAPED: Readonly<Record<NonNullable<Piece['bytes']>, (text: string) => string>> = {
  all: visibleText,
  line: (text) => shownLine(octetsFromText(text)),
};

/** Lines of an HTTP message, without the bytes that end them. */
export function messageLines(octets: Octets): Line[] {
  const lines = octets.replace(/\r\n/g, '\n').split('\n') as Octets[];
  return lines.slice(0, MOST_LINES).map((one) => line('', [{ text: visibleCut(one), meaning: 'copied' }]));
}

/** More of a message is for the walk, which shows all of it. */
const MOST_LINES = 40;
const MOST_BYTES = 600;
const visibleCut = (octets: Octets): string =>
  octets.length <= MOST_BYTES
    ? visible(octets)
    : `${visible(sliceOctets(octets, 0, MOST_BYTES))}… (${octets.length} bytes)`;

/** A value below its name, line by line. */
export const valueBlocks = (name: string, text: string): Block[] => [
  heading(name),
  // The head of a message is shown as one: its line ends are no part of what is to be read.
  ...(text.includes('\r\n') ? messageLines(octetsFromText(text.trimEnd())) : numberedLines(octetsFromText(text))),
];

/** The name of a value in the trace of one of the requests. */
export function nameOfValue({ prepared }: PreparedLesson, id: string): string {
  const values = prepared.flatMap(({ trace }) => trace?.values ?? []);
  return values.find((value) => value.id === id)?.name ?? id;
}

/** What the server answered: the status, what it says to a refusal, the body of what it gives. */
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

/** The document of a refusal, as it came. */
export function wholeAnswer({ code, body }: ShotOutcome): Block[] {
  return code === null ? [] : [heading('The whole answer'), ...documentLines(body)];
}

/** A document with each element on a line of its own, and what it says again as bytes cut short. */
export function documentLines(octets: Octets): Line[] {
  if (!octets.startsWith('<')) return messageLines(octets);
  const lines = octets.replaceAll('><', '>\n<').split('\n') as Octets[];
  return lines.slice(0, MOST_LINES).map((one) => line('', [{ text: shortened(visible(one)), meaning: 'copied' }]));
}

/** `<StringToSignBytes>41 57 …`. */
const shortened = (text: string): string => text.replace(/(<\w+Bytes>[^<]{40})[^<]{60,}/, '$1…');

/** Statuses from here on refuse. */
const REFUSED = 400;

/** An exhibit that there is not is told as what is wrong with it: the linter of lessons finds it first. */
export function exhibitBlocks(lesson: PreparedLesson, exhibit: Exhibit): Block[] {
  const text = exhibitText(lesson, exhibit);
  if (isProblem(text)) return [problemBlock(text)];
  switch (exhibit.kind) {
    case 'answer':
      return [heading("The server's answer"), ...documentLines(octetsFromText(text))];
    case 'value':
      return valueBlocks(nameOfValue(lesson, exhibit.value), text);
    case 'text':
      return text.split('\n').map((one) => line('', [{ text: printable(one), meaning: 'copied' }]));
  }
}

/** A value of the trace of a request, under its name; of the first request where none is named. */
export function blocksOfValue(
  lesson: PreparedLesson,
  wanted: { readonly value: string; readonly request?: string },
): Block[] {
  const text = expectedText(lesson, wanted);
  return isProblem(text) ? [problemBlock(text)] : valueBlocks(nameOfValue(lesson, wanted.value), text);
}

const problemBlock = ({ says, fix }: { readonly says: string; readonly fix: string }) => prose(words(`${says} ${fix}`));

/** Lines that were given so far. */
export type ShownLines = Extract<Shown, { readonly kind: 'lines' }>;

/** Each line that was given with ✓ or ✗: as it grows, and once it was handed in. */
export function judgedLines({ lines, standings, expected }: ShownLines): Line[] {
  const first = firstLineOf(expected);
  return lines.map((text, index) => {
    const isRight = standings[index] === 'right';
    // What a program writes behind its last line is no line of the answer.
    const mark = standings[index] === undefined ? ' ' : isRight ? '✓' : '✗';
    return line(`${mark} line ${first + index}`, [
      { text: shownLine(octetsFromText(text)), meaning: isRight ? 'copied' : 'differs' },
    ]);
  });
}

/** A command for a shell, line by line. */
export const commandLines = (command: string): Line[] =>
  command
    .trim()
    .split('\n')
    .map((one) => line('', [{ text: one, meaning: 'command' }]));
