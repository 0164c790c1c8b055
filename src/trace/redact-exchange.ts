/** The redactor for what came over the wire: a server that refuses a signature quotes what was signed. */

import { plain } from '../bytes/bytes.ts';
import { hexFromOctets, type Octets } from '../bytes/octets.ts';
import type { Exchange, WireRecord } from '../http/exchange.ts';
import type { HeaderField, ResponseHead } from '../http/message.ts';
import type { ReadResponse } from '../http/read-response.ts';
import type { Trace } from './trace.ts';

declare const brand: unique symbol;

export interface RedactedExchange extends Exchange {
  /** Whether something in the answer is overwritten, so that its bytes are not those that came. */
  readonly isMasked: boolean;
  readonly [brand]: true;
}

/** The secret values of a trace that nobody has redacted. */
export function secretsOf(trace: Trace): Octets[] {
  return trace.values.filter((value) => value.secrecy === 'secret').map((value) => value.bytes.octets);
}

/** Each secret overwritten with `*` wherever the answer has it: as it is, in hexadecimal, in XML, in a URL, in base64. */
export function redactExchange(exchange: Exchange, secrets: readonly Octets[]): RedactedExchange {
  const mask = maskOf(secrets);
  const received = maskRecord(exchange.received, mask);
  return {
    ...exchange,
    isMasked: received.kept !== exchange.received.kept,
    sent: maskRecord(exchange.sent, mask),
    received,
    response: exchange.response && maskResponse(exchange.response, mask),
  } as RedactedExchange;
}

export type Mask = (octets: Octets) => Octets;

/** Overwrites each secret with `*`, in every form in which it may stand in an answer; lengths never change. */
export function maskOf(secrets: readonly Octets[]): Mask {
  const forms = [...new Set(secrets.flatMap(formsOf))].sort((one, other) => other.length - one.length);
  return (octets) =>
    forms.reduce<string>((masked, form) => masked.replaceAll(form, '*'.repeat(form.length)), octets) as Octets;
}

const maskRecord = (record: WireRecord, mask: Mask): WireRecord => ({ ...record, kept: mask(record.kept) });

function maskResponse(response: ReadResponse, mask: Mask): ReadResponse {
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
    body: { ...response.body, kept: mask(response.body.kept) },
  };
}

/** A shorter one would mask what is no secret. */
const SHORTEST = 8;

/** Every text that a secret can stand in, as a server may quote it; the base64 of a policy that holds it is one. */
function formsOf(secret: Octets): string[] {
  if (secret.length < SHORTEST) return [];
  return [secret, ...insideBase64(secret)].flatMap(spellingsOf);
}

/** What base64 makes of the secret wherever in a longer text it begins, without the characters that share bytes. */
function insideBase64(secret: Octets): Octets[] {
  const whole = Buffer.from(secret, 'latin1').toString('base64') as Octets;
  const shifted = [0, 1, 2].map((before) => {
    const text = Buffer.from('\0'.repeat(before) + secret, 'latin1').toString('base64');
    const first = Math.ceil((before * 4) / 3);
    const last = Math.floor(((before + secret.length) * 4) / 3);
    return text.slice(first, last) as Octets;
  });
  return [whole, ...shifted];
}

function spellingsOf(text: Octets): string[] {
  const hex = hexFromOctets(text);
  return [
    text,
    hex,
    hex.toUpperCase(),
    hex.replace(/..(?=.)/g, '$& '),
    hex.toUpperCase().replace(/..(?=.)/g, '$& '),
    [...Buffer.from(text, 'latin1')].join(' '),
    text.replace(/[&<>"']/g, (character) => XML_ENTITIES[character] ?? character),
    text.replace(/[^A-Za-z0-9\-._~]/g, (octet) => `%${hexFromOctets(octet as Octets).toUpperCase()}`),
    text.replace(/[^A-Za-z0-9\-._~]/g, (octet) => `%${hexFromOctets(octet as Octets)}`),
    text.replaceAll('/', '\\/'),
  ];
}

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
