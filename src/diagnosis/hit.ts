/** Whether the outcome of a mistake is what happened, and how much that proves. */
import type { Replay } from './draft/draft.ts';
import type { Side, Sides } from './sides.ts';

/** `by`: what the other side made, and what came out the same. */
export type Standing =
  | { readonly kind: 'proved'; readonly by: 'hash' | 'signature' | 'statement' }
  | { readonly kind: 'explains' }
  | { readonly kind: 'possible' };

const BY_SIGNATURE: Standing = { kind: 'proved', by: 'signature' };
const BY_HASH: Standing = { kind: 'proved', by: 'hash' };
const EXPLAINS: Standing = { kind: 'explains' };

/** What a mistake of the signer, made of what the server computes, tells; `null` where it is not this. */
export function hitOfSigner(made: Replay, right: Replay, { client, server, signature }: Sides): Standing | null {
  if (signature !== null && made.signature() === signature) {
    return right.signature() === signature ? null : BY_SIGNATURE;
  }
  if (client.known !== 'quoted' || isSame(made, right)) return null;
  return hitOfTexts(made, client, server);
}

/** The client's own words beside what the mistake makes. */
function hitOfTexts(made: Replay, client: Side, server: Side): Standing | null {
  const isCanonical = client.canonicalRequest === null ? null : client.canonicalRequest === made.canonicalRequest;
  const isToSign = client.stringToSign === null ? null : client.stringToSign === made.stringToSign;
  if (isCanonical === false || (isCanonical === null && isToSign !== true)) return null;
  // The text of the client is this; its string to sign may have a further mistake.
  if (isToSign === false) return made.canonicalRequest === server.canonicalRequest ? null : EXPLAINS;
  return isToSign && client.hash === made.hash && server.hashFrom === 'stated' && server.hash !== client.hash
    ? BY_HASH
    : EXPLAINS;
}

/** What a change on the way, made to what the client signed, tells. */
export function hitOfWay(made: Replay, sent: Replay, { server }: Sides): Standing | null {
  if (server.known !== 'quoted' || made.hash === sent.hash || server.hash !== made.hash) return null;
  return server.hashFrom === 'stated' ? BY_HASH : EXPLAINS;
}

function isSame(one: Replay, other: Replay): boolean {
  return one.canonicalRequest === other.canonicalRequest && one.stringToSign === other.stringToSign;
}
