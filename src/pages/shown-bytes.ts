/** The bytes that runs of pages show: of a value of the trace, or of what goes over the wire. */
import type { Octets } from '../bytes/octets.ts';
import type { MaskedRange } from '../trace/redact.ts';
import { findValue } from '../trace/trace.ts';
import type { WalkFacts } from './facts.ts';

/** The body as it is sent. */
export const SENT_BODY = 'sent-body';
/** All that the server sent. */
export const ANSWER = 'answer';
/** The body of the answer without what surrounds chunks. */
export const ANSWER_BODY = 'answer-body';

export interface BytesShown {
  /** What people call it. */
  readonly name: string;
  readonly octets: Octets;
  readonly masked: readonly MaskedRange[];
}

/** `null` for an id that nothing has. */
export function bytesShown({ trace, body, exchange }: WalkFacts, id: string): BytesShown | null {
  const whole = (name: string, octets: Octets | undefined) =>
    octets === undefined ? null : { name, octets, masked: [] };
  switch (id) {
    case SENT_BODY:
      return whole('Body', body.beginning);
    case ANSWER:
      return whole('Answer', exchange?.received.kept);
    case ANSWER_BODY:
      return whole('Body of the answer', exchange?.response?.body.kept);
    default: {
      const value = findValue(trace, id);
      return value ? { name: value.name, octets: value.bytes.octets, masked: value.masked } : null;
    }
  }
}
