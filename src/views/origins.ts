/** Writes where bytes come from: a source as its value alone, with its step, or to the byte; and a sentence about a range. */
import { joinNeighbors } from '../bytes/joined.ts';
import { sliceOctets } from '../bytes/octets.ts';
import type { Copy, Span } from '../bytes/origin.ts';
import { REQUEST } from '../sigv4/stages/request.ts';
import { PAYLOAD } from '../trace/payload.ts';
import { type ByteRange, type FoundSource, sourcesIn, spansIn } from '../trace/provenance.ts';
import type { RedactedTrace, RedactedValue } from '../trace/redact.ts';
import { findValue } from '../trace/trace.ts';
import { visible } from './characters/visible.ts';
import { inputWords } from './input-words.ts';
import { partsOfRequest, type RequestPart } from './request-parts.ts';

/** Names sources with their roles, each name once. `nameOf` names the bytes of a value. */
export function sourcesInWords(sources: readonly FoundSource[], nameOf: (copy: Copy) => string, given = ''): string {
  const names = sources.map(({ source, role }) => {
    const name =
      source.kind === 'copy'
        ? nameOf(source)
        : source.kind === 'given'
          ? given + inputWords(source.input)
          : `the ${source.rule.id.replaceAll('-', ' ')}`;
    return role ? `${name} as ${role}` : name;
  });
  return [...new Set(names)].join(' and ');
}

/** Names the value of a range alone. */
export const valueInWords = (trace: RedactedTrace, { value }: Pick<ByteRange, 'value'>): string =>
  findValue(trace, value)?.name ?? 'the payload';

/** Names a range, such as "bytes 4 to 12 of Request, step 1". */
export function rangeInWords(trace: RedactedTrace, { value, start, end }: ByteRange): string {
  const found = findValue(trace, value);
  const which = end - start === 1 ? `byte ${start}` : `bytes ${start} to ${end - 1}`;
  if (value === PAYLOAD) return end === start ? 'the payload, which is empty' : `${which} of the payload`;
  if (!found) return `${which} of ${value}`;
  const name = `${found.name}, step ${numberOfStep(trace, found)}`;
  return start === 0 && end === found.bytes.octets.length ? name : `${which} of ${name}`;
}

const numberOfStep = ({ stages }: RedactedTrace, { stage }: RedactedValue) =>
  stages.findIndex(({ id }) => id === stage) + 1;

/** Adjacent bytes that have the same explanation. */
interface Passage {
  readonly start: number;
  readonly end: number;
  readonly story: string;
  readonly isRule: boolean;
  readonly transforms: readonly string[];
}

/** Describes in one sentence where bytes `start` to `end` (exclusive) of a value come from. */
export type OriginTeller = (value: RedactedValue, start?: number, end?: number) => string;

export function originTeller(trace: RedactedTrace): OriginTeller {
  const { line, headers } = partsOfRequest(trace);
  const parts = [...line, ...headers.flatMap(({ name, value }) => [name, value])];
  const nameOf = (copy: Copy) => nameWithStep(trace, copy, parts);
  return (value, start = 0, end = value.bytes.octets.length) => {
    const passages = merge(
      spansIn(value.bytes, { start, end }).map((span) => ({
        ...passageOf(span, nameOf),
        start: Math.max(span.start, start),
        end: Math.min(span.end, end),
      })),
    );
    const [only, ...others] = passages.filter((passage) => !isSeparator(passage));
    if (!only) return passages.map(tell).join(' · ');
    if (others.length === 0) return tell(only);
    return [only, ...others].map((passage) => `${quote(passage, value)} ${tell(passage)}`).join(' · ');
  };
}

/**
 * The maximum length of a separator, in bytes. Fixed text up to this length is omitted from a sentence about more than
 * one passage.
 */
const SEPARATOR_LENGTH = 2;

const isSeparator = ({ start, end, isRule }: Passage) => isRule && end - start <= SEPARATOR_LENGTH;

function tell({ story, isRule, transforms }: Passage): string {
  return isRule ? `fixed: ${story}` : [`from ${story}`, ...transforms].join(', ');
}

const QUOTE_LENGTH = 24;

function quote({ start, end }: Passage, { bytes }: RedactedValue): string {
  const shown = visible(sliceOctets(bytes.octets, start, end));
  return `"${shown.length > QUOTE_LENGTH ? `${shown.slice(0, QUOTE_LENGTH - 1)}…` : shown}"`;
}

function passageOf({ origin }: Span, nameOf: (copy: Copy) => string): Omit<Passage, 'start' | 'end'> {
  if (origin.kind === 'fixed') return { story: origin.rule.says, isRule: true, transforms: [] };
  const by = origin.kind === 'derived' ? origin.by : [];
  return {
    story: sourcesInWords(sourcesIn(origin), nameOf),
    isRule: false,
    transforms: by.map(({ done }) => done),
  };
}

/** Names bytes as a part of the request or of the payload, or as a value with its step. */
function nameWithStep(trace: RedactedTrace, { value, start, end }: Copy, parts: readonly RequestPart[]): string {
  if (value === PAYLOAD) {
    const isWhole = start === 0 && end === trace.payload.length;
    return isWhole ? `the payload (${end} bytes)` : `bytes ${start} to ${end - 1} of the payload`;
  }
  if (value === REQUEST.id)
    return parts.find((found) => found.start <= start && found.end >= end)?.name ?? 'the request as given';
  const found = findValue(trace, value);
  return found ? `${found.name} (step ${numberOfStep(trace, found)})` : value;
}

/** Joins adjacent passages that have the same explanation, and combines the passages' transforms. */
const merge = (passages: readonly Passage[]): Passage[] =>
  joinNeighbors(passages, (last, { story, start, end, transforms }) =>
    last.story === story && last.end === start
      ? { ...last, end, transforms: [...new Set([...last.transforms, ...transforms])] }
      : null,
  );
