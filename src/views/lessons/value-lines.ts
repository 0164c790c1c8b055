/** Shows a lesson's values, requests, and responses line by line. */
import { counted } from '../../bytes/joined.ts';
import { type Octets, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { exhibitText } from '../../lessons/exhibits.ts';
import type { Exhibit } from '../../lessons/format-parts.ts';
import type { Piece, Row, Shown } from '../../lessons/kinds/kind.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import type { ShotOutcome } from '../../lessons/prepared.ts';
import { outcomeText } from '../../lessons/shots/shots.ts';
import { tracedExhibit, tracedMessage, type ValueExhibit } from '../../lessons/traced.ts';
import { firstLineOf, lineCount, textOfValue } from '../../lessons/values.ts';
import { shownLines } from '../../sides/difference/line-ends.ts';
import { changedRanges, markedRanges } from '../../trace/changed-ranges.ts';
import type { TracedValue } from '../../trace/redact.ts';
import { printable, visible, visibleText } from '../characters/visible.ts';
import { tracedLines } from '../map/traced-lines.ts';
import { aside, type Block, heading, type Line, line, prose, type Run, textOf } from '../page.ts';

/** Shows lines whose origin is not known. If there is more than one, they are numbered from `first`. */
export const numberedLines = (texts: readonly string[], first = 1): Line[] =>
  texts.map((text, index) => {
    const number = texts.length === 1 ? null : first + index;
    const shown = line(number === null ? '' : `line ${number}`, { text, meaning: 'copied' });
    return { ...shown, gutter: { number, isAlone: number === null }, note: '' };
  });

/** Writes one line. An empty line is made visible, and a long line is truncated. */
export const shownLine = (text: string): string => (text === '' ? '(empty)' : visibleCut(octetsFromText(text)));

/** Returns the lines of two texts with the same numbers, and with their ends; `null` if a text has fewer lines. */
export function linePairs(first: Octets, second: Octets): (readonly [string | null, string | null])[] {
  const [ones = [], others = []] = [first, second].map((text) =>
    text.split(AFTER_LF).map((one) => visible(one as Octets)),
  );
  const longer = ones.length > others.length ? ones : others;
  return longer.map((_line, at) => [ones[at] ?? null, others[at] ?? null]);
}

const AFTER_LF = /(?<=\n)/;

/** Converts a row of a question to runs. Bytes are escaped. */
export const rowRuns = (row: Row): Run[] =>
  row.map(({ text, meaning, bytes }) => ({ text: bytes === undefined ? text : ESCAPED[bytes](text), meaning }));

const ESCAPED: Readonly<Record<NonNullable<Piece['bytes']>, (text: string) => string>> = {
  all: visibleText,
  line: shownLine,
};

/**
 * Shows the head of a message with the letters of its parts. `made` is the head as a signer made it; any other head is
 * read as a server reads it. What is not the head of a request is a document. What differs from the head `right` is marked.
 */
export function headLines(octets: Octets, made: TracedValue | null = null, right: Octets | null = null): Line[] {
  const isMade = made !== null && octets.startsWith(made.value.bytes.octets);
  const read = isMade ? made : tracedMessage(octets);
  if (!read) return messageLines(octets);
  // The empty line that ends the head is left out.
  const head = read.value.bytes.octets;
  const { length } = head.replace(/(\n)\r?\n$/, '$1');
  const changed = right === null ? [] : markedRanges(changedRanges(right, head, 'lines'), head);
  return firstLines(tracedLines(read, { by: 'offset' }, { start: 0, end: length }, changed));
}

/** Shows the lines of a document without their ends. What follows the last end is no line. */
export function messageLines(octets: Octets): Line[] {
  const lines = octets.replace(/\r?\n$/, '').split(/\r?\n/) as Octets[];
  return firstLines(lines.map((one) => plainLine(visibleCut(one))));
}

const plainLine = (text: string): Line => line('', { text, meaning: 'copied' });

function firstLines(lines: readonly Line[]): Line[] {
  const more = lines.length - MOST_LINES;
  return [...lines.slice(0, MOST_LINES), ...(more > 0 ? [line('', aside(`… and ${more} more lines`))] : [])];
}

/** The maximum number of lines of a message that are shown. The walk shows all of them. */
const MOST_LINES = 40;
const MOST_BYTES = 600;
const visibleCut = (octets: Octets): string =>
  octets.length <= MOST_BYTES
    ? visible(octets)
    : `${visible(sliceOctets(octets, 0, MOST_BYTES))}… (${octets.length} bytes)`;

/**
 * Shows the server's response. The response consists of the status and either an error's message or an object's body.
 */
export function answerBlocks(outcome: ShotOutcome): Block[] {
  const { status, body, code, fields } = outcome;
  const isRefused = status >= REFUSED;
  const text = `${isRefused ? '✗' : '✓'} ${outcomeText(outcome)}`;
  const head = [heading('The server answers'), line('', { text, meaning: isRefused ? 'differs' : 'agrees' })];
  if (code !== null) return [...head, prose(printable(fields.get('Message') ?? ''))];
  return [...head, ...(body === '' ? [prose('Its body is empty.')] : documentLines(body))];
}

/** The lowest status code of an error. */
const REFUSED = 400;

/** Shows a document with each element on its own line. Long hexadecimal copies are shortened. */
export function documentLines(octets: Octets): Line[] {
  if (!octets.startsWith('<')) return messageLines(octets);
  const lines = octets.replaceAll('><', '>\n<').split('\n') as Octets[];
  return firstLines(lines.map((one) => plainLine(shortened(visible(one)))));
}

/** Shortens the hexadecimal copy of a text in an error document, such as `<StringToSignBytes>41 57 …`. */
const shortened = (text: string): string => text.replace(/(<\w+Bytes>[^<]{40})[^<]{60,}/, '$1…');

/**
 * Shows an exhibit, or a problem if the exhibit does not exist. `learn check` finds such problems before a learner
 * does.
 */
export function exhibitBlocks(lesson: PreparedLesson, exhibit: Exhibit): Block[] {
  const text = exhibitText(lesson, exhibit);
  if (isProblem(text)) return [problemBlock(text)];
  const octets = octetsFromText(text);
  switch (exhibit.kind) {
    case 'answer':
      return [heading("The server's response"), ...documentLines(octets)];
    case 'value':
      return [heading(nameOfValue(lesson, exhibit.value)), ...valueLines(lesson, exhibit, octets)];
    case 'text': {
      const request = tracedMessage(octets);
      if (request?.value.bytes.octets === octets) return tracedLines(request, { by: 'nothing' });
      const lines = text.replace(/\r\n$/, '').split(/\r?\n/);
      return lines.map((one) => line('', { text: printable(one), meaning: 'copied' }));
    }
  }
}

/** Shows the lines of a value. Of those of a right request, only its HTTP message has lines that end with CR LF. */
function valueLines(lesson: PreparedLesson, exhibit: ValueExhibit, octets: Octets): Line[] {
  const isMessage = exhibit.shot === undefined && octets.includes('\r\n');
  const traced = tracedExhibit(lesson, exhibit);
  const isSame = traced !== null && octetsFromText(textOfValue(traced.value)) === octets;
  if (isSame) return firstLines(tracedLines(traced, isMessage ? { by: 'offset' } : { by: 'line', first: 1 }));
  const [lines = []] = shownLines(octets);
  return isMessage ? messageLines(octets) : numberedLines(lines.map(visible));
}

/** Returns the name of a value such as `string-to-sign`, or its ID if no request of the lesson has it. */
export function nameOfValue({ prepared }: PreparedLesson, id: string): string {
  const values = prepared.flatMap(({ trace }) => trace?.values ?? []);
  return values.find((value) => value.id === id)?.name ?? id;
}

/** Shows the values of the first request that the introduction names. */
export const introducedValues = (lesson: PreparedLesson): Block[] =>
  lesson.shown.flatMap((value) => exhibitBlocks(lesson, { kind: 'value', value }));

/** Lists the values that LOOK names, at the time and with the example key of the lesson. */
export function lookedAt({ look }: PreparedLesson): ValueExhibit[] {
  const of = look?.request === undefined ? {} : { request: look.request };
  return (look?.values ?? []).map((value) => ({ kind: 'value', value, ...of }));
}

export const problemBlock = ({ says, fix }: Problem): Block => prose(`${says} ${fix}`);

/** The maximum number of surplus lines that are listed. Additional lines are only counted. */
const MOST_SURPLUS = 5;

/** Marks each line of an answer with ✓ or ✗. A line that is not judged has no mark. */
export function judgedLines(
  lesson: PreparedLesson,
  { lines, verdicts, expected }: Extract<Shown, { readonly kind: 'lines' }>,
): Line[] {
  const listed = lines.slice(0, lineCount(lesson, expected) + MOST_SURPLUS);
  const more = lines.length - listed.length;
  const traced = 'value' in expected ? tracedExhibit(lesson, { kind: 'value', ...expected }) : null;
  const known = traced ? tracedLines(traced) : [];
  const judged = listed.map((text, index): Line => {
    const number = firstLineOf(expected) + index;
    const verdict = verdicts[index];
    const isRight = verdict === 'right';
    // A program can write more lines than the answer has, and the extra lines have no mark.
    const mark = verdict === undefined ? null : isRight ? '✓' : '✗';
    // Only of a right line is it known where it comes from.
    const own = isRight ? known.find((one) => one.gutter?.number === number && isTextOf(one, text)) : undefined;
    const shown: Run = { text: shownLine(text), meaning: isRight ? 'copied' : 'differs' };
    return {
      ...line(`${mark ?? ' '} line ${number}`, own?.runs ?? [shown]),
      gutter: { ...own?.gutter, number, ...(mark && { mark }) },
      note: '',
    };
  });
  return [...judged, ...(more === 0 ? [] : [line('', aside(`and ${counted(more, 'more line')}`))])];
}

/** Returns whether a line, without its end, is what somebody wrote. */
const isTextOf = ({ runs }: Line, text: string): boolean => textOf(runs) === visible(octetsFromText(text));

export const commandLines = (command: string): Line[] =>
  command
    .trim()
    .split('\n')
    .map((text) => line('', { text, meaning: 'command' }));
