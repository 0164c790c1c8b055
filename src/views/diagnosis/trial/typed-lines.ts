/**
 * Makes the view of *try it*: the lines of the client's text that differ, which a reader types until both sides have the
 * same text.
 */
import { asText, EMPTY, octetsFromText, textFromOctets } from '../../../bytes/octets.ts';
import { sidesAsTyped, type TextsToType, textsToType } from '../../../diagnosis/typed-text.ts';
import { printable } from '../../characters/visible.ts';
import type { WalkFacts } from '../../facts.ts';
import { comparisonOfTyped } from '../compare-sides.ts';
import { type ComparedResult, type ComparedSides, isBreak } from '../compared-sides.ts';

/** What can be typed. It is plain data, so that a page can keep it. */
export interface LinesToType {
  readonly lines: readonly LineToType[];
  /** Whether a typed secret gives a signature. */
  readonly canBeSigned: boolean;
  readonly texts: TextsToType;
}

/** A line of the client that differs from the server's. */
export interface LineToType {
  /** The index of the line in the lines of both sides. */
  readonly at: number;
  readonly name: string;
  /** The client's line, in which what cannot be seen is written as escapes; empty if the client has no such line. */
  readonly text: string;
  /** Whether only one side has the line, so that the client has none while nothing is typed. */
  readonly isAlone: boolean;
}

/**
 * Returns the lines that differ, up to `MOST_LINES`; `null` if there is nothing to type. What the server has must be on a
 * keyboard.
 */
export function linesToType({ diagnosis, trace }: WalkFacts): LinesToType | null {
  const texts = diagnosis && textsToType(diagnosis, trace);
  if (!texts) return null;
  const canBeTyped = texts.pairs.every(({ server, client, isSame }) => {
    const text = textFromOctets(server?.octets ?? EMPTY);
    const isEmpty = (server?.octets ?? client?.octets) === '';
    return isSame === true || (text !== null && printable(text) === text && !(isEmpty && !(server && client)));
  });
  if (!canBeTyped) return null;
  let number = 0;
  const lines = texts.pairs.flatMap(({ server, client, isSame }, at): LineToType[] => {
    if (server !== null) number += 1;
    if (isSame === true) return [];
    const name = server === null ? 'A line that only the client has' : `Line ${number}`;
    return [
      { at, name, text: printable(asText(client?.octets ?? EMPTY)), isAlone: server === null || client === null },
    ];
  });
  return lines.length > MOST_LINES ? null : { lines, canBeSigned: texts.stringToSign !== null, texts };
}

/** More lines than these are another text, which no one types. */
const MOST_LINES = 12;

/** What both sides have with what was typed. */
export interface TypedView {
  readonly comparison: ComparedSides;
  readonly isSame: boolean;
  /** What the texts, and then the signatures, are to each other. */
  readonly says: string;
  /** The values of which seals are drawn: the signatures if both are known, and otherwise the hashes. */
  readonly sealed: { readonly server: string; readonly client: string; readonly says: string } | null;
}

/** Compares both sides with what was typed, by the indexes of the lines. A line that was not typed stays as it is. */
export function typedView(
  { lines, texts }: LinesToType,
  typed: ReadonlyMap<number, string>,
  secret: string,
): TypedView {
  const octets = lines.flatMap(({ at, text, isAlone }) => {
    const now = typed.get(at) ?? text;
    if (now === text) return [];
    return [[at, isAlone && now === '' ? null : octetsFromText(now)] as const];
  });
  const key = secret === '' ? null : octetsFromText(secret);
  const comparison = comparisonOfTyped(sidesAsTyped(texts, new Map(octets), key), key !== null);
  const differing = comparison.lines.filter(isBreak).length;
  const signature = comparison.results.find(({ by }) => by === 'HMAC-SHA256');
  return {
    comparison,
    isSame: differing === 0,
    says:
      differing === 0
        ? SAME[signature?.standing ?? 'unknown']
        : differing === 1
          ? '1 line differs.'
          : `${differing} lines differ.`,
    sealed: sealedOf(comparison.results),
  };
}

/** What is said of two texts that are the same, by how their signatures compare. */
const SAME: Readonly<Record<ComparedResult['standing'], string>> = {
  same: '✓ Both texts are the same, and so are both signatures.',
  differs: '✗ Both texts are the same, but this is not the secret that the server knows: it gives another signature.',
  unknown:
    '✓ Both texts are the same. Signed with the secret that the server knows, this text gives the signature that the server computes.',
};

function sealedOf(results: readonly ComparedResult[]): TypedView['sealed'] {
  const known = results.findLast(({ values: { server, client } }) => server.isKnown && client.isKnown);
  if (!known) return null;
  const { server, client } = known.values;
  const says = known.by === 'SHA-256' ? 'hash of the canonical request' : 'signature';
  return { server: server.text, client: client.text, says };
}
