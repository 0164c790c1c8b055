/** Says what is known about the cause of a refused request, for people and for programs: at once, or later. */
import { COMPARE_SECRETS } from '../../../causes/words.ts';
import { printable } from '../../../views/characters/visible.ts';
import type { CauseKnowledge, TrafficCauses } from '../../../views/traffic/traffic-entry.ts';

/** Names a request in a line that may be far from the line of the request itself. */
export interface RequestName {
  readonly number: number;
  /** The method and the path, with invisible bytes escaped. */
  readonly name: string;
}

/**
 * Returns the end of the line of a request whose cause is not known: that the cause follows, with the number that names
 * the request there, or that it is not searched for. Returns an empty string if there is no search.
 */
export function searchClause({ number }: Pick<RequestName, 'number'>, { search }: CauseKnowledge): string {
  if (search === 'running') return ` (request ${number}: looking for the cause)`;
  return search === 'skipped' ? ' (the cause is not searched for: too many requests wait for a search)' : '';
}

/**
 * Writes how to fix the cause, or how to check a likely one, on a line of its own. Returns an empty string if no cause is
 * known.
 */
export function fixText({ cause, suspect }: TrafficCauses): string {
  const reason = cause ?? suspect;
  return reason === null ? '' : `  ${cause ? 'Fix' : 'Check'}: ${printable(reason.fix)}\n`;
}

/** Writes what a search has found about a request whose line has already been written. */
export function laterCauseText({ number, name }: RequestName, known: CauseKnowledge): string {
  const { cause, suspect, alike } = known;
  const reason = cause ?? suspect;
  const request = `request ${number}, ${name}`;
  if (known.search === 'skipped' && reason === null)
    return `  Cause of ${request}: not found, because the search was given up.\n`;
  if (alike !== null) return `  Cause of ${request}: ${asFor(alike)}\n`;
  if (reason === null)
    return `  Cause of ${request}: no known mistake explains the refusal.\n  Check: ${COMPARE_SECRETS}\n`;
  const what = cause ? 'Cause' : 'Probable cause';
  return `  ${what} of ${request} (${reason.stage}): ${printable(reason.says)}\n${fixText(known)}`;
}

/**
 * Says what was tried. That a request has the same form as another one does not show that it has the same cause, because
 * neither signature was explained.
 */
const asFor = (alike: number): string =>
  `not found. No usual mistake explains it. All others were not tried, because they did not explain request ${alike}, which has the same form.`;

/** Returns the members of a JSON record that are about the cause. Members are only added, never renamed. */
export function causeMembers({ cause, suspect, search, alike }: CauseKnowledge) {
  const reason = cause ?? suspect;
  return {
    cause: reason?.id ?? null,
    says: reason?.says ?? null,
    fix: reason?.fix ?? null,
    standing: reason?.certainty ?? null,
    search,
    alike,
  };
}
