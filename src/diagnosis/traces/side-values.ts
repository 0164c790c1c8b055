/** The texts of both sides as values of a trace, and how they are aligned. */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { CANONICAL_REQUEST, CANONICAL_REQUEST_STAGE } from '../../sigv4/stages/canonical-request.ts';
import { STRING_TO_SIGN, STRING_TO_SIGN_STAGE } from '../../sigv4/stages/string-to-sign.ts';
import type { StageDescription, ValueDefinition } from '../../trace/trace.ts';
import { type AlignedRun, alignBytes, type SideName } from '../difference/byte-alignment.ts';
import { type LinePair, pairLines } from '../difference/line-difference.ts';
import { linesOfPair, movedToPair, type Texts } from '../difference/text-alignment.ts';
import type { SideMask } from '../mask-sides.ts';
import type { Side, Sides } from '../sides.ts';

/** A text that both sides make of a request. */
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
];

const SIDES: Readonly<Record<SideName, string>> = { server: "Server's", client: "Client's" };

/** `server/canonical-request`: "Server's canonical request". */
export function sideValue(side: SideName, { id, name, ...definition }: ValueDefinition): ValueDefinition {
  const inWords = name.charAt(0).toLowerCase() + name.slice(1);
  return { ...definition, id: `${side}/${id}`, name: `${SIDES[side]} ${inWords}` };
}

/** One text of both sides, of which nothing secret is left. */
export interface PairedText {
  /** The id of the text: `canonical-request`. */
  readonly text: string;
  /** Line by line; `null` where one side has no such line. */
  readonly lines: readonly PairedLine[];
  /** From the first line to the last as they are paired: every byte of both texts is in one. */
  readonly runs: readonly AlignedRun[];
}

export interface PairedLine {
  /** The bytes of the whole text, the line end among them. */
  readonly server: LineRange | null;
  readonly client: LineRange | null;
}

interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** Those of which one side at least is known. */
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
    runs: pairs.flatMap((pair) => runsOfPair(pair, texts, mask)),
  };
}

function rangeOf(pair: LinePair, texts: Texts, side: SideName): LineRange | null {
  const line = pair[side];
  return line && { start: line.offset, end: line.offset + linesOfPair(pair, texts)[side].length };
}

/** Of lines that differ in a secret alone, nobody learns where. */
function runsOfPair(pair: LinePair, texts: Texts, mask: SideMask): readonly AlignedRun[] {
  const { server, client } = linesOfPair(pair, texts);
  const runs = alignBytes(mask.octets(server), mask.octets(client));
  const isSecretOther = server !== client && runs.every(({ standing }) => standing === 'same');
  return movedToPair(isSecretOther ? runs.map((run) => ({ ...run, standing: 'differs' })) : runs, pair);
}
