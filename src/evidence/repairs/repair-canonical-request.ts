/**
 * A canonical request as a paste has it, brought back to the lines that were hashed
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html#canonical-request).
 *
 * Each way in which it may have been damaged gives a candidate; the one that has the hash of the string to sign is it.
 */
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { readCanonicalRequest } from '../../intake/canonical-parts.ts';
import { type Repaired, unescapedText, withoutEntities, withoutPercents } from './escapes.ts';

interface RepairedText extends Repaired {
  readonly standing: 'proved' | 'refuted' | 'unknown';
}

interface Candidate {
  readonly octets: Octets;
  /** What was done; empty for the text as it stands. */
  readonly repairs: readonly string[];
}

/** What a text is in another writing, tried where it proves nothing as it stands. */
interface Writing {
  readonly undo: (octets: Octets) => Octets;
  readonly says: string;
}

const WRITINGS: readonly Writing[] = [
  { undo: withoutEntities, says: 'It still had entities of XML in it, which were decoded.' },
  { undo: withoutPercents, says: 'It was percent-encoded once more, and was decoded.' },
];

/** Longer than the head of any request: only what costs one pass is tried on it. */
const LONGEST = 262_144;

/** `hash`: 64 hexadecimal digits in lower case, of the string to sign of the same side; `null` where it is not known. */
export function repairCanonicalRequest(text: Octets, hash: Octets | null): RepairedText {
  const { octets, repairs } = unescapedText(text);
  const candidates = candidatesOf(octets);
  const proved = hash && provedAmong(candidates, octets, hash);
  if (proved) return { octets: proved.octets, repairs: [...repairs, ...proved.repairs], standing: 'proved' };
  const whole = candidates.find((candidate) => isWhole(candidate.octets));
  const { octets: likely, repairs: more } = whole ?? withoutDots(trimmedLines(octets));
  // A part of a text has no hash that could be another.
  return { octets: likely, repairs: [...repairs, ...more], standing: hash && whole ? 'refuted' : 'unknown' };
}

/** People write dots where they have left out the rest. */
function withoutDots({ octets, repairs }: Candidate): Candidate {
  const bare = octets.replace(/[\t-\r ]?(?:\.{3,8}|\xe2\x80\xa6)$/, '') as Octets;
  return bare === octets
    ? { octets, repairs }
    : { octets: bare, repairs: [...repairs, 'Dots that stand for what is missing at its end were left out.'] };
}

function provedAmong(candidates: readonly Candidate[], octets: Octets, hash: Octets): Candidate | null {
  const found = candidates.find((candidate) => sha256Hex(candidate.octets) === hash);
  if (found || octets.length > LONGEST) return found ?? null;
  for (const { undo, says } of WRITINGS) {
    const other = undo(octets);
    if (other === octets) continue;
    const second = candidatesOf(other).find((candidate) => sha256Hex(candidate.octets) === hash);
    if (second) return { octets: second.octets, repairs: [says, ...second.repairs] };
  }
  return null;
}

/** From the least change to the most. */
function candidatesOf(octets: Octets): Candidate[] {
  const unixLines = octets.replaceAll('\r\n', '\n') as Octets;
  const candidates: Candidate[] = [
    { octets, repairs: [] },
    { octets: unixLines, repairs: ['Its lines ended with CR LF, and end with LF now.'] },
    { octets: withoutBreaksAround(unixLines), repairs: ['Empty lines around it were taken off.'] },
    { octets: unindented(unixLines), repairs: ['The white space before its lines was taken off.'] },
    trimmedLines(unixLines),
  ];
  if (octets.length <= LONGEST) candidates.push(unwrapped(unixLines), ...rebuiltCanonicalRequests(unixLines));
  return candidates.filter(({ octets: one }, index) => index === candidates.findIndex((other) => other.octets === one));
}

const withoutBreaksAround = (octets: Octets) => octets.replace(/^\n+/, '').replace(/(?<!\n)\n+$/, '') as Octets;

/** Without white space before each line, as a log or a pretty-printer puts it there. */
const unindented = (octets: Octets) => withoutBreaksAround(octets.replace(/^[ \t]+/gm, '') as Octets);

function trimmedLines(octets: Octets): Candidate {
  const lines = octets.split('\n').map((line) => line.replace(/^[ \t\r]+/, '').trimEnd());
  const trimmed = withoutBreaksAround(lines.join('\n') as Octets);
  return { octets: trimmed, repairs: trimmed === octets ? [] : ['White space around its lines was taken off.'] };
}

/** A terminal or a mail breaks lines at its width: what is as long as the longest line goes on in the next one. */
function unwrapped(octets: Octets): Candidate {
  const lines = withoutBreaksAround(octets).split('\n');
  const width = lines.reduce((longest, { length }) => Math.max(longest, length), 0);
  const joined = lines.map((line) => (line.length === width ? line : `${line}\n`)).join('');
  return { octets: withoutBreaksAround(joined as Octets), repairs: [`Its lines had been broken at column ${width}.`] };
}

/** Whether these are all lines of a canonical request, and nothing else. */
export function isWhole(octets: Octets): boolean {
  const read = readCanonicalRequest(plain(octets), 0);
  return !isProblem(read) && read.end === octets.length;
}

interface Rebuilt {
  readonly octets: Octets;
  readonly repairs: readonly string[];
}

/** What its last two lines say; between them and the method stands the rest. */
interface Frame {
  readonly method: string;
  /** From behind the method to before the list of signed headers; between words one space. */
  readonly middle: string;
  readonly names: readonly string[];
  readonly hashedPayload: string;
}

const LINES = 'Its line ends had become spaces.';
const EMPTY_LINES = 'Its empty lines had been lost.';
const NAMES = /^[a-z0-9!#$%&'*+.^_`|~-]+(?:;[a-z0-9!#$%&'*+.^_`|~-]+)*$/;

/**
 * What it may have been, the likeliest first; nothing where its end is not there, by which the headers are told apart.
 * A value of a header has had runs of spaces made one, as the rule for canonical headers wants it anyway.
 */
function rebuiltCanonicalRequests(text: Octets): Rebuilt[] {
  const frame = frameOf(text);
  if (!frame) return [];
  const { before, fields } = headersOf(frame);
  const repairs = [text.trim().includes('\n') ? EMPTY_LINES : LINES];
  return startsOf(before).map((start) => ({
    octets: [frame.method, ...start, ...fields, '', frame.names.join(';'), frame.hashedPayload].join('\n') as Octets,
    repairs,
  }));
}

function frameOf(text: Octets): Frame | null {
  const flat = text.replace(/[\t-\r ]+/g, ' ').trim();
  const last = flat.lastIndexOf(' ');
  const list = flat.lastIndexOf(' ', last - 1);
  const first = flat.indexOf(' ');
  const method = flat.slice(0, Math.max(first, 0));
  const names = flat.slice(list + 1, last);
  const hashedPayload = flat.slice(last + 1);
  if (list <= first || !/^[A-Z]+$/.test(method) || !NAMES.test(names) || !/^[A-Za-z0-9-]+$/.test(hashedPayload)) {
    return null;
  }
  return { method, middle: flat.slice(first, list), names: names.split(';'), hashedPayload };
}

/** The path and the query together, and a line for each signed header. Some servers leave out those that did not come. */
function headersOf({ middle, names }: Frame): { readonly before: string; readonly fields: readonly string[] } {
  const starts: number[] = [];
  let from = 0;
  for (const name of names) {
    const at = middle.indexOf(` ${name}:`, from);
    if (at < 0) continue;
    starts.push(at);
    from = at + name.length + 1;
  }
  return {
    before: middle.slice(0, starts[0] ?? middle.length).trim(),
    fields: starts.map((start, index) => middle.slice(start, starts[index + 1] ?? middle.length).trim()),
  };
}

/** A path may hold spaces where a client has signed it decoded; a query never does. */
function startsOf(before: string): (readonly [path: string, query: string])[] {
  const space = before.lastIndexOf(' ');
  if (space < 0) return [[before, '']];
  const parted: readonly [string, string] = [before.slice(0, space), before.slice(space + 1)];
  const whole: readonly [string, string] = [before, ''];
  return parted[1].includes('=') ? [parted, whole] : [whole, parted];
}
