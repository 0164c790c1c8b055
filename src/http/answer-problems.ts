/** Describes faults in a response: problems, which end the reading, and remarks, which do not. */
import type { Octets } from '../bytes/octets.ts';
import { type Problem, problem } from '../bytes/problem.ts';

const KEPT = 'Look at the bytes of the response: send -v and walk show them.';

/**
 * Returns the problem for a response that cannot be read further. `section` is the section of RFC 9112 that applies.
 */
export function unreadable(code: string, says: string, section: string, fix = KEPT): Problem {
  return problem(code, says, fix, {
    fault: 'theirs',
    see: `https://www.rfc-editor.org/rfc/rfc9112#section-${section}`,
  });
}

/** Returns the problem for a connection that was closed early. `when` continues "The connection was closed". */
export function earlyClose(when: string): Problem {
  return unreadable('early-close', `The connection was closed ${when}.`, '8');
}

/**
 * Shortens bytes from the other side so that they fit in a sentence, and replaces each byte that is not printable ASCII
 * with a dot.
 */
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
    fix: 'End every line with CR LF: other clients may read this response differently.',
    section: '2.2',
  },
  {
    pattern: /\n[ \t]/,
    code: 'folded-line',
    says: 'a field continues on a line that begins with white space',
    fix: 'Write each field on one line: other clients may read this response differently.',
    section: '5.2',
  },
] as const;

/**
 * Returns the first remark of each kind about a head or trailer fields (RFC 9112, sections 2.2 and 5.2). The lines
 * begin at byte `at` of the response; `at` is `null` if the offset is unknown.
 */
export function headRemarks(octets: Octets, at: number | null): Problem[] {
  return ODDITIES.flatMap(({ pattern, code, says, fix, section }) => {
    const found = pattern.exec(octets);
    if (!found) return [];
    const end = found.index + found[0].length;
    const place = at === null ? 'In the trailer fields' : `At byte ${at + found.index} of the response`;
    const where = at === null ? null : { value: 'response', start: at + found.index, end: at + end };
    const see = `https://www.rfc-editor.org/rfc/rfc9112#section-${section}`;
    return [problem(code, `${place}, ${says}.`, fix, { fault: 'theirs', where, see })];
  });
}

/** Adds remarks, keeping the first of each kind. */
export function withRemarks(remarks: readonly Problem[], more: readonly Problem[]): readonly Problem[] {
  const fresh = more.filter(({ code }) => !remarks.some((remark) => remark.code === code));
  return fresh.length === 0 ? remarks : [...remarks, ...fresh];
}
