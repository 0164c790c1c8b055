/** Finds the bytes that a page's runs show: either a value in the trace, or bytes on the wire. */
import { type StoredBytes, storedOctets } from '../../bytes/stored-bytes.ts';
import { type Recorded, storedRecord } from '../../http/body/recorded.ts';
import type { Range } from '../../trace/ranges.ts';
import { findValue, type ValueDefinition } from '../../trace/trace.ts';
import type { WalkFacts } from '../facts.ts';

/** The ID of the body as sent. */
export const SENT_BODY = 'sent-body';
/** The ID of all received bytes. */
export const ANSWER = 'answer';
/** The ID of the response body without its chunk framing. */
export const ANSWER_BODY = 'answer-body';

export interface BytesShown {
  readonly name: string;
  /** The length in bytes. The length can exceed that of `stored`. */
  readonly length: number;
  /**
   * The bytes that can be shown, from the beginning of the value. Usually, these are all of its bytes. They are read
   * only when they are shown.
   */
  readonly stored: StoredBytes;
  /** A sentence that explains why the remaining bytes cannot be shown; `null` if all bytes can be shown. */
  readonly limit: string | null;
  readonly masked: readonly Range[];
  /** How to show the bytes. `text` means that they are read as characters. */
  readonly form: ValueDefinition['form'];
}

/** Finds bytes by ID. Returns `null` if the ID is unknown. */
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
