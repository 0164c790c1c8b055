/**
 * Finds the first difference between the text that the server computed and the text that the client signed, and the
 * value that contains the difference.
 */
import type { Octets } from '../../bytes/octets.ts';
import { isBeginning } from '../../evidence/texts/parts.ts';
import {
  CANONICAL_HEADERS,
  CANONICAL_QUERY_STRING,
  CANONICAL_REQUEST,
  CANONICAL_URI,
  HASHED_PAYLOAD,
  HTTP_METHOD,
  SIGNED_HEADERS,
} from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { REFUSED_STRING_TO_SIGN } from '../../sigv4/stages/chunk-signatures.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import type { Side, Sides } from '../sides.ts';
import { type FirstByte, firstByte, type LinePair, pairLines } from './line-difference.ts';

export interface Difference {
  /**
   * The text that contains the difference: `canonical-request`, or `string-to-sign` if the canonical requests do not
   * differ, or `chunk-signatures` for the string to sign in the body.
   */
  readonly text: typeof CANONICAL_REQUEST | typeof STRING_TO_SIGN | typeof REFUSED_STRING_TO_SIGN;
  readonly pairs: readonly LinePair[];
  readonly first: FirstByte;
  /** The part of the text that contains the difference, with its AWS name. */
  readonly part: { readonly id: string; readonly name: string };
}

/** Returns the first difference; `null` if the texts are equal, or if one side is unknown. */
export function differenceOf({ server, client }: Sides): Difference | null {
  if (server.known !== 'quoted' || client.known === 'nothing') return null;
  return differenceBetween(server, client);
}

/** Returns the first difference between the texts of two sides; `null` if the texts are equal or unknown. */
export function differenceBetween(server: SideTexts, client: SideTexts): Difference | null {
  return (
    inTexts(CANONICAL_REQUEST, server.canonicalRequest, client.canonicalRequest) ??
    inTexts(STRING_TO_SIGN, server.stringToSign, client.stringToSign) ??
    inTexts(REFUSED_STRING_TO_SIGN, server.stringInBody, client.stringInBody)
  );
}

type SideTexts = Pick<Side, 'canonicalRequest' | 'stringToSign' | 'stringInBody'>;

function inTexts(text: Difference['text'], server: Octets | null, client: Octets | null): Difference | null {
  if (server === null || client === null || isBeginning(server, client) || isBeginning(client, server)) return null;
  const pairs = pairLines(server, client);
  const first = firstByte(pairs);
  return first && { text, pairs, first, part: text === CANONICAL_REQUEST ? partAt(pairs, first.pair) : text };
}

/**
 * Finds the part by its place in the server's lines, because the server builds its lines correctly. A line that only the
 * client has is in the part of the server's next line.
 */
function partAt(pairs: readonly LinePair[], at: number): Difference['part'] {
  const before = pairs.slice(0, at).filter(({ server }) => server !== null).length;
  const lines = pairs.flatMap(({ server }) => (server ? [server.octets] : []));
  const named = [HTTP_METHOD, CANONICAL_URI, CANONICAL_QUERY_STRING][before];
  if (named) return named;
  const fromEnd = lines.length - before;
  return fromEnd <= 1 ? HASHED_PAYLOAD : fromEnd === 2 ? SIGNED_HEADERS : CANONICAL_HEADERS;
}
