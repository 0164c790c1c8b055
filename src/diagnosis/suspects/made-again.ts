/** Applies a cause's mistakes to the request to determine whether they would change the request. */
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import type { Mutation } from '../mutation.ts';
import { surroundingsOf } from '../search/single-mistakes.ts';
import { differingSlots } from '../search/slots.ts';
import type { Sides } from '../sides.ts';
import { signedNames } from '../signs.ts';

/** Stages whose mistakes change only the key, so the request does not show whether they are possible. */
const OF_THE_KEY: ReadonlySet<Cause['stage']> = new Set(['credentials', 'signing-key']);

/**
 * Returns whether at least one mistake of the cause changes the request. A mistake that the request contradicts changes
 * nothing: a header that is not in SignedHeaders was not signed. Returns `null` if this cannot be determined,
 * because the cause has no reproducible mistake or because the text that the mistake would change is unknown.
 */
export function changesRequest({ mutations, stage }: Cause, sides: Sides): boolean | null {
  const tried = mutations.filter(({ isPlain, isWide }) => !isPlain && !isWide);
  if (tried.length === 0 || OF_THE_KEY.has(stage)) return null;
  if (stage === 'hashed-payload' && (sides.request?.body ?? null) === null) return null;
  let outcome: boolean | null = false;
  for (const mutation of tried) {
    const changed = changes(mutation, sides);
    if (changed === true) return true;
    outcome = changed === null ? null : outcome;
  }
  return outcome;
}

function changes({ side, change }: Mutation, sides: Sides): boolean | null {
  const { server, client } = sides;
  const [base, other] = side === 'client' ? [server.draft, client] : [client.draft, server];
  if (base === null) return null;
  const around = surroundingsOf(sides, other.known === 'quoted' ? other.draft : null);
  const names = new Set(side === 'client' ? signedNames(sides) : []);
  return change(base, around).some(
    (made) => differingSlots(base, made).length > 0 && !signsUnlisted(made, base, names),
  );
}

/**
 * Returns whether a mistake adds a header to the list of signed headers, although the request's own list does not have
 * the header. `names` are the names in the request's list, in lowercase; if it is empty, the list is unknown.
 */
function signsUnlisted(made: Draft, base: Draft, names: ReadonlySet<string>): boolean {
  const listed = made.signedHeaders.toLowerCase().split(';');
  const isAdded = listed.length > base.signedHeaders.split(';').length;
  return names.size > 0 && isAdded && listed.some((name) => !names.has(name));
}
