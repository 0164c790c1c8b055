/**
 * Recognizes digests that a signer printed without a label that is known: the signature, and the keys of the key chain.
 * A digest is recognized by what it is the digest of, so its name and its language do not matter.
 */
import { type Octets, octetsFromHex } from '../bytes/octets.ts';
import { hmacSha256KeyInHex, sha256Hex } from '../crypto/digests.ts';
import type { DraftScope } from '../drafts/draft.ts';
import { type Evidence, ownPieces } from '../evidence/evidence.ts';
import { writeRequestHead } from '../http/message.ts';

/** The size of the text, in bytes, above which it is a log of many requests, and the number of digests in one request. */
const LONGEST = 262_144;
const MOST = 40;

const DIGEST = /(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])/g;

/** Returns the different digests of the text in their order: 64 hexadecimal digits each. Empty for a log. */
function digestsIn(evidence: Evidence): readonly Octets[] {
  const read = ownPieces(evidence).map(({ octets }) => octets);
  if (read.reduce((size, { length }) => size + length, 0) > LONGEST) return [];
  const found = new Set(read.flatMap((octets) => [...octets.matchAll(DIGEST)].map(([digest]) => digest as Octets)));
  return found.size > MOST ? [] : [...found];
}

/** Returns the digest that is neither in a text that was read nor the hash of one, if there is just one such digest. */
export function loneDigest(evidence: Evidence): Octets | null {
  const { answer, client, request } = evidence;
  const texts = [answer, client].flatMap((strings) => strings?.canonicalRequest?.octets ?? []);
  const strings = [answer, client].flatMap((side) => side?.stringToSign?.octets ?? []);
  const head = request ? [writeRequestHead(request.head).octets] : [];
  const known = [...texts, ...strings, ...head, ...texts.map(sha256Hex), answer?.signature ?? ''].join('\n');
  const [lone = null, ...others] = digestsIn(evidence).filter((digest) => !known.includes(digest));
  return others.length === 0 ? lone : null;
}

/** A wrong step of the key chain: the part of the scope whose HMAC it is, and what is wrong with it. */
export interface WrongLink {
  readonly part: 'region' | 'service' | 'terminator';
  readonly mistake: 'key-as-text' | 'terminator-in-service';
}

const PARTS = ['region', 'service', 'terminator'] as const;

/** Returns the first printed key that is the HMAC of another one, computed in a wrong way; `null` if there is none. */
export function wrongLinkIn(evidence: Evidence, scope: DraftScope): WrongLink | null {
  const digests = digestsIn(evidence);
  const isPrinted = (digest: Octets) => digests.includes(digest);
  for (const key of digests) {
    const [ofBytes, ofText] = [hmacSha256KeyInHex(octetsFromHex(key)), hmacSha256KeyInHex(key)];
    for (const part of PARTS) if (isPrinted(ofText(scope[part]))) return { part, mistake: 'key-as-text' };
    const named = [scope.service, scope.terminator].join('/') as Octets;
    if (isPrinted(ofBytes(named))) return { part: 'service', mistake: 'terminator-in-service' };
  }
  return null;
}
