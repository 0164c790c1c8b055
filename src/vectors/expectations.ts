/** Holding a trace against what was published of it, value by value. */
import { hexFromOctets, type Octets, octetsFromHex, octetsFromText, sliceOctets } from '../bytes/octets.ts';
import { verifyP256 } from '../crypto/p256.ts';
import { algorithmNamed } from '../sigv4/algorithms/table.ts';
import { findValue, type Trace } from '../trace/trace.ts';
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
  /**
   * Agreeing is to be `equal`. A signature with a random number in it never is: the expected one, and what it stands
   * in, agrees if the rest is equal and it is `verified`, with the public key and the string to sign of the trace.
   */
  readonly by: 'equal' | 'verified';
  readonly expected: Octets;
  /** What the trace has; `null` where it did not get that far. */
  readonly actual: Octets | null;
  readonly agrees: boolean;
}

/** Every expectation of the vector, in the order of the values of the trace. */
export function checkTrace(trace: Trace, vector: RunnableVector): Check[] {
  // What was not reached comes last.
  const order = trace.values.map((value) => value.id);
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...expectedValues(vector)]
    .map(([id, { text, authority }]): Check => {
      const computedBy = authority === 'computed' ? (vector.computedBy ?? 'others') : null;
      const held = isRandom(trace, id) ? holdSignature(trace, id, text) : holdValue(trace, id, text);
      return { value: id, stage: findValue(trace, id)?.stage ?? 'unreached', authority, computedBy, ...held };
    })
    .sort((one, other) => place(one.value) - place(other.value));
}

/** What ends with the signature of the request. */
const END_WITH_IT = ['signature', 'authorization', 'presigned-url'];

function isRandom({ algorithm }: Trace, id: string): boolean {
  return (algorithmNamed(algorithm)?.isRandom ?? false) && END_WITH_IT.includes(id);
}

type Held = Pick<Check, 'by' | 'expected' | 'actual' | 'agrees'>;

function holdValue(trace: Trace, id: string, text: string): Held {
  const expected = comparable(id, octetsFromText(text));
  const found = readable(trace, id);
  const actual = found && comparable(id, found);
  return { by: 'equal', expected, actual, agrees: actual === expected };
}

function holdSignature(trace: Trace, id: string, text: string): Held {
  const { expected, actual } = holdValue(trace, id, text);
  const [before, signature] = splitSignature(expected);
  const isInPlace = actual !== null && splitSignature(actual)[0] === before;
  return { by: 'verified', expected, actual, agrees: isInPlace && isVerified(trace, signature) };
}

/** What comes before the signature, up to an equals sign if there is one, and the signature. */
function splitSignature(octets: Octets): [Octets, Octets] {
  const start = octets.lastIndexOf('=') + 1;
  return [sliceOctets(octets, 0, start), sliceOctets(octets, start)];
}

/** `signature`: hexadecimal digits, and false for any others. */
function isVerified(trace: Trace, signature: Octets): boolean {
  const publicKey = findValue(trace, 'public-key')?.bytes.octets;
  const stringToSign = findValue(trace, 'string-to-sign')?.bytes.octets;
  if (publicKey === undefined || stringToSign === undefined || !/^(?:[\da-f]{2})+$/.test(signature)) return false;
  return verifyP256(publicKey)(stringToSign, octetsFromHex(signature));
}

/** As it is published: keys in hexadecimal digits. */
function readable(trace: Trace, id: string): Octets | null {
  const value = findValue(trace, id);
  if (!value) return null;
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
function expectedValues(vector: RunnableVector): Map<string, Expected> {
  const expected = new Map<string, Expected>();
  const add = (values: Readonly<Record<string, string>>, authority: Authority) => {
    for (const [id, text] of Object.entries(values)) expected.set(id, { text, authority });
  };
  const printed = mapValues(vector.published, joinLines);
  if (vector.computed) add(mapValues(vector.computed, joinLines), 'computed');
  if (vector.kind === 'header' || vector.kind === 'query') add(linesOf(printed), 'published');
  if (vector.kind === 'events') add(signaturesOf(vector.events), 'published');
  add(printed, 'published');
  return expected;
}

function linesOf(printed: Readonly<Record<string, string>>): Record<string, string> {
  const { 'canonical-request': canonicalRequest, 'string-to-sign': stringToSign } = printed;
  return {
    ...(canonicalRequest ? linesOfCanonicalRequest(canonicalRequest) : {}),
    ...(stringToSign ? linesOfStringToSign(stringToSign) : {}),
  };
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

function signaturesOf(events: readonly { readonly signature: string }[]): Record<string, string> {
  return Object.fromEntries(events.map(({ signature }, index) => [`event-${index + 1}/signature`, signature]));
}

const joinLines = (lines: string | readonly string[]) => (typeof lines === 'string' ? lines : lines.join('\n'));

function mapValues<From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
