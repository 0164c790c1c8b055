/** The problem of an answer that cannot be read on. */
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
