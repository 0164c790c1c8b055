/** Takes the parts out of a long text, such as a log, that may be about a signature. */
import type { Octets } from '../bytes/octets.ts';
import type { Range } from '../trace/ranges.ts';
import { PARAMETER } from './shapes.ts';

/** The maximum number of bytes that are read, of which no paste of a single failure has more. */
const LONGEST = 524_288;

/** Matches a refusal: the status of a response, or a code of several words. What is before it is read first. */
const REFUSES = /HTTP\/\d(?:\.\d)?"? 40[013]\b|[>"'(\s](?:[A-Z][a-z]+){3,8}(?:Exception)?[<"'):]/g;
/** Matches a word that is in everything else that is read, and the headers that every vendor has in its own way. */
const SIGN = new RegExp(
  `[Ss]ign|SIGN|[Cc]anonical|CANONICAL|HMAC|Credential|Authorization|AccessKey|${PARAMETER}(?:[Dd]ate|[Cc]ontent|[Ss]ecurity)`,
  'g',
);

const BEFORE = 65_536;
const AFTER = 16_384;

/** Matches the head of a request. */
const HEAD = /^[\s\ufeff]{0,16}[A-Z]{3,10} [^\r\n]{1,16384} HTTP\/\d(?:[^\r\n]*\r?\n){1,200}?\r?\n/;
const LENGTH = /^content-length:[ \t]*(\d{1,15})/im;

/**
 * Returns a request with a long body, of which every byte counts, and the text around the body, in which to look for
 * anything else. Returns `null` if the text is not such a request.
 */
export function longRequestIn(octets: Octets): { readonly request: Octets; readonly others: Octets } | null {
  if (octets.length <= LONGEST) return null;
  const head = HEAD.exec(octets.slice(0, BEFORE))?.[0] ?? '';
  const length = Number(LENGTH.exec(head)?.[1] ?? 0);
  if (length <= LONGEST / 2) return null;
  const end = head.length + length;
  return { request: octets.slice(0, end) as Octets, others: `${head}${octets.slice(end)}` as Octets };
}

/** Returns a long text without the parts that are about nothing that is read; `octets` is unchanged if it is short. */
export function nearSigns(octets: Octets): { readonly octets: Octets; readonly remarks: readonly string[] } {
  if (octets.length <= LONGEST) return { octets, remarks: [] };
  const refused = rangesNear(octets, REFUSES, []);
  const all = rangesNear(octets, SIGN, refused).sort((one, other) => one.start - other.start);
  const parts = all.map(({ start, end }) => octets.slice(start, end));
  return {
    octets: parts.join('\n\n') as Octets,
    remarks: [
      `The text is long. ${parts.length === 1 ? 'The part' : 'The parts'} near what may be a signature ${parts.length === 1 ? 'was' : 'were'} read.`,
    ],
  };
}

/** Adds the ranges around the matches to those that are there, until they are as long as may be. */
function rangesNear(octets: Octets, pattern: RegExp, known: readonly Range[]): Range[] {
  const ranges = [...known];
  let length = known.reduce((sum, { start, end }) => sum + end - start, 0);
  let next = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(octets); match && length < LONGEST; match = pattern.exec(octets)) {
    const around = known.find(({ start, end }) => start <= match.index && match.index < end);
    const following = known.find(({ start }) => start > match.index)?.start ?? octets.length;
    if (!around) {
      const start = Math.max(next, match.index - BEFORE);
      next = Math.min(following, match.index + AFTER);
      ranges.push({ start, end: next });
      length += next - start;
    } else next = around.end;
    pattern.lastIndex = Math.max(pattern.lastIndex, next);
  }
  return ranges;
}
