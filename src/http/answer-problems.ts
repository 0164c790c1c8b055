/** The problem of an answer that cannot be read on. */

import type { Octets } from '../bytes/octets.ts';
import { type Problem, problem } from '../bytes/problem.ts';

const KEPT = 'Look at the bytes that came: send -v and walk show them.';

/** `section` is the one of RFC 9112 that decides it. */
export function unreadable(code: string, says: string, section: string, fix = KEPT): Problem {
  return problem(code, says, fix, {
    fault: 'theirs',
    see: `https://www.rfc-editor.org/rfc/rfc9112#section-${section}`,
  });
}

/** The problem of a close before the end; `when` goes on with "The connection was closed". */
export function earlyClose(when: string): Problem {
  return unreadable('early-close', `The connection was closed ${when}.`, '8');
}

/** As many bytes of the other side's as a sentence can hold, each that is not printable ASCII as a dot. */
export function shown(octets: string): string {
  const printable = octets.slice(0, SHOWN_LIMIT).replace(/[^\x20-\x7e]/g, '.');
  return octets.length > SHOWN_LIMIT ? `${printable}...` : printable;
}

const SHOWN_LIMIT = 40;

const ODDITIES = [
  {
    pattern: /(?<!\r)\n/,
    code: 'bare-line-feed',
    says: 'a line ends with LF alone',
    fix: 'End every line with CR LF: others may read this answer as another one.',
    section: '2.2',
  },
  {
    pattern: /\n[ \t]/,
    code: 'folded-line',
    says: 'a field goes on in a line that begins with white space',
    fix: 'Write each field in one line: others may read this answer as another one.',
    section: '5.2',
  },
] as const;

/** The first of each kind; `at` is where these bytes begin in the answer, `null` where nobody counted. */
export function headRemarks(octets: Octets, at: number | null): Problem[] {
  return ODDITIES.flatMap(({ pattern, code, says, fix, section }) => {
    const found = pattern.exec(octets);
    if (!found) return [];
    const end = found.index + found[0].length;
    const place = at === null ? 'In the trailer fields' : `At byte ${at + found.index} of the answer`;
    const where = at === null ? null : { value: 'response', start: at + found.index, end: at + end };
    const see = `https://www.rfc-editor.org/rfc/rfc9112#section-${section}`;
    return [problem(code, `${place}, ${says}.`, fix, { fault: 'theirs', where, see })];
  });
}

/** These remarks and the new ones, one of each kind: a thousand of them say no more. */
export function withRemarks(remarks: readonly Problem[], more: readonly Problem[]): readonly Problem[] {
  const fresh = more.filter(({ code }) => !remarks.some((remark) => remark.code === code));
  return fresh.length === 0 ? remarks : [...remarks, ...fresh];
}
