/** The card of a byte of one text and of the byte that stands beside it in the other: both by name. */
import type { Position } from '../../trace/provenance.ts';
import { differsAt, positionBeside, SIDE_NAMES, sideOf } from '../diagnosis/two-texts.ts';
import type { WalkFacts } from '../facts.ts';
import { aside, type Run, type TwoTexts, words } from '../page.ts';
import type { Places } from '../places.ts';
import { type ByteCard, byteCard, nameOfByteAt } from './byte-card.ts';
import { bytesShown } from './shown-bytes.ts';

export interface ByteOfTwo {
  readonly texts: TwoTexts;
  /** In one of the texts. */
  readonly at: Position;
}

/** The server's byte first, then the client's, then whether they are the same and where the one of the cursor comes from. */
export function cardOfTwo(facts: WalkFacts, places: Places, { texts, at }: ByteOfTwo): ByteCard | null {
  const own = byteCard(facts, places, at);
  if (!own) return null;
  const beside = positionBeside(texts, at);
  const side = sideOf(texts, at.value);
  const [server, client] = SIDE_NAMES.map((name) => sideRuns(facts, name, name === side ? at : beside));
  const isOther = differsAt(texts, at);
  const standing: Run = isOther
    ? { text: '✗ not the same   ', meaning: 'differs' }
    : { text: '✓ the same   ', meaning: 'agrees' };
  return {
    place: null,
    what: server ?? [],
    part: null,
    why: client ?? [],
    see: null,
    ways: [standing, ...own.ways, ...given(own)],
  };
}

function sideRuns(facts: WalkFacts, side: string, at: Position | null): Run[] {
  const label: Run = { text: side.padEnd(LABEL), meaning: 'name' };
  if (at === null) return [label, aside('nothing stands there')];
  const length = bytesShown(facts, at.value)?.length ?? 0;
  return [label, words(`byte ${at.byte} of ${length}: `), { text: nameOfByteAt(facts, at), meaning: 'name' }];
}

/** The columns of "server" and "client" with what stands behind them. */
const LABEL = 8;

/** Where there is nowhere to go, where it was given. */
const given = ({ ways, why }: ByteCard): readonly Run[] => (ways.length === 0 ? why : []);
