/**
 * Removes what was put before each of several lines: the time and the name of a program by a log, a quotation mark by an
 * email, a comment mark by a person. What it is need not be known: it is what comes back before the next lines, where
 * the digits of a time and the spaces may be others.
 */
import type { Octets } from '../../bytes/octets.ts';

/**
 * The minimum number of lines with the same mark, and with the same words or numbers. Fewer lines are probably a comment
 * about the code, or entries of a log.
 */
const FEWEST = { mark: 2, words: 4 };
const LONGEST = 200;

/** Matches a line of a request, of an answer, or of a signed text. Other runs of lines stay as they are. */
const WORTH_READING =
  /^(?:[A-Z]{3,7} (?:\/|https?:)|HTTP\/\d|<[A-Za-z?]|\w{3,4}4?-HMAC-|Authorization:|x-\w{2,4}-|host:|curl |StringToSign|CanonicalRequest|https?:|[{[]|[\w'"-]{1,40}['"]?[ \t]*[:=])/i;

/** Matches what begins a line by itself: spaces, an option of a command, and the marks of objects and documents. */
const OF_LINE = /^[ \t]*$|^[ \t]*-|["'{=]|<[^ \t]/;
/** Matches a mark or a number. Words alone begin sentences, except the word that is a comment mark. */
const MARK = /[^A-Za-z \t]|^REM /;
const WORD_MARK = /^REM /;

const OF_CURL = /^(?:> [A-Z]{3,10} \S{1,8192} HTTP\/\d|< HTTP\/\d|\* (?:Trying|Connected|Host))/m;
/** Matches what an email quotes: after the empty line that ends a head, `curl -v` marks no line as sent. */
const QUOTED = /^>[ \t]*\r?\n> ?[^\s>]/m;

/** Removes the prefixes from consecutive lines that have the same one, if there is something worth reading after it. */
export function withoutLinePrefixes(octets: Octets): Octets {
  // Other readers need the marks of `curl -v`, which show the direction.
  if (OF_CURL.test(octets) && !QUOTED.test(octets)) return octets;
  const lines = octets.split('\n');
  let hasChanged = false;
  for (let start = 0; start < lines.length; ) {
    const { end, prefix } = runFrom(lines, start);
    const fewest = /\w/.test(prefix) && !WORD_MARK.test(prefix) ? FEWEST.words : FEWEST.mark;
    const bare =
      end - start < fewest ? [] : lines.slice(start, end).map((line) => line.slice(prefixLength(line, prefix)));
    if (bare.some((line) => WORTH_READING.test(line.trimStart()))) {
      // A paste may have more lines than a call can have arguments, so they are not inserted all at once.
      bare.forEach((line, index) => {
        lines[start + index] = line;
      });
      hasChanged = true;
    }
    start = end;
  }
  return hasChanged ? (lines.join('\n') as Octets) : octets;
}

/** Returns the lines from `start` on that have a prefix in common, and the prefix. */
function runFrom(lines: readonly string[], start: number): { readonly end: number; readonly prefix: string } {
  let prefix = lines[start]?.slice(0, LONGEST) ?? '';
  let end = start + 1;
  for (; end < lines.length; end++) {
    const common = commonPrefix(prefix, lines[end] ?? '');
    if (OF_LINE.test(common) || !MARK.test(common)) break;
    prefix = common;
  }
  return { end, prefix };
}

/** Returns the beginning that two lines have in common, up to a space. A line may consist of the prefix alone. */
function commonPrefix(one: string, other: string): string {
  let at = 0;
  let to = 0;
  let whole = '';
  while (at < one.length) {
    const isKind = kindAt(one, at);
    if (isKind ? !isKind(other, to) : one[at] !== other[to]) break;
    at = isKind ? afterRun(one, at, isKind) : at + 1;
    to = isKind ? afterRun(other, to, isKind) : to + 1;
    if (isSpace(one, at - 1)) whole = one.slice(0, at);
  }
  const isEnd = to >= other.replace(/\r$/, '').length || at >= one.length;
  return isEnd ? one.slice(0, at) : whole;
}

/**
 * Returns the length of the prefix of a line that is like `before`, the prefix of another line, and the space after it:
 * other digits, such as those of a time, and other spaces. Returns 0 if the line has no such prefix.
 */
export function prefixLength(line: string, before: string): number {
  const prefix = before.trimEnd();
  if (prefix === '' || before.length > LONGEST) return 0;
  let at = 0;
  for (let index = 0; index < prefix.length; ) {
    const isKind = kindAt(prefix, index);
    if (isKind ? !isKind(line, at) : line[at] !== prefix[index]) return 0;
    at = isKind ? afterRun(line, at, isKind) : at + 1;
    index = isKind ? afterRun(prefix, index, isKind) : index + 1;
  }
  return isSpace(line, at) ? at + 1 : at;
}

type Kind = (text: string, at: number) => boolean;
const isDigit: Kind = (text, at) => text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39;
const isSpace: Kind = (text, at) => text[at] === ' ' || text[at] === '\t';

/** Returns the kind of a character that may be another one of its kind in the next line; `null` for all others. */
const kindAt = (text: string, at: number): Kind | null =>
  isDigit(text, at) ? isDigit : isSpace(text, at) ? isSpace : null;

function afterRun(text: string, start: number, isKind: Kind): number {
  let at = start;
  while (isKind(text, at)) at++;
  return at;
}
