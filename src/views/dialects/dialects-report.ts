/** Writes what `sigv4 dialects` prints: what differs, or the same request in two dialects. */

import { diffArrays } from 'diff';
import { DIALECTS } from '../../sigv4/dialects/table.ts';
import { commonEnds } from '../../trace/common-ends.ts';
import type { Trace } from '../../trace/trace.ts';
import { printable } from '../characters/visible.ts';
import { aside, type Block, differs, heading, line, link, prose, type Report, type Run, words } from '../page.ts';
import type { Results } from '../results.ts';
import { comparedTexts } from './compared-dialects.ts';
import { DIALECT_ROWS } from './dialect-rows.ts';

/** Reports the dialects row by row, or two of them side by side. */
export function dialectsReport({ dialects, compared }: Results['dialects']): Report {
  return { blocks: compared === null ? tableBlocks(dialects) : comparedBlocks(compared) };
}

function tableBlocks(dialects: Results['dialects']['dialects']): Block[] {
  return [
    ...DIALECT_ROWS.flatMap(({ says, of }) => [
      heading(says),
      ...dialects.map(({ id, dialect }) => line(id, printable(of(dialect)))),
    ]),
    heading('Where it is documented'),
    ...dialects.map(({ id, dialect: { see } }) => line(id, link(see.calculation, see.calculation))),
  ];
}

function comparedBlocks(traces: readonly [Trace, Trace]): Block[] {
  const [one, other] = traces;
  return [
    prose(
      `The same request, signed with ${one.algorithm} and with ${other.algorithm}. `,
      aside('^ marks the bytes that differ.'),
    ),
    ...comparedTexts(traces).flatMap(({ says, pair: [first, second] }) => [
      heading(says),
      ...lineBlocks(first, second),
    ]),
  ];
}

/** Pairs the lines of two texts by what they are: a header by its name, any other line by its place. */
function lineBlocks(first: string, second: string): Block[] {
  const [ours, theirs] = [keyedLines(first), keyedLines(second)];
  return diffArrays(
    ours.map(({ key }) => key),
    theirs.map(({ key }) => key),
  )
    .flatMap(({ value }) => value)
    .flatMap((key) => pairBlocks(lineOf(ours, key), lineOf(theirs, key)));
}

interface KeyedLine {
  readonly key: string;
  readonly text: string;
}

const lineOf = (lines: readonly KeyedLine[], wanted: string): string | null =>
  lines.find(({ key }) => key === wanted)?.text ?? null;

/** A part of an Authorization header. */
const PART = /^[A-Z][A-Za-z]*=/;
const HEADER = /^([a-z][a-z0-9-]*):/;
/** The beginning of the names of a vendor's own headers, which are the same headers for another vendor. */
const OF_VENDOR = new RegExp(`^(?:${DIALECTS.map(({ headerPrefix }) => headerPrefix).join('|')})`);

function keyedLines(text: string): readonly KeyedLine[] {
  const lines = text.split('\n');
  const lastHeader = lines.findLastIndex((line) => HEADER.test(line));
  return lines.map((line, index) => {
    const name = HEADER.exec(line)?.[1]?.replace(OF_VENDOR, 'own-');
    const place = lastHeader >= 0 && index > lastHeader ? index - lastHeader : `before ${index}`;
    return { key: name ?? PART.exec(line)?.[0] ?? String(place), text: line };
  });
}

function pairBlocks(one: string | null, other: string | null): Block[] {
  if (one === other) return [line('=', printable(one ?? ''))];
  const { start, ends } = differenceOf(one ?? '', other ?? '');
  return [
    ...(one === null ? [] : [line('-', shown(one)), marks(start, ends[0])]),
    ...(other === null ? [] : [line('+', shown(other)), marks(start, ends[1])]),
  ];
}

const shown = (text: string): Run => (text === '' ? aside('(empty)') : words(printable(text)));

const marks = (start: number, end: number) => {
  const run: Run = differs(' '.repeat(start) + '^'.repeat(Math.max(end - start, 1)));
  return line('^', run);
};

/** Returns where two texts begin to differ, and where the difference ends in each. */
export function differenceOf(
  one: string,
  other: string,
): { readonly start: number; readonly ends: readonly [number, number] } {
  const { start, end } = commonEnds(one, other);
  return { start, ends: [one.length - end, other.length - end] };
}
