/**
 * Restores the lines of a pasted canonical request to the form in which they were hashed
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html#canonical-request). Each possible kind
 * of damage yields a candidate. The right candidate is the one whose hash is in the string to sign.
 */
import { plain } from '../../bytes/bytes.ts';
import { withoutBackslashes, withoutEntities, withoutPercents } from '../../bytes/escapes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { trimmed } from '../../bytes/white-space.ts';
import { HASH_OF_NOTHING, sha256Hex } from '../../crypto/digests.ts';
import { readCanonicalRequest } from '../../intake/canonical-parts.ts';
import { AMZ_HEADERS } from '../../sigv4/names.ts';
import { isMasked } from '../shapes.ts';
import { type Repaired, unescapedText } from './escapes.ts';

interface RepairedText extends Repaired {
  readonly proof: 'proved' | 'refuted' | 'unknown';
}

const ENTITIES = 'It still contained XML entities, which were decoded.';
/** The kinds of escaping that are decoded if the text as given does not match the hash. */
const WRITINGS: readonly (readonly [says: string, undo: (octets: Octets) => Octets])[] = [
  [ENTITIES, withoutEntities],
  ['It was percent-encoded again, so it was decoded.', withoutPercents],
  ['It was written with the backslashes of a string, so it was decoded.', withoutBackslashes],
  [
    'It was written with the quotation marks of a shell, which were removed.',
    (octets) => octets.replaceAll("'\\''", "'") as Octets,
  ],
];

/** The maximum length of a request head in bytes. For longer text, only repairs that take a single pass are tried. */
const LONGEST = 262_144;

/**
 * Restores a canonical request. `hash` is the hash in the same side's string to sign, as 64 lowercase hexadecimal
 * digits, or `null` if the hash is unknown.
 */
export function repairCanonicalRequest(text: Octets, hash: Octets | null): RepairedText {
  const { octets, repairs } = unescapedBy(hash, unescapedText(text));
  const candidates = candidatesOf(octets);
  const proved = hash && provedAmong(candidates, octets, hash);
  if (proved) return { octets: proved.octets, repairs: [...repairs, ...proved.repairs], proof: 'proved' };
  const whole = candidates.find(
    (candidate) => isWhole(candidate.octets) && !(candidate.repairs.includes(EMPTY_LINES) && hasEmptyLine(octets)),
  );
  const { octets: likely, repairs: more } = whole ?? withoutDots(trimmedLines(octets));
  // An incomplete text has a different hash, and so has one with a mask, so a mismatch refutes nothing.
  const proof = hash && whole && !isMasked(likely) ? 'refuted' : 'unknown';
  return { octets: likely, repairs: [...repairs, ...more], proof };
}

/** Returns whether a text has an empty line between others. What prints one keeps them all, so no other one was lost. */
const hasEmptyLine = (octets: Octets): boolean => /\n[ \t\r]*\n/.test(trimmed(octets));

/**
 * Decodes the entities of a text that no hash can confirm. A paste went through a web page more often than a client
 * signed a query with entities.
 */
function unescapedBy(hash: Octets | null, { octets, repairs }: Repaired): Repaired {
  const plainText = hash === null ? withoutEntities(octets) : octets;
  return plainText === octets ? { octets, repairs } : { octets: plainText, repairs: [...repairs, ENTITIES] };
}

/** Removes dots at the end of a text that replace omitted text. */
function withoutDots({ octets, repairs }: Repaired): Repaired {
  const bare = octets.replace(/[\t-\r ]?(?:\.{3,8}|\xe2\x80\xa6)$/, '') as Octets;
  return bare === octets
    ? { octets, repairs }
    : { octets: bare, repairs: [...repairs, 'The dots at its end, which replace missing text, were removed.'] };
}

function provedAmong(candidates: readonly Repaired[], octets: Octets, hash: Octets): Repaired | null {
  const ends = octets.length > LONGEST ? [] : completedEnds(octets.replaceAll('\r\n', '\n') as Octets);
  const found = [...candidates, ...ends, ...withLostEndings(octets)].find(
    (candidate) => sha256Hex(candidate.octets) === hash,
  );
  if (found || octets.length > LONGEST) return found ?? null;
  for (const [says, undo] of WRITINGS) {
    const other = undo(octets);
    if (other === octets) continue;
    const second = candidatesOf(other).find((candidate) => sha256Hex(candidate.octets) === hash);
    if (second) return { octets: second.octets, repairs: [says, ...second.repairs] };
  }
  return null;
}

/** Lists the candidates, from the smallest change to the largest. */
function candidatesOf(octets: Octets): Repaired[] {
  const unixLines = octets.replaceAll('\r\n', '\n') as Octets;
  const candidates: Repaired[] = [
    { octets, repairs: [] },
    { octets: unixLines, repairs: ['Its lines ended with CR LF, which became LF.'] },
    { octets: withoutBreaksAround(unixLines), repairs: ['Empty lines around it were removed.'] },
    { octets: unindented(unixLines), repairs: ['The white space before its lines was removed.'] },
    trimmedLines(unixLines),
  ];
  if (octets.length <= LONGEST) {
    candidates.push(unwrapped(unixLines), ...rebuiltCanonicalRequests(unixLines));
  }
  return candidates.filter(({ octets: one }, index) => index === candidates.findIndex((other) => other.octets === one));
}

const withoutBreaksAround = (octets: Octets) => octets.replace(/^\n+/, '').replace(/(?<!\n)\n+$/, '') as Octets;

/** Restores the line endings that a print does not show: that of an empty last line, and CR LF, which a signer hashed. */
function withLostEndings(octets: Octets): Repaired[] {
  const lines = withoutBreaksAround(octets.replaceAll('\r\n', '\n') as Octets);
  return [
    { octets: `${lines}\n` as Octets, repairs: ['Its last line, which is empty, was restored.'] },
    {
      octets: lines.replaceAll('\n', '\r\n') as Octets,
      repairs: ['Its lines ended with CR LF when they were hashed, which was restored.'],
    },
  ];
}

/** Removes the indentation that a log or a pretty-printer added. */
const unindented = (octets: Octets) => withoutBreaksAround(octets.replace(/^[ \t]+/gm, '') as Octets);

function trimmedLines(octets: Octets): Repaired {
  const lines = octets.split('\n').map((line) => line.replace(/^[ \t\r]+/, '').trimEnd());
  const trimmed = withoutBreaksAround(lines.join('\n') as Octets);
  return { octets: trimmed, repairs: trimmed === octets ? [] : ['White space around its lines was removed.'] };
}

/** Joins lines that a terminal or an email wrapped. A line counts as wrapped if it is as long as the longest line. */
function unwrapped(octets: Octets): Repaired {
  const lines = withoutBreaksAround(octets).split('\n');
  const width = lines.reduce((longest, { length }) => Math.max(longest, length), 0);
  const joined = lines.map((line) => (line.length === width ? line : `${line}\n`)).join('');
  return { octets: withoutBreaksAround(joined as Octets), repairs: [`Its lines had been broken at column ${width}.`] };
}

/** Returns whether the text is exactly one complete canonical request. */
export function isWhole(octets: Octets): boolean {
  const read = readCanonicalRequest(plain(octets), 0);
  if (isProblem(read) || read.end !== octets.length) return false;
  // If the last line has fewer digits than a hash, the hash was cut off.
  return !/^[0-9a-f]{8,63}$/.test(read.parts.hashedPayload.octets);
}

/**
 * The parts of a canonical request whose line endings were lost: the method, the last two lines, and everything between
 * them.
 */
interface Frame {
  readonly method: string;
  /** The text between the method and the list of signed headers, with runs of spaces collapsed. */
  readonly middle: string;
  readonly names: readonly string[];
  readonly hashedPayload: string;
}

const LINES = 'Its line endings had become spaces.';
const EMPTY_LINES = 'Its empty lines were missing.';
const NAMES = /^[a-z0-9!#$%&'*+.^_`|~-]+(?:;[a-z0-9!#$%&'*+.^_`|~-]+)*$/;

/**
 * Rebuilds a canonical request that lost its line endings or its empty lines. The most likely candidate comes first.
 * There are no candidates if the end of the text, which lists the signed headers, is missing. Collapsing runs of spaces
 * is safe because canonical headers contain no such runs.
 */
function rebuiltCanonicalRequests(text: Octets): Repaired[] {
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

/** Separates the path and query from the headers. Some servers omit the signed headers that they did not receive. */
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

/**
 * Lists the possible ways to separate the path from the query. A path may contain spaces if a client signed it without
 * encoding it; a query never does.
 */
function startsOf(before: string): (readonly [path: string, query: string])[] {
  const space = before.lastIndexOf(' ');
  if (space < 0) return [[before, '']];
  const parted: readonly [string, string] = [before.slice(0, space), before.slice(space + 1)];
  const whole: readonly [string, string] = [before, ''];
  return parted[1].includes('=') ? [parted, whole] : [whole, parted];
}

const COMPLETED = ['Its end was missing, and was completed from its other lines.'];
const FIELD = /^([a-z0-9!#$%&'*+.^_`|~-]+):(.*)$/;
const UNSIGNED = 'UNSIGNED-PAYLOAD';
const DOTS = /(?:\.{3,8}|\xe2\x80\xa6)[\t-\r ]*$/;

/**
 * Completes a text whose end was cut off: the list of signed headers repeats the names above it, and the hash of the
 * payload is often in a header. The list is empty if the text ends before its headers.
 */
function completedEnds(text: Octets): Repaired[] {
  const lines = text.replace(DOTS, '').split('\n');
  if (!/^[A-Z]{3,10}$/.test(lines[0] ?? '') || !lines[1]?.startsWith('/')) return [];
  const first = lines.findIndex((line, index) => index > 1 && FIELD.test(line));
  if (first < 0) return [];
  const after = lines.findIndex((line, index) => index > first && !FIELD.test(line));
  const headers = lines.slice(first, after < 0 ? undefined : after);
  // The very last line may be cut off or complete.
  const wholes = after < 0 && headers.length > 1 ? [headers, headers.slice(0, -1)] : [headers];
  return wholes.flatMap((whole) => completions([...lines.slice(0, first), ...whole], whole));
}

function completions(before: readonly string[], headers: readonly string[]): Repaired[] {
  const fields = headers.map((line) => FIELD.exec(line));
  const names = fields.map((field) => field?.[1] ?? '').join(';');
  const stated = fields.find((field) => field?.[1] === AMZ_HEADERS.contentSha256)?.[2];
  const payloads = [...new Set([stated, UNSIGNED, HASH_OF_NOTHING])].filter((payload) => payload !== undefined);
  return payloads.map((payload) => ({
    octets: [...before, '', names, payload].join('\n') as Octets,
    repairs: COMPLETED,
  }));
}
