/** Compares the values of a trace with the published values. */
import { hexFromOctets, type Octets, octetsFromHex, octetsFromText, sliceOctets } from '../bytes/octets.ts';
import { verifyP256 } from '../crypto/p256.ts';
import { algorithmNamed } from '../sigv4/algorithms/table.ts';
import { findValue, type Trace } from '../trace/trace.ts';
import type { VectorKind } from './kinds.ts';

/** What a vector says of the values of its trace, apart from its inputs. */
export interface Expectations {
  readonly kind: VectorKind;
  /** The published values by ID. A value with more than one line may be an array. */
  readonly published: Readonly<Record<string, string | readonly string[]>>;
  /** Values by ID that others have computed, and the name of their program. */
  readonly computed?: Expectations['published'];
  readonly computedBy?: string;
  readonly events?: readonly { readonly signature: string }[];
}

/** Whether an expected value was printed by the publisher or computed by others. */
export type Authority = 'published' | 'computed';

export interface Check {
  readonly value: string;
  readonly stage: string;
  readonly authority: Authority;
  /** The program that computed the expected value; `null` if the value was published. */
  readonly computedBy: string | null;
  /**
   * How the values are compared. For `equal`, they must be equal. For `verified`, the value contains a random
   * signature, which is verified with the trace's public key and string to sign; the rest of the value must be equal.
   */
  readonly by: 'equal' | 'verified';
  readonly expected: Octets;
  /** The value in the trace; `null` if the trace does not contain the value. */
  readonly actual: Octets | null;
  readonly agrees: boolean;
}

/** Checks every expectation of a vector, in the order of the trace's values. */
export function checkTrace(trace: Trace, vector: Expectations): Check[] {
  // Values that the trace does not contain come last.
  const order = trace.values.map((value) => value.id);
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...expectedValues(vector)]
    .map(([id, { text, authority }]): Check => {
      const computedBy = authority === 'computed' ? (vector.computedBy ?? 'others') : null;
      const compared = isAsymmetric(trace, id) ? compareSignature(trace, id, text) : compareValue(trace, id, text);
      return { value: id, stage: findValue(trace, id)?.stage ?? 'unreached', authority, computedBy, ...compared };
    })
    .sort((one, other) => place(one.value) - place(other.value));
}

const END_WITH_IT = ['signature', 'authorization', 'presigned-url'];

function isAsymmetric({ algorithm }: Trace, id: string): boolean {
  return (algorithmNamed(algorithm)?.isAsymmetric ?? false) && END_WITH_IT.includes(id);
}

type Compared = Pick<Check, 'by' | 'expected' | 'actual' | 'agrees'>;

function compareValue(trace: Trace, id: string, text: string): Compared {
  const expected = comparable(id, octetsFromText(text));
  const found = readable(trace, id);
  const actual = found && comparable(id, found);
  return { by: 'equal', expected, actual, agrees: actual === expected };
}

function compareSignature(trace: Trace, id: string, text: string): Compared {
  const { expected, actual } = compareValue(trace, id, text);
  const [before, signature] = splitSignature(expected);
  const isInPlace = actual !== null && splitSignature(actual)[0] === before;
  return { by: 'verified', expected, actual, agrees: isInPlace && isVerified(trace, signature) };
}

/** Splits a value into the text before the signature, including any equals sign, and the signature. */
function splitSignature(octets: Octets): [Octets, Octets] {
  const start = octets.lastIndexOf('=') + 1;
  return [sliceOctets(octets, 0, start), sliceOctets(octets, start)];
}

/** Verifies a signature given in hexadecimal digits. Returns `false` for any other text. */
function isVerified(trace: Trace, signature: Octets): boolean {
  const publicKey = findValue(trace, 'public-key')?.bytes.octets;
  const stringToSign = findValue(trace, 'string-to-sign')?.bytes.octets;
  if (publicKey === undefined || stringToSign === undefined || !/^(?:[\da-f]{2})+$/.test(signature)) return false;
  return verifyP256(publicKey)(stringToSign, octetsFromHex(signature));
}

/** Returns a value in the form in which it is published, with keys in hexadecimal digits. */
function readable(trace: Trace, id: string): Octets | null {
  const value = findValue(trace, id);
  if (!value) return null;
  return value.form === 'octets' ? octetsFromText(hexFromOctets(value.bytes.octets)) : value.bytes.octets;
}

/** Normalizes the spaces after commas in an Authorization header, because publishers print them differently. */
function comparable(id: string, octets: Octets): Octets {
  return id === 'authorization' ? (octets.replace(/, */g, ', ') as Octets) : octets;
}

interface Expected {
  readonly text: string;
  readonly authority: Authority;
}

/**
 * Returns the expected values. A published canonical request or string to sign also yields an expected value for each
 * of its lines.
 */
function expectedValues(vector: Expectations): Map<string, Expected> {
  const expected = new Map<string, Expected>();
  const add = (values: Readonly<Record<string, string>>, authority: Authority) => {
    for (const [id, text] of Object.entries(values)) expected.set(id, { text, authority });
  };
  const printed = mapValues(vector.published, joinLines);
  if (vector.computed) add(mapValues(vector.computed, joinLines), 'computed');
  if (vector.kind === 'header' || vector.kind === 'query') add(linesOf(printed), 'published');
  if (vector.events) add(signaturesOf(vector.events), 'published');
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
