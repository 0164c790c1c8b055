/** Applies a cause's mistakes to the request to determine whether they would change the request. */
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import type { Mutation } from '../mutation.ts';
import type { Sides } from '../sides.ts';

/** Stages whose mistakes change only the key, so the request does not show whether they are possible. */
const OF_THE_KEY: ReadonlySet<Cause['stage']> = new Set(['credentials', 'signing-key']);

/**
 * Returns whether at least one mistake of the cause changes the request. Returns `null` if this cannot be determined,
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

function changes({ side, change }: Mutation, { server, client, request, scheme }: Sides): boolean | null {
  const [base, other] = side === 'client' ? [server.draft, client] : [client.draft, server];
  if (base === null) return null;
  const around = {
    head: request?.head ?? null,
    body: request?.body ?? null,
    scheme,
    other: other.known === 'quoted' ? other.draft : null,
  };
  return change(base, around).some((made) => !isSame(made, base));
}

/** Returns whether both drafts sign the same parts with the same steps. */
function isSame(made: Draft, base: Draft): boolean {
  if (made.steps !== base.steps || made.headers.length !== base.headers.length) return false;
  const parts = [
    'method',
    'canonicalUri',
    'canonicalQueryString',
    'signedHeaders',
    'hashedPayload',
    'algorithm',
    'timestamp',
  ] as const;
  const ofScope = ['date', 'region', 'service', 'terminator'] as const;
  return (
    parts.every((part) => made[part] === base[part]) &&
    ofScope.every((part) => made.scope[part] === base.scope[part]) &&
    made.headers.every(
      ({ name, value }, index) => name === base.headers[index]?.name && value === base.headers[index]?.value,
    )
  );
}
