/** The redactor for what came over the wire: a server that refuses a signature quotes what was signed. */

import { plain } from '../bytes/bytes.ts';
import { hexFromOctets, type Octets } from '../bytes/octets.ts';
import type { Exchange, WireRecord } from '../http/exchange.ts';
import type { HeaderField, ResponseHead } from '../http/message.ts';
import type { ReadResponse } from '../http/read-response.ts';
import type { Trace } from './trace.ts';

declare const brand: unique symbol;

export interface RedactedExchange extends Exchange {
  readonly [brand]: true;
}

/** The secret values of a trace that nobody has redacted. */
export function secretsOf(trace: Trace): Octets[] {
  return trace.values.filter((value) => value.secrecy === 'secret').map((value) => value.bytes.octets);
}

/** Each secret overwritten with `*` wherever the answer has it: as it is, in hexadecimal, in XML, in a URL, in base64. */
export function redactExchange(exchange: Exchange, secrets: readonly Octets[]): RedactedExchange {
  const mask = maskOf(secrets);
  return {
    ...exchange,
    sent: maskRecord(exchange.sent, mask),
    received: maskRecord(exchange.received, mask),
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

function formsOf(secret: Octets): string[] {
  if (secret.length < SHORTEST) return [];
  const hex = hexFromOctets(secret);
  const bytes = Buffer.from(secret, 'latin1');
  return [
    secret,
    hex,
    hex.toUpperCase(),
    hex.replace(/..(?=.)/g, '$& '),
    hex.toUpperCase().replace(/..(?=.)/g, '$& '),
    [...bytes].join(' '),
    bytes.toString('base64'),
    secret.replace(/[&<>"']/g, (character) => XML_ENTITIES[character] ?? character),
    secret.replace(/[^A-Za-z0-9\-._~]/g, (octet) => `%${hexFromOctets(octet as Octets).toUpperCase()}`),
    secret.replace(/[^A-Za-z0-9\-._~]/g, (octet) => `%${hexFromOctets(octet as Octets)}`),
    secret.replaceAll('/', '\\/'),
  ];
}

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
