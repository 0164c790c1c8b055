/** Tells of two aligned bytes on a card: the server's, the client's, whether they differ, and where the keys lead. */
import type { SideName } from '../../sides/difference/byte-alignment.ts';
import { type Position, usesOf } from '../../trace/provenance.ts';
import type { WalkFacts } from '../facts.ts';
import { letterOfTag } from '../map/place.ts';
import type { Places } from '../map/places.ts';
import { rangeInWords, sourcesInWords } from '../origins.ts';
import { agrees, aside, differs, named, type Run, type TwoTexts, words } from '../page.ts';
import { type ExplainedByte, explain, nameOfByteAt } from './explain.ts';
import { type Inspector, nameInTitle } from './inspector.ts';
import { bytesShown, SENT_BODY } from './shown-bytes.ts';
import { differsAt, positionBeside, SIDE_NAMES, sideOf } from './two-texts.ts';

/** Creates the inspector of two aligned bytes, with the origin of the selected one. Returns `null` if it does not exist. */
export function inspectorOfTwo(
  facts: WalkFacts,
  places: Places,
  { texts, at }: { readonly texts: TwoTexts; readonly at: Position },
): Inspector | null {
  const byte = explain(facts, places, at);
  if (!byte) return null;
  const beside = positionBeside(texts, at);
  const own = sideOf(texts, at.value);
  const sides = SIDE_NAMES.map((side) => sideRuns(facts, side, side === own ? at : beside, texts));
  const keys = keyRuns(facts, byte);
  // The keys lead to the source, unless there is none in the trace.
  const ways = [differenceRun(facts, texts, at), ...(keys.length > 0 ? keys : originRuns(facts, byte))];
  return {
    letter: letterOfTag(byte.tag),
    title: nameInTitle(byte.name),
    at: [],
    rows: [...sides, ways].map((runs) => ({ label: '', runs })),
    see: null,
  };
}

function differenceRun(facts: WalkFacts, texts: TwoTexts, at: Position): Run {
  if (texts.runs.length === 0) return aside('nothing to compare with   ');
  if (!differsAt(texts, at)) return agrees('✓ the same   ');
  const beside = positionBeside(texts, at);
  const isSameByte = beside !== null && nameOfByteAt(facts, beside) === nameOfByteAt(facts, at);
  return differs(isSameByte ? '✗ in a piece that differs   ' : '✗ different   ');
}

/** The width of the column that contains "server" or "client", in cells. */
const LABEL = 8;

function sideRuns(facts: WalkFacts, side: SideName, at: Position | null, { runs }: TwoTexts): Run[] {
  const label: Run = named(side.padEnd(LABEL));
  if (at === null) return [label, aside(runs.length === 0 ? '(not known)' : '(no byte here)')];
  const length = bytesShown(facts, at.value)?.length ?? 0;
  return [label, words(`byte ${at.byte} of ${length}: `), named(nameOfByteAt(facts, at))];
}

/** Returns the places to which the keys `o` and `u` lead. */
function keyRuns({ trace }: WalkFacts, { position: { value, byte }, sources }: ExplainedByte): Run[] {
  const hasSource = sources.some(({ source }) => source.kind === 'copy');
  const uses = usesOf(trace, { value, start: byte, end: byte + 1 }).length;
  return [
    ...(hasSource ? [named('o'), aside(' goes to its source   ')] : []),
    ...(uses > 0 ? [named('u'), aside(` goes to its ${uses === 1 ? 'use' : `${uses} uses`}`)] : []),
  ];
}

/** Returns the rule that put the byte there, or the bytes from which it was derived and the method of derivation. */
function originRuns({ trace }: WalkFacts, { position, origin, sources }: ExplainedByte): Run[] {
  if (origin?.kind === 'fixed') return [{ text: 'fixed: ', meaning: 'fixed' }, words(origin.rule.says)];
  if (sources.length === 0) return [aside(position.value === SENT_BODY ? 'from the body, as sent' : 'as received')];
  const done = [...new Set(sources.flatMap(({ by }) => by.map((transform) => transform.done)))];
  const isGiven = sources[0]?.source.kind === 'given';
  const how = done.length > 0 ? done.join(', ') : isGiven ? 'given' : 'copied';
  const meaning = done.length > 0 ? 'derived' : isGiven ? 'given' : 'copied';
  return [{ text: `${how}: `, meaning }, words(sourcesInWords(sources, (copy) => rangeInWords(trace, copy), 'by '))];
}
