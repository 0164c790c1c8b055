/** Creates blocks that multiple pages share. The blocks show values together with their checks and origins. */
import { isExampleSecret } from '../aws/example-keys.ts';
import { type Octets, sliceOctets } from '../bytes/octets.ts';
import { lineRanges, type Range } from '../trace/ranges.ts';
import type { RedactedValue } from '../trace/redact.ts';
import type { Check } from '../vectors/expectations.ts';
import { plainRun, runsOf, visible } from './characters/visible.ts';
import type { WalkFacts } from './facts.ts';
import {
  agrees,
  aside,
  type Block,
  differs,
  type Explanation,
  hexLine,
  type Line,
  line,
  named,
  prose,
  type Run,
  type StoredBody,
  type StoredText,
  type Writing,
} from './page.ts';
import type { ShellCommand } from './shell.ts';

/** The number of bytes in each line of a hex view. */
const HEX_LINE = 16;

/** Says whether a value agrees with the published value. Returns nothing if no value was published. */
export function checkRuns({ checks, publisher }: Pick<WalkFacts, 'checks' | 'publisher'>, id: string): Run[] {
  const check = checks.find((candidate) => candidate.value === id);
  if (!check) return [];
  const who = publisher?.publisher ?? 'the publisher';
  if (!check.agrees) return [differs(`✗ ${differenceInWords(check, who)}`)];
  if (check.by === 'verified') {
    return [agrees(`✓ the signature that ${who} publishes is valid too: no two ECDSA signatures are the same`)];
  }
  return check.authority === 'published'
    ? [agrees(`✓ published by ${who}`)]
    : [agrees(`✓ the same as ${check.computedBy} computes; ${who} publishes none`)];
}

export function differenceInWords({ authority, computedBy, expected }: Check, who: string): string {
  const source = authority === 'published' ? `${who} publishes` : `${computedBy} computes`;
  return `${source} ${visible(expected)}`;
}

/** Shows a whole value in one line. Values that are not text, such as keys, are shown in hexadecimal. */
export function valueLine(label: string, value: RedactedValue, origin?: string): Line {
  const { length } = value.bytes.octets;
  const runs = runsOf(value, 0, length, value.form === 'octets' ? 'digits' : 'text');
  if (length === 0) return { ...line(label, aside('(empty)')), describes: value.id };
  return line(label, runs, origin);
}

/**
 * Says with a mark and a name whether a value agrees with the published value. Returns an empty string if no value was
 * published.
 */
export function checkNote({ checks, publisher }: WalkFacts, id: string): string {
  const check = checks.find((candidate) => candidate.value === id);
  if (!check) return '';
  const who = check.authority === 'published' ? (publisher?.publisher ?? 'published') : check.computedBy;
  return check.agrees ? `✓ ${who}` : '✗ differs';
}

/** Names the sources that have the same values as this walk, each once. */
export const sourcesThatAgree = (facts: WalkFacts): readonly string[] => {
  const agreeing = facts.checks.filter(({ agrees }) => agrees);
  return [...new Set(agreeing.map(({ value }) => checkNote(facts, value).slice('✓ '.length)))];
};

/** Puts a line among the lines of texts, which are aligned, without a number. */
export const inText = (of: Line, about: Partial<Pick<Line, 'note' | 'explains' | 'madeFrom'>> = {}): Line => ({
  ...of,
  gutter: { number: null },
  ...about,
});

/** Shows bytes `start` to `end` (exclusive) of a value among the lines of texts. */
export const partLine = (label: string, value: RedactedValue, { start, end }: Range, as?: Writing): Line =>
  inText(line(label, runsOf(value, start, end, as)));

/** Shows the digits of a hash or a MAC. On the screen, the check follows the digits. */
export function digestLine(facts: WalkFacts, label: string, value: RedactedValue): Line {
  return inText(valueLine(label, value), { note: checkNote(facts, value.id) });
}

/**
 * Returns the label of a secret, whose bytes begin at `start`: `label`, or words that say that AWS has published it. A
 * published secret is shown everywhere, and any other secret is masked everywhere.
 */
export const secretLabel = ({ bytes }: RedactedValue, label: string, start = 0): string =>
  isExampleSecret(sliceOctets(bytes.octets, start)) ? "secret, AWS's example" : label;

/** The words about one line of a text. */
export interface LineWords {
  readonly label?: string;
  readonly note?: string;
  readonly explains?: Explanation;
}

/**
 * Shows a text as it is signed, with the number of each line in the gutter. `about` returns the words about each line.
 */
export function numberedLines(
  value: RedactedValue,
  about: (index: number, count: number, start: number) => LineWords = () => ({}),
): Line[] {
  return lineRanges(value.bytes.octets).map(({ start, end }, index, all) => {
    const { label = '', ...others } = about(index, all.length, start);
    return { ...partLine(label, value, { start, end }), ...others, gutter: { number: index + 1 } };
  });
}

/** Shows bytes `start` to `end` (exclusive) of a message, with the offset of the first byte in the gutter. */
export function offsetLine(value: RedactedValue, range: Range): Line {
  return { ...partLine('', value, range), gutter: { number: range.start, isOffset: true } };
}

/** Shows a text line by line, with every newline visible. */
export function textLines(label: string, value: RedactedValue): Line[] {
  return lineRanges(value.bytes.octets).map(({ start, end }, index) =>
    line(index === 0 ? label : '', runsOf(value, start, end)),
  );
}

/** Shows a value as a hex view. Each line has the offset, 16 bytes, and the same bytes as characters. */
export const hexLines = (value: RedactedValue): Line[] =>
  hexView(value.bytes.octets.length, 0, (start, end, as) => runsOf(value, start, end, as));

/** Bytes on the wire, which are not in the trace. */
export interface WireBytes {
  /** The ID of the bytes, as in `bytesShown`. */
  readonly id: string;
  /** The first bytes, which are not necessarily all bytes. */
  readonly octets: Octets;
  /** Describes where bytes `start` to `end` (exclusive) come from. */
  readonly tell: (start: number, end: number) => string;
}

/** The maximum number of bytes from the wire that a page shows. `--json` has all bytes that were kept. */
export const WIRE_LIMIT = 16_384;

/** Counts the bytes that a hex view leaves out, if there are any. */
export const moreBytes = (more: number, of = ''): Line[] =>
  more > 0 ? [hexLine('', [aside(`… and ${more} more bytes${of}`)])] : [];

/** Shows bytes from the wire as a hex view. `at` is the offset of the first byte. */
export function wireHexLines({ id, octets, tell }: WireBytes, at = 0): Line[] {
  return hexView(octets.length, at, (start, end, as) => [plainRun(id, octets, start, end, as)], tell);
}

/**
 * Shows bytes from the wire as text, line by line. On a screen, the user can scroll through everything that is stored
 * under the ID. `offset` is the offset of the first byte in the message. `body` is the body in the text, if any.
 */
export function wireText({ id, octets, tell }: WireBytes, offset = 0, body?: StoredBody): StoredText {
  const beginning = lineRanges(octets).map(({ start, end }) =>
    line('', plainRun(id, octets, start, end), tell(start, end)),
  );
  return { kind: 'stored', value: id, beginning, offset, tell, ...(body ? { body } : {}) };
}

/** Shows bytes as a hex view. `at` is the offset of the first byte. */
function hexView(
  length: number,
  at: number,
  runs: (start: number, end: number, as: Writing) => Run[],
  tell?: (start: number, end: number) => string,
): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < length; start += HEX_LINE) {
    const end = Math.min(start + HEX_LINE, length);
    const padding = aside(`${'   '.repeat(HEX_LINE - (end - start))} `);
    const offset = (at + start).toString(16).padStart(8, '0');
    const shown = [...runs(start, end, 'pairs'), padding, ...runs(start, end, 'characters')];
    lines.push(hexLine(offset, shown, tell?.(start, end)));
  }
  return lines;
}

/**
 * Shows one line of a text, marked as different from byte `differsFrom` to the end. Pass `null` for a line that does
 * not exist.
 */
export function markedLine(octets: Octets | null, differsFrom: number | null): Run[] {
  if (octets === null) return [aside('(no such line)')];
  if (octets === '') return [aside('(an empty line)')];
  const from = differsFrom ?? octets.length;
  const runs: Run[] = [
    { text: visible(sliceOctets(octets, 0, from)), meaning: 'given' },
    differs(visible(sliceOctets(octets, from))),
  ];
  return runs.filter(({ text }) => text !== '');
}

/** Returns the block for a command, after those that it needs. Returns nothing if the bytes are too long for a command. */
export function shellBlock(says: string, command: ShellCommand | null, ...before: readonly ShellCommand[]): Block[] {
  return command === null ? [] : [{ kind: 'command', says, commands: [...before, command] }];
}

/** Returns the command that opens the lesson about a mistake. Returns nothing if there is no such lesson. */
export function lessonLine(lesson: string | null): Block[] {
  if (lesson === null) return [];
  return [prose(named('Lesson: '), { text: learnCommand(lesson), meaning: 'command' })];
}

export const learnCommand = (lesson: string): string => `sigv4 learn ${lesson}`;
