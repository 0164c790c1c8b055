/** Why a request cannot be signed, as a problem of an input. */
import type { InputId } from '../../bytes/input.ts';
import { sourcesOf } from '../../bytes/origin.ts';
import type { Problem } from '../../bytes/problem.ts';
import { findValue, type Trace } from '../../trace/trace.ts';

/** A problem of a value is one of the input that the value begins with; one of no value is of headers that are missing. */
export function signingProblem(trace: Trace, found: Problem): Problem {
  const { where } = found;
  const id = where === null ? 'headers' : inputAt(trace, where.value, where.start);
  return id === null ? found : { ...found, where: { value: id, start: 0, end: 0 } };
}

/** The input of a byte. A value is made of earlier ones only, so that this ends. */
function inputAt(trace: Trace, value: string, byte: number): InputId | null {
  const span = findValue(trace, value)?.bytes.spans?.find(({ start, end }) => start <= byte && byte < end);
  const [source] = span ? sourcesOf(span.origin) : [];
  if (!span || !source || source.kind === 'fixed') return null;
  if (source.kind === 'given') return source.input.id;
  const isCopied = span.origin.kind === 'copy';
  return inputAt(trace, source.value, source.start + (isCopied ? byte - span.start : 0));
}
