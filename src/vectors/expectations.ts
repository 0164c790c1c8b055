/** Holding a trace against what was published of it, value by value. */
import { hexFromOctets, type Octets, octetsFromText } from '../bytes/octets.ts';
import { findValue, type Trace, type Value } from '../trace/trace.ts';
import type { RunnableVector } from './vector.ts';

/** Where an expected value is from: the publisher prints it, or others computed it. */
export type Authority = 'published' | 'computed';

export interface Check {
  /** The id of the value. */
  readonly value: string;
  readonly stage: string;
  readonly authority: Authority;
  /** What a computed value was computed with; `null` for a published one. */
  readonly computedBy: string | null;
  readonly expected: Octets;
  /** What the trace has; `null` where it did not get that far. */
  readonly actual: Octets | null;
  readonly agrees: boolean;
}

/** Every expectation of the vector, in the order of the values of the trace. */
export function checkTrace(trace: Trace, vector: RunnableVector): Check[] {
  const expected = expectedValues(vector);
  // What was not reached comes last.
  const order = trace.values.map((value) => value.id);
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...expected]
    .map(([id, { text, authority }]) => check(id, text, authority, findValue(trace, id), vector.computedBy ?? 'others'))
    .sort((one, other) => place(one.value) - place(other.value));
}

function check(id: string, text: string, authority: Authority, value: Value | undefined, computedBy: string): Check {
  const expected = comparable(id, octetsFromText(text));
  const actual = value ? comparable(id, readable(value)) : null;
  return {
    value: id,
    stage: value?.stage ?? 'unreached',
    authority,
    computedBy: authority === 'computed' ? computedBy : null,
    expected,
    actual,
    agrees: actual === expected,
  };
}

function readable(value: Value): Octets {
  return value.form === 'octets' ? octetsFromText(hexFromOctets(value.bytes.octets)) : value.bytes.octets;
}

/** The parts of an Authorization header are what is published; the space behind each comma is the printer's. */
function comparable(id: string, octets: Octets): Octets {
  return id === 'authorization' ? (octets.replace(/, */g, ', ') as Octets) : octets;
}

interface Expected {
  readonly text: string;
  readonly authority: Authority;
}

/** A printed canonical request is also a printed canonical URI, and so on: its lines are values of their own. */
function expectedValues({ published, computed }: RunnableVector): Map<string, Expected> {
  const expected = new Map<string, Expected>();
  const add = (values: Readonly<Record<string, string>>, authority: Authority) => {
    for (const [id, text] of Object.entries(values)) expected.set(id, { text, authority });
  };
  const printed = mapValues(published, joinLines);
  if (computed) add(mapValues(computed, joinLines), 'computed');
  if (printed['canonical-request']) add(linesOfCanonicalRequest(printed['canonical-request']), 'published');
  if (printed['string-to-sign']) add(linesOfStringToSign(printed['string-to-sign']), 'published');
  add(printed, 'published');
  return expected;
}

function linesOfCanonicalRequest(text: string): Record<string, string> {
  const lines = text.split('\n');
  const [method = '', uri = '', query = ''] = lines;
  const [signedHeaders = '', hashedPayload = ''] = lines.slice(-2);
  return {
    'http-method': method,
    'canonical-uri': uri,
    'canonical-query-string': query,
    'canonical-headers': lines
      .slice(3, -3)
      .map((line) => `${line}\n`)
      .join(''),
    'signed-headers': signedHeaders,
    'hashed-payload': hashedPayload,
  };
}

function linesOfStringToSign(text: string): Record<string, string> {
  const [, , scope = '', hash = ''] = text.split('\n');
  return { 'credential-scope': scope, 'hashed-canonical-request': hash };
}

const joinLines = (lines: string | readonly string[]) => (typeof lines === 'string' ? lines : lines.join('\n'));

function mapValues<From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
