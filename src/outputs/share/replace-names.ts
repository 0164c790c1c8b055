/** Replaces names in a text, in hex dumps, and where they are percent-encoded. */
import { withoutPercents } from '../../bytes/escapes.ts';
import { asText, hexFromOctets, type Octets, octetAt, octetsFromHex, octetsFromText } from '../../bytes/octets.ts';
import { matchFinder } from '../../trace/masks/text-finder.ts';
import type { Range } from '../../trace/ranges.ts';
import type { Replacement } from './find-names.ts';

/**
 * Replaces names in a text and in its hex dumps, ignoring case. A name is replaced where no letter or digit is next to
 * it. Of names that overlap, the first is replaced, and of names with the same beginning, the longest.
 */
export function anonymized(text: string, replacements: readonly Replacement[]): string {
  const replaced = replacer(replacements);
  const inDump = replacer(replacements.filter(({ kind }) => kind !== 'hash'));
  const dumps = text.replace(DUMP, (dump) => {
    const [separator = ''] = /\s+/.exec(dump) ?? [];
    const octets = octetsFromHex(dump.replace(/\s+/g, ''));
    const changed = inDump(octets);
    return changed === octets ? dump : hexFromOctets(changed).replace(/..(?=.)/g, `$&${separator}`);
  });
  return asText(replaced(octetsFromText(dumps)));
}

/** Matches eight or more bytes in hexadecimal: either separated by spaces, as in S3 errors, or without spaces. */
const DUMP = /(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}(?: [0-9A-Fa-f]{2}){7,}|(?:[0-9A-Fa-f]{2}){8,})(?![0-9A-Za-z])/g;

interface FoundName extends Range {
  readonly to: Octets;
}

/** Returns a function that replaces all names in one pass, so that the time does not grow with their number. */
function replacer(replacements: readonly Replacement[]): (octets: Octets) => Octets {
  const words = new Map(
    replacements.map(({ from, to }) => [octetsFromText(from).toLowerCase(), octetsFromText(to)] as const),
  );
  const find = matchFinder(
    replacements.map(({ from }) => octetsFromText(from)),
    isWhole,
  );
  const namesIn = (octets: Octets): FoundName[] =>
    find(octets).flatMap(({ start, end }) => {
      const to = words.get(octets.slice(start, end).toLowerCase());
      return to === undefined ? [] : [{ start, end, to }];
    });
  return (octets) => {
    const decoded = withoutPercents(octets);
    const starts = decoded === octets ? [] : startsOf(octets);
    const encoded = (decoded === octets ? [] : namesIn(decoded)).map(({ start, end, to }) => ({
      start: starts[start] ?? 0,
      end: starts[end] ?? octets.length,
      to,
    }));
    return withNames(octets, [...namesIn(octets), ...encoded]);
  };
}

/** Returns where each octet of the text without percent-encoding begins in the text. */
const startsOf = (octets: Octets): number[] =>
  [...octets.matchAll(/%[0-9A-Fa-f]{2}|[\s\S]/g)].map(({ index }) => index);

/** Returns whether a range is a whole name, and not a part of a longer word. */
const isWhole = (octets: Octets, { start, end }: Range): boolean =>
  !isLetterOrDigit(octets, start - 1) && !isLetterOrDigit(octets, end);

const isLetterOrDigit = (octets: Octets, at: number): boolean =>
  at >= 0 && at < octets.length && /[A-Za-z0-9]/.test(String.fromCharCode(octetAt(octets, at)));

function withNames(octets: Octets, names: readonly FoundName[]): Octets {
  const sorted = [...names].sort((one, other) => one.start - other.start || other.end - one.end);
  let [replaced, done] = ['', 0];
  for (const { start, end, to } of sorted) {
    if (start < done) continue;
    replaced += octets.slice(done, start) + to;
    done = end;
  }
  return (replaced + octets.slice(done)) as Octets;
}
