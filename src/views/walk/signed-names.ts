/** Tells which headers a signature covers. */
import { CANONICAL_HEADERS } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { findValue, type Trace } from '../../trace/trace.ts';

/**
 * Returns the names of the signed headers, in lowercase and in order; `null` if the trace has no canonical headers. They
 * are taken from the canonical headers, because the list of some vendors names only additional ones.
 */
export function signedNamesOf(trace: Pick<Trace, 'values'>): readonly string[] | null {
  const lines = findValue(trace, CANONICAL_HEADERS.id)?.bytes.octets.split('\n');
  return lines?.filter((line) => line !== '').map((line) => line.slice(0, line.indexOf(':'))) ?? null;
}
