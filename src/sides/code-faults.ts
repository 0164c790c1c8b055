/** Selects the faults in pasted code that the rest of the evidence does not refute. */
import type { CodeFault, FaultId } from '../code/faults/fault.ts';
import { ownPieces } from '../evidence/evidence.ts';
import type { Sides } from './sides.ts';

/** The faults that a text which the client signed does not show. It shows all others by itself. */
const NOT_IN_TEXT: ReadonlySet<FaultId> = new Set([
  'key-as-text',
  'key-and-message-swapped',
  'key-chain-order',
  'secret-without-prefix',
]);

/** What the target of a request must have, so that a fault changes its signature. */
const IN_TARGET: Readonly<Partial<Record<FaultId, RegExp>>> = {
  'query-unsorted': /\?[^&]+&/,
  'query-not-encoded': /\?.*(?:%|[^\w.~&=?-])/,
  'encoded-as-form': /%20|[+ ]/,
  'marks-not-encoded': /[!'()*]|%2[1789A]/i,
  'reserved-not-encoded': /%|[^\w.~/&=?-]/,
  'slash-not-encoded': /\?.*(?:\/|%2F)/i,
};

/** Returns the fault of this kind in the code that was given; `null` if there is none, or if it changes nothing. */
export function codeFaultOf(sides: Sides, id: FaultId): CodeFault | null {
  if (sides.client.known === 'quoted' && !NOT_IN_TEXT.has(id)) return null;
  const faults = ownPieces(sides.evidence).flatMap(({ code }) => code?.faults ?? []);
  const fault = faults.find((one) => one.id === id) ?? null;
  const target = targetOf(sides);
  return fault === null || target === null || IN_TARGET[id]?.test(target) !== false ? fault : null;
}

/** Returns the path and the query, as sent or as the server saw them; `null` if they are not known. */
function targetOf({ request, server }: Sides): string | null {
  if (request !== null && !request.unsaid.includes('target')) return request.head.target.octets;
  if (server.known === 'nothing' || server.draft === null) return null;
  const { canonicalUri, canonicalQueryString } = server.draft;
  return `${canonicalUri}?${canonicalQueryString}`;
}
