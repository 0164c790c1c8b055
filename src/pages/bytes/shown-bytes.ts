/** The bytes that runs of pages show: of a value of the trace, or of what goes over the wire. */
import { type StoredBytes, storedOctets } from '../../bytes/stored-bytes.ts';
import { type Recorded, storedRecord } from '../../http/body/recorded.ts';
import type { MaskedRange } from '../../trace/redact.ts';
import { findValue, type ValueDefinition } from '../../trace/trace.ts';
import type { WalkFacts } from '../facts.ts';

/** The body as it is sent. */
export const SENT_BODY = 'sent-body';
/** All that the server sent. */
export const ANSWER = 'answer';
/** The body of the answer without what surrounds chunks. */
export const ANSWER_BODY = 'answer-body';

export interface BytesShown {
  /** What people call it. */
  readonly name: string;
  /** How many bytes it has. */
  readonly length: number;
  /** Those that can be looked at: the first ones, mostly all. Whoever shows some of them reads no others. */
  readonly stored: StoredBytes;
  /** Why there are no others, in one sentence; `null` where there are all. */
  readonly limit: string | null;
  readonly masked: readonly MaskedRange[];
  /** `text` where its bytes are meant to be read as characters. */
  readonly form: ValueDefinition['form'];
}

/** `null` for an id that nothing has. */
export function bytesShown(
  { trace, body, exchange }: Pick<WalkFacts, 'trace' | 'body' | 'exchange'>,
  id: string,
): BytesShown | null {
  switch (id) {
    case SENT_BODY:
      return ofLength(body.length, body.stored, 'Body', 'the rest is produced while it is sent');
    case ANSWER:
      return exchange && ofRecord(exchange.received, 'Response');
    case ANSWER_BODY:
      return exchange?.response ? ofRecord(exchange.response.body, 'Body of the response') : null;
    default: {
      const value = findValue(trace, id);
      if (!value) return null;
      const { octets } = value.bytes;
      const { name, masked, form } = value;
      return { name, length: octets.length, stored: storedOctets(octets), limit: null, masked, form };
    }
  }
}

const ofRecord = (record: Recorded, name: string) =>
  ofLength(record.length, storedRecord(record), name, 'there was no room to keep the rest');

function ofLength(length: number, stored: StoredBytes, name: string, why: string): BytesShown {
  const limit = stored.length < length ? `Only the first ${stored.length} bytes can be shown: ${why}.` : null;
  return { name, length, stored, limit, masked: [], form: 'text' };
}
