/** Removes comment and quotation marks from groups of lines. */
import type { Octets } from '../../bytes/octets.ts';

/** The marks of programming languages, of emails and shells, and of tables. */
const MARK = /^[ \t]*(\/\/+|#+(?!\{)|--(?!-)|;+|>+|\||\*(?! \w+ \w+ \w+ )|REM|%+)(?:[ \t]|$)/;

/** The minimum number of lines in a run. Fewer lines are probably a comment about the code. */
const FEWEST = 2;
/** Matches the beginning of something that readers look for, after a mark. */
const WORTH_READING =
  /^(?:[A-Z]{3,7} (?:\/|https?:)|HTTP\/\d|<|AWS4-|Authorization:|x-amz-|host:|curl |StringToSign|CanonicalRequest|https?:|[{[]|[\w'"-]{1,40}['"]?[ \t]*[:=])/i;

/**
 * Removes the marks from consecutive lines with the same mark if they contain something worth reading. The marks of
 * `curl -v` stay, because other readers need them.
 */
export function withoutComments(octets: Octets): Octets {
  if (/^(?:> [A-Z]{3,10} \S{1,8192} HTTP\/\d|< HTTP\/\d|\* (?:Trying|Connected|Host))/m.test(octets)) return octets;
  const lines = octets.split('\n');
  let hasChanged = false;
  for (let start = 0; start < lines.length; ) {
    const mark = markOf(lines[start]);
    let end = start + 1;
    while (mark !== null && end < lines.length && markOf(lines[end]) === mark) end++;
    if (mark !== null && end - start >= FEWEST) {
      const bare = lines.slice(start, end).map((line) => line.replace(MARK, ''));
      if (bare.some((line) => WORTH_READING.test(line.trimStart()))) {
        // A paste may have more lines than a call can have arguments, so they are not inserted all at once.
        bare.forEach((line, index) => {
          lines[start + index] = line;
        });
        hasChanged = true;
      }
    }
    start = end;
  }
  return hasChanged ? (lines.join('\n') as Octets) : octets;
}

const markOf = (line: string | undefined): string | null => MARK.exec(line ?? '')?.[1] ?? null;
