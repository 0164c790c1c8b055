/** Says why a request of the list was refused and how to fix it, in sentences that are read without further evidence. */

import { enumerated } from '../../causes/words.ts';
import type { ShownFinding } from '../../diagnosis/shown-diagnosis.ts';

/** A part of a finding that names the changed values. */
type Found = Pick<ShownFinding, 'says' | 'fix' | 'fixIn' | 'changes' | 'side'>;

/** Says the cause. Names the headers that the mistake changes, unless the cause already names them. */
export function reasonInWords({ says, changes }: Pick<Found, 'says' | 'changes'>): string {
  const names = headersIn(changes).filter((name) => !says.toLowerCase().includes(name));
  return names.length === 0 ? says : `${enumerated(names)}: ${says}`;
}

/**
 * Says how to fix the cause. `change` is whether the capture saw that the request was changed in transit: the proxy is
 * then to be fixed first.
 */
export function reasonFixInWords({ fix, fixIn, changes, side }: Found, change: 'in-transit' | 'unseen'): string {
  const changed = changedInWords(changes);
  if (change === 'unseen' || side !== 'way' || fixIn === 'proxy' || changed === null) return fix;
  return `Let the proxy pass on ${changed} unchanged. Or change the client: ${fix}`;
}

const PARTS: Readonly<Record<string, string>> = {
  'http-method': 'the method',
  'canonical-uri': 'the path',
  'canonical-query-string': 'the query',
};

/** Names the first part of the request that was changed; `null` if it is not a part that a proxy passes on. */
function changedInWords(changes: Found['changes']): string | null {
  const part = changes.map(({ value }) => PARTS[value]).find((words) => words !== undefined);
  const names = headersIn(changes);
  return part ?? (names.length === 0 ? null : enumerated(names));
}

const HEADER = 'header-';

const headersIn = (changes: Found['changes']): string[] =>
  changes.flatMap(({ value }) => (value.startsWith(HEADER) ? [value.slice(HEADER.length)] : []));
