/**
 * Masks secrets in an exchange. A server that refuses a signature quotes the texts that were signed, which can contain
 * secrets.
 */

import { plain } from '../bytes/bytes.ts';
import { EMPTY, hexFromOctets, type Octets, sliceOctets } from '../bytes/octets.ts';
import { type StoredBytes, storedFrom } from '../bytes/stored-bytes.ts';
import { type Recorded, storedRecord } from '../http/body/recorded.ts';
import type { Exchange } from '../http/exchange.ts';
import type { HeaderField, ResponseHead } from '../http/message.ts';
import type { ReadResponse } from '../http/read-response.ts';
import type { Trace } from './trace.ts';

declare const brand: unique symbol;

export interface RedactedExchange extends Exchange {
  /** Whether anything in the response is masked. */
  readonly isMasked: boolean;
  readonly [brand]: true;
}

/** Returns the secret values of a trace that has not been redacted. */
export function secretsOf(trace: Trace): Octets[] {
  return trace.values.filter((value) => value.secrecy === 'secret').map((value) => value.bytes.octets);
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

export type Mask = (octets: Octets) => Octets;

/**
 * Returns a function that overwrites each secret in a response with `*`, no matter how it is encoded. Lengths do not
 * change.
 */
export function maskOf(secrets: readonly Octets[]): Mask {
  const patterns = [...new Set(secrets)].flatMap(patternsOf);
  const stars = (found: string) => '*'.repeat(found.length);
  return (octets) => patterns.reduce<string>((masked, pattern) => masked.replace(pattern, stars), octets) as Octets;
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
const reachOf = (secrets: readonly Octets[]) => LONGEST_SPELLING * Math.max(0, ...secrets.map(({ length }) => length));

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

/**
 * The length in bytes of the shortest secret that is masked. Shorter texts occur in responses by chance. For a cookie
 * `lang=en`, masking each "en" would make the response unreadable, and the masks would reveal the cookie. In the
 * request itself, secrets of any length are masked, because their places are known.
 */
const SHORTEST = 8;

/**
 * Returns patterns for the ways in which a server may quote a secret: unchanged, or inside the base64 of a longer text.
 * Either form may be written as text or as numbers.
 */
function patternsOf(secret: Octets): RegExp[] {
  if (secret.length < SHORTEST) return [];
  const texts = [secret, ...insideBase64(secret)];
  const once = percentEncoded(secret);
  const encoded = [once, inLowerCase(once), percentEncoded(once)];
  return [
    ...texts.map(textPattern),
    ...[...texts, ...encoded].flatMap((text) => [hexPattern(text), decimalPattern(text)]),
  ];
}

/**
 * Returns the base64 of the secret for each position that it can have in a longer text, without the characters that
 * also encode neighboring bytes.
 */
function insideBase64(secret: Octets): Octets[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.from('\0'.repeat(before) + secret, 'latin1').toString('base64');
    const first = Math.ceil((before * 4) / 3);
    const last = Math.floor(((before + secret.length) * 4) / 3);
    return text.slice(first, last) as Octets;
  });
}

const hexOf = (octet: string) => hexFromOctets(octet as Octets);
const percentEncoded = (text: Octets): Octets =>
  text.replace(/[^A-Za-z0-9\-._~]/g, (octet) => `%${hexOf(octet).toUpperCase()}`) as Octets;

const inLowerCase = (text: Octets): Octets => text.replace(/%../g, (triplet) => triplet.toLowerCase()) as Octets;

/** Matches each character in any encoding used in URLs, XML, HTML, or JSON, ignoring case. */
const textPattern = (text: Octets) => new RegExp([...text].map(anySpelling).join(''), 'gi');

function anySpelling(octet: string): string {
  if (/[A-Za-z0-9]/.test(octet)) return octet;
  const hex = hexOf(octet);
  const code = String(Number.parseInt(hex, 16));
  const spellings = [`&#x0*${hex};`, `&#0*${code};`, `\\\\u00${hex}`, `%(?:25)*${hex}`, `\\\\?\\x${hex}`];
  return `(?:${[...(ENTITIES[octet] ?? []), ...spellings].join('|')})`;
}

const ENTITIES: Readonly<Record<string, readonly string[]>> = {
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;'],
  "'": ['&apos;'],
};

/** Matches two hexadecimal digits for each byte, optionally separated by one character. */
const hexPattern = (text: Octets) => new RegExp([...text].map(hexOf).join('[ :,-]?'), 'gi');

const decimalPattern = (text: Octets) =>
  new RegExp([...text].map((octet) => Number.parseInt(hexOf(octet), 16)).join('[ ,]+'), 'g');

/** The number of bytes that are masked together, so that not every read searches for secrets again. */
const BLOCK = 65_536;
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
  const blockAt = (start: number): Octets => {
    const known = remembered.get(start);
    if (known !== undefined) return known;
    const from = Math.max(start - reach, 0);
    const end = Math.min(start + BLOCK, length);
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
        const first = at - (at % BLOCK);
        const piece = sliceOctets(blockAt(first), at - first, end - first);
        if (piece === EMPTY) break;
        octets += piece;
        at += piece.length;
      }
      return octets as Octets;
    },
  };
}
