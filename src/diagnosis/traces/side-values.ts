/** Records both sides' texts as values in a trace, and aligns the texts. */

import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { type AlignedRun, alignBytes, type SideName } from '../../sides/difference/byte-alignment.ts';
import {
  type LinePair,
  linesOfPair,
  movedToPair,
  pairLines,
  type Texts,
} from '../../sides/difference/line-difference.ts';
import type { SideMask } from '../../sides/mask-sides.ts';
import type { Side, Sides } from '../../sides/sides.ts';
import { CANONICAL_REQUEST, CANONICAL_REQUEST_STAGE } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { CHUNK_SIGNATURES_STAGE, REFUSED_STRING_TO_SIGN } from '../../sigv4/stages/chunk-signatures.ts';
import { STRING_TO_SIGN, STRING_TO_SIGN_STAGE } from '../../sigv4/stages/string-to-sign.ts';
import type { Range } from '../../trace/ranges.ts';
import type { StageDescription, ValueDefinition } from '../../trace/trace.ts';

/** A text that each side computes from a request. */
export interface SideText {
  readonly definition: ValueDefinition;
  readonly stage: StageDescription;
  readonly of: (side: Side) => Octets | null;
}

export const SIDE_TEXTS: readonly SideText[] = [
  {
    definition: CANONICAL_REQUEST,
    stage: CANONICAL_REQUEST_STAGE,
    of: ({ canonicalRequest }) => canonicalRequest,
  },
  { definition: STRING_TO_SIGN, stage: STRING_TO_SIGN_STAGE, of: ({ stringToSign }) => stringToSign },
  { definition: REFUSED_STRING_TO_SIGN, stage: CHUNK_SIGNATURES_STAGE, of: ({ stringInBody }) => stringInBody },
];

const SIDES: Readonly<Record<SideName, string>> = { server: "Server's", client: "Client's" };

/** Returns the value of one side, such as `server/canonical-request` with the name "Server's canonical request". */
export function sideValue(side: SideName, { id, name, ...definition }: ValueDefinition): ValueDefinition {
  return { ...definition, id: `${side}/${id}`, name: `${SIDES[side]} ${inSentence(name)}` };
}

/** Returns the name of a text as it is written within a sentence. */
export const inSentence = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** The lines of both sides' versions of a text, aligned without revealing secrets. */
export interface PairedText {
  /** The ID of the text, such as `canonical-request`. */
  readonly text: string;
  /** The pairs of lines. If a side has no such line, its half of the pair is `null`. */
  readonly lines: readonly PairedLine[];
  /**
   * The runs of all pairs in order, which contain every byte of both texts. Empty if one of the texts is unknown,
   * because then nothing can be compared.
   */
  readonly runs: readonly AlignedRun[];
}

export interface PairedLine {
  /** The line's range in the whole text, including the line ending; `null` if the side has no such line. */
  readonly server: Range | null;
  readonly client: Range | null;
}

/** Returns the texts that are known from at least one side. */
export function pairedTexts(
  { server, client }: Pick<Sides, 'server' | 'client'>,
  mask: SideMask,
): readonly PairedText[] {
  return SIDE_TEXTS.flatMap(({ definition, of }) => {
    const [ours, theirs] = [of(server), of(client)];
    if (ours === null && theirs === null) return [];
    return [{ text: definition.id, ...paired(ours, theirs, mask) }];
  });
}

function paired(server: Octets | null, client: Octets | null, mask: SideMask): Omit<PairedText, 'text'> {
  const texts = { server: server ?? EMPTY, client: client ?? EMPTY };
  const pairs = pairLines(texts.server, texts.client).map((pair) => ({
    server: server === null ? null : pair.server,
    client: client === null ? null : pair.client,
  }));
  return {
    lines: pairs.map((pair) => ({ server: rangeOf(pair, texts, 'server'), client: rangeOf(pair, texts, 'client') })),
    // Only two known texts can be compared. A text counts as neither equal to nor different from an unknown text.
    runs: server === null || client === null ? [] : pairs.flatMap((pair) => runsOfPair(pair, texts, mask)),
  };
}

function rangeOf(pair: LinePair, texts: Texts, side: SideName): Range | null {
  const line = pair[side];
  return line && { start: line.offset, end: line.offset + linesOfPair(pair, texts)[side].length };
}

/**
 * Returns the runs of a pair of lines. If the lines differ only in a secret, all of their bytes count as different, so
 * that the output does not reveal where the secrets differ.
 */
function runsOfPair(pair: LinePair, texts: Texts, mask: SideMask): readonly AlignedRun[] {
  const { server, client } = linesOfPair(pair, texts);
  const runs = alignBytes(mask.octets(server), mask.octets(client));
  const isSecretOther = server !== client && runs.every(({ standing }) => standing === 'same');
  return movedToPair(isSecretOther ? runs.map((run) => ({ ...run, standing: 'differs' })) : runs, pair);
}
