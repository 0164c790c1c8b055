/** Shows the head of a request line by line, and tells which headers a signature covers. */

import { CANONICAL_HEADERS } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { lineRanges } from '../../trace/ranges.ts';
import type { RedactedTrace, RedactedValue } from '../../trace/redact.ts';
import { findValue, type Trace } from '../../trace/trace.ts';
import { runsOf } from '../characters/visible.ts';
import { aside, type Line, line } from '../page.ts';

/** Returns the names of the signed headers, in lowercase and in order; `null` if the trace has no canonical headers. */
export function signedNamesOf(trace: Pick<Trace, 'values'>): readonly string[] | null {
  const lines = findValue(trace, CANONICAL_HEADERS.id)?.bytes.octets.split('\n');
  return lines?.filter((line) => line !== '').map((line) => line.slice(0, line.indexOf(':'))) ?? null;
}

/**
 * Returns the request line, followed by the headers. Each header that is not signed says so, except in a form, where none
 * is.
 */
export function headLines(trace: RedactedTrace, value: RedactedValue): Line[] {
  const signed = signedNamesOf(trace);
  return lineRanges(value.bytes.octets).flatMap(({ start, end: after }, index) => {
    const text = value.bytes.octets.slice(start, after).replace(/\r?\n$/, '');
    if (text === '') return [];
    const end = start + text.length;
    const [name = ''] = text.toLowerCase().split(':', 1);
    // A line that begins with white space goes on with the value of the header before it.
    const isHeader = index > 0 && /^\S/.test(text);
    const unsigned = isHeader && signed?.includes(name.trim()) === false ? [aside('   (not signed)')] : [];
    return line('', [...runsOf(value, start, end), ...unsigned]);
  });
}
