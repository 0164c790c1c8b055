/**
 * Masks secrets in an exchange. A server that refuses a signature quotes the texts that were signed, which can contain
 * secrets.
 */

import { plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets, sliceOctets } from '../bytes/octets.ts';
import { type StoredBytes, storedFrom } from '../bytes/stored-bytes.ts';
import { type Recorded, storedRecord } from '../http/body/recorded.ts';
import type { Exchange } from '../http/exchange.ts';
import type { HeaderField, ResponseHead } from '../http/message.ts';
import type { ReadResponse } from '../http/read-response.ts';
import { type Mask, maskOf } from './masks/mask.ts';

declare const brand: unique symbol;

export interface RedactedExchange extends Exchange {
  /** Whether anything in the response is masked. */
  readonly isMasked: boolean;
  readonly [brand]: true;
}

/** Overwrites each secret with `*`, in any encoding, such as plain text, hexadecimal, XML, a URL, or base64. */
export function redactExchange(exchange: Exchange, secrets: readonly Octets[]): RedactedExchange {
  const mask = maskOf(secrets);
  const maskRecord = recordMasker(mask, reachOf(secrets));
  const received = maskRecord(exchange.received);
  return {
    ...exchange,
    isMasked: received.kept !== exchange.received.kept,
    sent: maskRecord(exchange.sent),
    received,
    response: exchange.response && maskResponse(exchange.response, mask, maskRecord),
  } as RedactedExchange;
}

type RecordMasker = <Record extends Recorded>(record: Record) => Record;

/** Masks the kept bytes and the stored bytes together, because a secret can lie across the boundary between them. */
function recordMasker(mask: Mask, reach: number): RecordMasker {
  return (record) => {
    const { kept, beyond } = record;
    if (beyond === null || reach === 0) return { ...record, kept: mask(kept) };
    const whole = maskStored(storedRecord(record), mask, reach);
    const first = mask((kept + beyond.read(0, Math.min(reach, beyond.length))) as Octets);
    return { ...record, kept: sliceOctets(first, 0, kept.length), beyond: storedFrom(whole, kept.length) };
  };
}

/**
 * The maximum length in bytes of one character in any encoding: the length of `%252F` with each octet written in
 * decimal.
 */
const LONGEST_SPELLING = 32;

/** Returns the maximum number of bytes that any of the secrets takes up in any encoding. */
export const reachOf = (secrets: readonly Octets[]) =>
  LONGEST_SPELLING * Math.max(0, ...secrets.map(({ length }) => length));

function maskResponse(response: ReadResponse, mask: Mask, maskRecord: RecordMasker): ReadResponse {
  const maskField = ({ name, value }: HeaderField): HeaderField => ({ name, value: plain(mask(value.octets)) });
  const maskHead = (head: ResponseHead): ResponseHead => ({
    ...head,
    reason: plain(mask(head.reason.octets)),
    headers: head.headers.map(maskField),
  });
  return {
    ...response,
    head: maskHead(response.head),
    interim: response.interim.map(maskHead),
    trailers: response.trailers.map(maskField),
    body: maskRecord(response.body),
  };
}

/** The least number of bytes that are masked together, so that not every read searches for secrets again. */
const SHORTEST_BLOCK = 65_536;
/** The number of masked blocks that are kept in memory. */
const REMEMBERED = 4;

/**
 * Masks stored bytes when they are read. `mask` must not change lengths. `reach` is the maximum number of bytes in one
 * secret.
 */
export function maskStored(
  { length, read }: StoredBytes,
  mask: (octets: Octets) => Octets,
  reach: number,
): StoredBytes {
  const remembered = new Map<number, Octets>();
  // A block is as long as its surroundings that are searched with it, so that long secrets do not multiply the work.
  const blockLength = Math.max(SHORTEST_BLOCK, reach);
  const blockAt = (start: number): Octets => {
    const known = remembered.get(start);
    if (known !== undefined) return known;
    const from = Math.max(start - reach, 0);
    const end = Math.min(start + blockLength, length);
    const block = sliceOctets(mask(read(from, Math.min(end + reach, length))), start - from, end - from);
    const [oldest] = remembered.keys();
    if (oldest !== undefined && remembered.size === REMEMBERED) remembered.delete(oldest);
    remembered.set(start, block);
    return block;
  };
  return {
    length,
    read(start, end) {
      let octets: string = EMPTY;
      for (let at = start; at < Math.min(end, length); ) {
        const first = at - (at % blockLength);
        const piece = sliceOctets(blockAt(first), at - first, end - first);
        if (piece === EMPTY) break;
        octets += piece;
        at += piece.length;
      }
      return octets as Octets;
    },
  };
}
