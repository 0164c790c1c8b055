/**
 * Describes what both sides have of a refused request, line by line and down to the signature, as far as it is known.
 * Nothing in it is a secret.
 */
import type { Octets } from '../bytes/octets.ts';
import { replay } from '../drafts/replay.ts';
import type { SideName } from '../sides/difference/byte-alignment.ts';
import { type Difference, differenceBetween } from '../sides/difference/difference.ts';
import { type LinePair, pairLines } from '../sides/difference/line-difference.ts';
import type { SideMask } from '../sides/mask-sides.ts';
import type { Side, Sides } from '../sides/sides.ts';
import { CANONICAL_REQUEST } from '../sigv4/stages/canonical-request/canonical-request.ts';
import { REFUSED_STRING_TO_SIGN } from '../sigv4/stages/chunk-signatures.ts';
import { STRING_TO_SIGN } from '../sigv4/stages/string-to-sign.ts';
import type { ComparedSides } from './rebuilt-side.ts';

/**
 * How the text of a side is known: the side says it, a proved mistake rebuilds it, it follows from the request that was
 * given, or not at all.
 */
export type KnownBy = 'quoted' | 'rebuilt' | 'computed' | 'nothing';

export interface ComparedPair extends LinePair {
  /** Whether both sides have the same line; `null` if the text of one side is unknown. */
  readonly isSame: boolean | null;
}

/** What each side computed from its text; `null` if that is unknown. */
export type ResultOfSides = Readonly<Record<SideName, Octets | null>>;

export interface SidesInLines {
  /** The text in which the sides differ or, if they do not, the first text that is known. */
  readonly text: Difference['text'];
  readonly known: Readonly<Record<SideName, KnownBy>>;
  readonly pairs: readonly ComparedPair[];
  /** The hash of the canonical request; `null` if another text is compared. */
  readonly hash: ResultOfSides | null;
  /** The signature; `null` for a text in the body, which has a signature of its own. */
  readonly signature: ResultOfSides | null;
  /** Whether the signature that was sent is that of the client's text; `null` if the secret or the text is not known. */
  readonly isRight: boolean | null;
}

type TextOf = (side: Side) => Octets | null;

const TEXTS: readonly (readonly [text: Difference['text'], of: TextOf])[] = [
  [REFUSED_STRING_TO_SIGN, ({ stringInBody }) => stringInBody],
  [CANONICAL_REQUEST, ({ canonicalRequest }) => canonicalRequest],
  [STRING_TO_SIGN, ({ stringToSign }) => stringToSign],
];

/** Returns what both sides have; `null` if no text of either side is known. */
export function sidesInLines(compared: ComparedSides, mask: SideMask): SidesInLines | null {
  const { sides: all, rebuilt } = compared;
  const sides = rebuilt ? all : withoutEcho(all);
  const { server, client } = sides;
  const difference = differenceBetween(server, client);
  const [text, of] =
    TEXTS.find(([known, textOf]) =>
      difference ? known === difference.text : textOf(server) !== null || textOf(client) !== null,
    ) ?? [];
  if (!text || !of) return null;
  const knownBy = (side: SideName): KnownBy => {
    if (of(sides[side]) === null) return 'nothing';
    if (rebuilt?.side === side) return 'rebuilt';
    return sides[side].known === 'quoted' ? 'quoted' : 'computed';
  };
  const known = { server: knownBy('server'), client: knownBy('client') };
  return {
    text,
    known,
    pairs: comparedPairs(of(server), of(client), mask.octets),
    hash: text === CANONICAL_REQUEST ? masked({ server: server.hash, client: client.hash }, mask) : null,
    signature:
      text === REFUSED_STRING_TO_SIGN
        ? null
        : masked({ server: serversSignature(compared), client: sides.signature }, mask),
    isRight: isRightFor(known.client, sides, rebuilt),
  };
}

/** Removes the server's text if it follows only from the request, as the client's does: each would echo the other one. */
function withoutEcho(sides: Sides): Sides {
  const { server, client } = sides;
  const isEcho = server.known !== 'quoted' && client.known !== 'quoted';
  return isEcho ? { ...sides, server: { ...server, canonicalRequest: null, stringToSign: null, hash: null } } : sides;
}

/** Pairs the lines of two texts, of which one can be `null` if it is not known. `masked` masks the secrets in a line. */
function comparedPairs(server: Octets | null, client: Octets | null, masked: SideMask['octets']): ComparedPair[] {
  const only = server === null || client === null;
  const shown = (line: LinePair['server']) => line && { ...line, octets: masked(line.octets) };
  return pairLines((server ?? client) as Octets, (client ?? server) as Octets).map((pair) => ({
    server: server === null ? null : shown(pair.server),
    client: client === null ? null : shown(pair.client),
    isSame: only ? null : pair.server?.octets === pair.client?.octets,
  }));
}

const masked = ({ server, client }: ResultOfSides, { octets }: SideMask): ResultOfSides => ({
  server: server && octets(server),
  client: client && octets(client),
});

function isRightFor(client: KnownBy, { rightFor }: Sides, rebuilt: ComparedSides['rebuilt']): boolean | null {
  if (client === 'nothing') return null;
  if (client === 'rebuilt') return rebuilt?.by === 'signature' ? true : null;
  return client === 'quoted' ? rightFor.client : rightFor.request;
}

/**
 * Returns the signature that the server computed for its text. If the server does not say it, it is known only with the
 * server's secret, which the client's signature confirms if it is right for a text. Returns `null` if it is not known.
 */
export function serversSignature({ sides: all, rebuilt, isSecretProved }: ComparedSides): Octets | null {
  const { server, rightFor, isServersSecret, answer } = rebuilt ? all : withoutEcho(all);
  if (answer?.signature) return answer.signature;
  const isConfirmed = isServersSecret || isSecretProved || Object.values(rightFor).includes(true);
  const draft = server.signable ?? server.draft;
  const isKnown = (server.canonicalRequest ?? server.stringToSign) !== null && rebuilt?.side !== 'server';
  return isConfirmed && isKnown && draft !== null ? replay(draft).signature() : null;
}
