/**
 * Finds multiple simultaneous mistakes if no single mistake explains the outcome. If both sides are known, the
 * difference is explained part by part. The corrected text is then searched for mistakes that only the signature shows.
 */

import { replay } from '../drafts/replay.ts';
import { areStringsEqual } from '../sides/secrets.ts';
import type { Sides } from '../sides/sides.ts';
import { BY_HASH } from './certainty/hit.ts';
import type { Found, SearchContext } from './found.ts';
import { coverOf } from './part-by-part.ts';
import type { Search } from './search.ts';
import { keyMistakes, signatureMistakes, signerMistakes } from './signature-mistakes.ts';
import { textMistakes } from './text-mistakes.ts';

/** The differences that single mistakes already explain. */
export interface Explained {
  /** Whether the difference between the two texts is explained. */
  readonly texts: boolean;
  /** Whether the signature is explained. */
  readonly signature: boolean;
}

/** Returns the mistakes that explain the rest. Returns an empty list if no mistakes do. */
export function* severalMistakes(context: SearchContext, explained: Explained): Search<readonly Found[]> {
  const { sides } = context;
  const around = yield* aroundSent(context);
  if (around.length > 0) return around;
  const texts = explained.texts ? [] : textMistakes(context);
  if (explained.signature) return texts;
  // If the text follows only from the request, the search for all mistakes also tries those in the key.
  const isTextKnown = isTextQuoted(sides, explained) || areStringsEqual(sides) || texts.length > 0;
  const ofKey = isTextKnown ? yield* keyMistakes(context) : [];
  if (ofKey.length > 0) return [...texts, ...ofKey];
  // The signature may belong to a text other than the one in the client's log, so all mistakes are tried, not only
  // those in the key.
  const bySigner = yield* signerMistakes(context);
  return bySigner.length > 0 ? bySigner : texts;
}

const isTextQuoted = ({ client: { known, canonicalRequest } }: Sides, { texts }: Explained): boolean =>
  known === 'quoted' && (canonicalRequest !== null || texts);

/**
 * Finds mistakes on both sides of a given request, which was changed in transit and whose signature was already wrong.
 * Returns an empty list if only one of these problems is explained.
 */
function* aroundSent(context: SearchContext): Search<readonly Found[]> {
  const { sent, server, client, rightFor } = context.sides;
  if (sent === null || sent.basis === 'assumed' || server.known !== 'quoted' || server.draft === null) return [];
  if (rightFor.request !== false || replay(sent.draft).canonicalRequest === server.canonicalRequest) return [];
  const { mistakes, left } = coverOf({ server: server.draft, client: sent.draft }, { ...context, side: 'way' });
  if (left.length > 0 || mistakes.some(({ mutation }) => mutation.isPlain)) return [];
  const bySigner = client.draft === null ? yield* signatureMistakes(context, sent.draft, () => true) : [];
  const onWay = mistakes.map((candidate) => ({ candidate, certainty: BY_HASH, isPart: false }));
  return bySigner.length === 0 ? [] : [...bySigner, ...onWay];
}
