/** Writes sentences about the origins of bytes. */
import { sliceOctets } from '../bytes/octets.ts';
import { type Copy, type Origin, type Source, type Span, sourcesOf } from '../bytes/origin.ts';
import { REQUEST } from '../sigv4/stages/request.ts';
import { PAYLOAD } from '../trace/payload.ts';
import type { RedactedTrace, RedactedValue } from '../trace/redact.ts';
import { findValue } from '../trace/trace.ts';
import { visible } from './characters/visible.ts';
import { inputWords } from './input-words.ts';
import { partsOfRequest, type RequestPart } from './request-parts.ts';

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
  return (value, start = 0, end = value.bytes.octets.length) => {
    const passages = merge(
      (value.bytes.spans ?? [])
        .filter((span) => span.start < end && span.end > start)
        .map((span) => passageOf(span, start, end, trace, parts)),
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

function passageOf(
  span: Span,
  start: number,
  end: number,
  trace: RedactedTrace,
  parts: readonly RequestPart[],
): Passage {
  const { origin } = span;
  return {
    start: Math.max(span.start, start),
    end: Math.min(span.end, end),
    story: origin.kind === 'fixed' ? origin.rule.says : storyOf(origin, trace, parts),
    isRule: origin.kind === 'fixed',
    transforms: origin.kind === 'derived' ? origin.by.map((transform) => transform.done) : [],
  };
}

function storyOf(origin: Origin, trace: RedactedTrace, parts: readonly RequestPart[]): string {
  const roles = origin.kind === 'derived' ? origin.by.find((transform) => transform.roles)?.roles : undefined;
  const names = sourcesOf(origin).map((source, index) => {
    const role = roles?.[index];
    return role ? `${sourceName(source, trace, parts)} as ${role}` : sourceName(source, trace, parts);
  });
  return [...new Set(names)].join(' and ');
}

function sourceName(source: Source, trace: RedactedTrace, parts: readonly RequestPart[]): string {
  switch (source.kind) {
    case 'given':
      return inputWords(source.input);
    case 'fixed':
      return `the ${source.rule.id.replaceAll('-', ' ')}`;
    case 'copy':
      if (source.value === PAYLOAD) return payloadPartName(source, trace);
      if (source.value === REQUEST.id) return requestPartName(source, parts);
      return valueName(source.value, trace);
  }
}

function payloadPartName({ start, end }: Copy, { payload }: RedactedTrace): string {
  const isWhole = start === 0 && end === payload.length;
  return isWhole ? `the payload (${end} bytes)` : `bytes ${start} to ${end - 1} of the payload`;
}

function requestPartName({ start, end }: Copy, parts: readonly RequestPart[]): string {
  return parts.find((found) => found.start <= start && found.end >= end)?.name ?? 'the request as given';
}

function valueName(id: string, trace: RedactedTrace): string {
  const value = findValue(trace, id);
  if (!value) return id;
  return `${value.name} (step ${trace.stages.findIndex((stage) => stage.id === value.stage) + 1})`;
}

/** Joins adjacent passages that have the same explanation, and combines the passages' transforms. */
function merge(passages: readonly Passage[]): Passage[] {
  const merged: Passage[] = [];
  for (const passage of passages) {
    const last = merged.at(-1);
    if (last && last.story === passage.story && last.end === passage.start) {
      const transforms = [...new Set([...last.transforms, ...passage.transforms])];
      merged[merged.length - 1] = { ...last, end: passage.end, transforms };
    } else {
      merged.push(passage);
    }
  }
  return merged;
}
