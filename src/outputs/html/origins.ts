/**
 * Writes the origin of each byte as page data. The data has the same spans as the trace, and uses as few characters as
 * possible.
 */
import { type Source, type Span, sourcesOf } from '../../bytes/origin.ts';
import { PAYLOAD } from '../../trace/payload.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import { inputWords } from '../../views/input-words.ts';
import { placesOf } from '../../views/map/places.ts';

/**
 * A source: either bytes `from` to `to` (exclusive) of the value with this index, or the index of a text about a rule
 * or an input.
 */
type SourceData = readonly [value: number, from: number, to: number] | readonly [text: number];

/**
 * Bytes `start` to `end` (exclusive). A copied span begins at the same distance from its source. Other spans are
 * derived.
 */
type SpanData = readonly [start: number, end: number, isCopy: 0 | 1, sources: readonly SourceData[], done: number];

export interface OriginData {
  readonly values: readonly {
    readonly id: string;
    readonly name: string;
    /** The number of the value's step, from 1; 0 if the value has no step. */
    readonly step: number;
    /** The id of the step's section on the page. */
    readonly stage: string;
    readonly spans: readonly SpanData[];
  }[];
  /** The inputs: bytes `start` to `end` (exclusive) of a value, and the name of the input. */
  readonly places: readonly (readonly [value: number, start: number, end: number, name: string])[];
  /**
   * Sentences about rules and inputs, each with the address of its documentation page; the address is empty if there is
   * no page.
   */
  readonly texts: readonly (readonly [says: string, see: string])[];
}

/** Returns the origins of all values of a trace. */
export function originData(trace: RedactedTrace): OriginData {
  const texts = new Map<string, number>();
  const told: (readonly [string, string])[] = [];
  const textOf = (says: string, see: string): number => {
    const known = texts.get(says);
    if (known !== undefined) return known;
    texts.set(says, told.length);
    return told.push([says, see]) - 1;
  };
  const indexOf = new Map([...trace.values.map(({ id }) => id), PAYLOAD].map((id, index) => [id, index]));
  const sourceOf = (source: Source): SourceData => {
    if (source.kind === 'fixed') return [textOf(`fixed: ${source.rule.says}`, source.rule.see)];
    if (source.kind === 'given') return [textOf(`given: ${inputWords(source.input)}`, '')];
    return [indexOf.get(source.value) ?? -1, source.start, source.end];
  };
  const spanOf = ({ start, end, origin }: Span): SpanData => {
    const done = origin.kind === 'derived' ? origin.by.map((by) => by.done).join(', ') : '';
    return [
      start,
      end,
      origin.kind === 'copy' ? 1 : 0,
      sourcesOf(origin).map(sourceOf),
      done === '' ? -1 : textOf(done, ''),
    ];
  };
  const values = trace.values.map(({ id, name, stage, bytes }) => {
    const step = trace.stages.findIndex((one) => one.id === stage) + 1;
    return { id, name, step, stage, spans: (bytes.spans ?? []).map(spanOf) };
  });
  const places = placesOf(trace).all.map(
    ({ value, start, end, name }) => [indexOf.get(value) ?? -1, start, end, name] as const,
  );
  const payload = { id: PAYLOAD, name: 'Payload', step: 0, stage: '', spans: [] };
  return { values: [...values, payload], places, texts: told };
}
