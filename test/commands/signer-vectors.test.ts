/** `sigv4 signer` on every published vector that signs a request, value by value. */
import { describe, expect, it } from 'vitest';
import { findValue } from '../../src/trace/trace.ts';
import { traceVector } from '../../src/vectors/traces.ts';
import type { RequestVector } from '../../src/vectors/vector.ts';
import { type Answer, answersTo, answerTo, orderOf } from '../support/commands/signer-lines.ts';
import { whyNot } from '../support/library/library-vectors.ts';
import { isSignatureOf, keyPairOf } from '../support/sigv4/independent-sigv4a.ts';
import { printedValues, REQUEST_VECTORS, SIBLING_VECTORS } from '../support/vectors/published-vectors.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

describe('a published vector as a line', () => {
  const cases = REQUEST_VECTORS.map(
    (vector) => [`${vector.name} (${vector.kind}, ${vector.service})`, vector] as const,
  );

  it('can be each that signs a request', () => {
    expect(cases.length).toBeGreaterThan(200);
    expect(new Set(cases.map(([, { kind }]) => kind))).toEqual(new Set(['header', 'query']));
  });

  it.each(cases)('has the values that are printed: %s', async (_title, vector) => {
    const answer = await answerTo(orderOf(vector));
    expect(answer.problem).toBeUndefined();
    expect(answer.id).toBe(vector.name);
    const expected = expectedOf(vector);
    expect([answer.canonicalRequest, answer.stringToSign]).toEqual([
      expected('canonical-request'),
      expected('string-to-sign'),
    ]);
    if (vector.algorithm === 'AWS4-ECDSA-P256-SHA256') return expectSignedByPair(answer, vector);
    const withSpaces = (text: string | undefined) => text?.replace(/, */g, ', ');
    expect(answer.signature).toBe(expected('signature'));
    expect(withSpaces(textOf(answer.authorization) || undefined)).toBe(withSpaces(expected('authorization')));
    expect(answer.url).toBe(expected('presigned-url'));
    expect(answer.signingKeyHex).toBe(expected('signing-key'));
  });

  it('has the same answer with all the others around it, in their order', async () => {
    const vectors = REQUEST_VECTORS.filter(({ algorithm }) => algorithm !== 'AWS4-ECDSA-P256-SHA256');
    const { code, lines } = await answersTo(...vectors.map(orderOf));
    expect(code).toBe(0);
    const alone = await Promise.all(vectors.map(async (vector) => (await answersTo(orderOf(vector))).lines[0]));
    expect(lines).toEqual(alone);
  });
});

const LEFT_OUT: readonly string[] = ['another record', 'private key unknown', 'too long a lifetime'];

describe('a published vector of another vendor as a line', () => {
  const cases = SIBLING_VECTORS.filter((vector) => !LEFT_OUT.includes(whyNot(vector) ?? '')).map(
    (vector) => [`${vector.algorithm} ${vector.name}`, vector] as const,
  );

  it('can be each whose key is known and that follows the record of its vendor', () => {
    expect(cases).toHaveLength(61);
  });

  it.each(cases)('has the values that are printed: %s', async (_title, vector) => {
    const answer = await answerTo(orderOf(vector));
    expect(answer.problem).toBeUndefined();
    const printed = printedValues(vector);
    const shown = { 'canonical-request': answer.canonicalRequest, 'string-to-sign': answer.stringToSign };
    for (const [id, text] of Object.entries({ ...shown, signature: answer.signature })) {
      if (printed.has(id)) expect([id, text]).toEqual([id, printed.get(id)]);
    }
    expect(answer.signature).toMatch(/^[0-9a-f]{64}$/);
    expect(answer).toHaveProperty(vector.kind === 'query' ? 'url' : 'authorization');
  });
});

/** What is printed, and where it is not, what the trace has that every other test compares with what is printed. */
function expectedOf(vector: RequestVector): (id: string) => string | undefined {
  const printed = printedValues(vector);
  const trace = traceVector(vector);
  return (id) => {
    const value = findValue(trace, id);
    const own =
      value &&
      (value.form === 'octets' ? Buffer.from(value.bytes.octets, 'latin1').toString('hex') : value.bytes.octets);
    const octets = printed.get(id) ?? own;
    return octets === undefined ? undefined : Buffer.from(octets, 'latin1').toString('utf8');
  };
}

/** A signature of SigV4A is another one each time. */
function expectSignedByPair(answer: Answer, { credentials }: RequestVector): void {
  const { publicKey } = keyPairOf(credentials.accessKeyId, credentials.secretAccessKey);
  expect(isSignatureOf(textOf(answer.stringToSign), textOf(answer.signature), publicKey)).toBe(true);
  // A token that is not signed is after the signature.
  expect(textOf(answer.authorization ?? answer.url)).toContain(`Signature=${answer.signature}`);
  expect(answer).not.toHaveProperty('signingKeyHex');
}
