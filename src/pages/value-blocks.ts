/** The blocks that pages are built from: values, with their checks and origins. */
import type { Octets } from '../bytes/octets.ts';
import { sourcesOf } from '../bytes/origin.ts';
import type { ByteRange } from '../trace/provenance.ts';
import type { RedactedValue } from '../trace/redact.ts';
import type { Check } from '../vectors/expectations.ts';
import { plainRun, runsOf, visible } from './characters/visible.ts';
import type { WalkFacts } from './facts.ts';
import type { OriginTeller } from './origins.ts';
import { aside, type Block, hexLine, type Line, line, prose, type Run, type StoredText } from './page.ts';
import type { ShellCommand } from './shell.ts';

/** Bytes in one line of a hex view. */
const HEX_LINE = 16;

/** What was published of a value, and whether it agrees; empty where nothing was. */
export function checkRuns({ checks, publisher }: WalkFacts, id: string): Run[] {
  const check = checks.find((candidate) => candidate.value === id);
  if (!check) return [];
  const who = publisher?.publisher ?? 'the publisher';
  if (!check.agrees) return [{ text: `✗ ${differenceInWords(check, who)}`, meaning: 'differs' }];
  if (check.by === 'verified') {
    return [
      { text: `✓ the one that ${who} prints is good too, by the public key: no two are alike`, meaning: 'agrees' },
    ];
  }
  return check.authority === 'published'
    ? [{ text: `✓ published by ${who}`, meaning: 'agrees' }]
    : [{ text: `✓ as ${check.computedBy} computes it; ${who} prints none`, meaning: 'agrees' }];
}

export function differenceInWords({ authority, computedBy, expected }: Check, who: string): string {
  const source = authority === 'published' ? `${who} prints` : `${computedBy} computes`;
  return `${source} ${visible(expected)}`;
}

export function titleLine(facts: WalkFacts, name: string, id: string): Line {
  return line('', checkedName(facts, name, id));
}

/** A name and what was published of its value. */
export function checkedName(facts: WalkFacts, name: string, id: string): Run[] {
  return [{ text: name, meaning: 'name' }, aside('  '), ...checkRuns(facts, id)];
}

/** The whole value in one line, keys as hexadecimal digits. */
export function valueLine(label: string, value: RedactedValue, tell: OriginTeller): Line {
  const { length } = value.bytes.octets;
  const runs = runsOf(value, 0, length, value.form === 'octets' ? 'digits' : 'text');
  return line(label, length === 0 ? [aside('(empty)')] : runs, length === 0 ? null : tell(value));
}

/** A text value line by line, every newline visible; an empty line is there, with its newline. */
export function textLines(label: string, value: RedactedValue, tell: OriginTeller): Line[] {
  return lineRanges(value.bytes.octets).map(([start, end], index) =>
    line(index === 0 ? label : '', runsOf(value, start, end), tell(value, start, end)),
  );
}

/** Where each line starts and ends, its newline included. */
export function lineRanges(octets: Octets): [number, number][] {
  const ranges: [number, number][] = [];
  let start = 0;
  while (start < octets.length) {
    const newline = octets.indexOf('\n', start);
    const end = newline < 0 ? octets.length : newline + 1;
    ranges.push([start, end]);
    start = end;
  }
  return ranges;
}

/** A hex view of bytes `first` to `last` (not included) of a value: offset, 16 bytes, the same as characters. */
export function hexLines(
  value: RedactedValue,
  tell: OriginTeller,
  first = 0,
  last = value.bytes.octets.length,
): Line[] {
  return chunks(first, last).map(([start, end]) => {
    const padding = aside(`${'   '.repeat(HEX_LINE - (end - start))} `);
    const runs = [...runsOf(value, start, end, 'pairs'), padding, ...runsOf(value, start, end, 'characters')];
    return hexLine(offset(start - first), runs, tell(value, start, end));
  });
}

/** Bytes that are no value of the trace: what came over the wire. */
export interface WireBytes {
  /** As `bytesShown` knows it. */
  readonly id: string;
  /** The first of them. */
  readonly octets: Octets;
  /** Where bytes `start` to `end` (not included) come from. */
  readonly tell: (start: number, end: number) => string;
}

/** A hex view of them; `at` is the offset of the first. */
export function wireHexLines({ id, octets, tell }: WireBytes, at = 0): Line[] {
  return chunks(0, octets.length).map(([start, end]) => {
    const padding = aside(`${'   '.repeat(HEX_LINE - (end - start))} `);
    const runs = [plainRun(id, octets, start, end, 'pairs'), padding, plainRun(id, octets, start, end, 'characters')];
    return hexLine(offset(at + start), runs, tell(start, end));
  });
}

/** The same line by line as text; all that can be read of the id, where somebody looks at a window. */
export function wireText({ id, octets, tell }: WireBytes): StoredText {
  const beginning = lineRanges(octets).map(([start, end]) =>
    line('', [plainRun(id, octets, start, end)], tell(start, end)),
  );
  return { kind: 'stored', value: id, beginning, tell };
}

const offset = (at: number) => at.toString(16).padStart(8, '0');

function chunks(start: number, end: number): [number, number][] {
  return Array.from({ length: Math.ceil((end - start) / HEX_LINE) }, (_, index) => [
    start + index * HEX_LINE,
    Math.min(start + (index + 1) * HEX_LINE, end),
  ]);
}

/** The bytes between the first and the last byte that some origin of this range takes from another value. */
export function sourceRange(
  value: RedactedValue,
  of: RedactedValue,
  start = 0,
  end = value.bytes.octets.length,
): ByteRange | null {
  const origins = (value.bytes.spans ?? []).filter((span) => span.start < end && span.end > start);
  const sources = origins.flatMap(({ origin }) => sourcesOf(origin));
  const copies = sources.filter((source) => source.kind === 'copy').filter((source) => source.value === of.id);
  if (copies.length === 0) return null;
  const from = copies.reduce((first, copy) => Math.min(first, copy.start), Number.POSITIVE_INFINITY);
  const to = copies.reduce((last, copy) => Math.max(last, copy.end), 0);
  return { value: of.id, start: from, end: to };
}

/** The command, where the bytes fit on a command line. */
export function shellBlock(says: string, command: ShellCommand | null): Block[] {
  return command === null ? [] : [{ kind: 'command', says, commands: [command] }];
}

/** `null` where none does. */
export function lessonLine(lesson: string | null): Block[] {
  if (lesson === null) return [];
  return [prose({ text: 'Lesson: ', meaning: 'name' }, { text: learnCommand(lesson), meaning: 'command' })];
}

/** The command that opens it. */
export const learnCommand = (lesson: string): string => `sigv4 learn ${lesson}`;
