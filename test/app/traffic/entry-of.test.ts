/** The facts in the list of requests: the form of a signature, what became of the request, and what is said about it. */
import { describe, expect, it } from 'vitest';
import { entryOf } from '../../../src/app/traffic/entry-of.ts';
import { verifyExchange } from '../../../src/app/traffic/examined-exchange.ts';
import { plain } from '../../../src/bytes/bytes.ts';
import type { Octets } from '../../../src/bytes/octets.ts';
import { isProblem, problem } from '../../../src/bytes/problem.ts';
import { readRequestHead } from '../../../src/http/read-head.ts';
import type { CapturedExchange } from '../../../src/http/relay/captured.ts';
import { keysFrom, PUBLISHED_SECRETS, secretSource } from '../../../src/verification/keys.ts';
import { verifyRequest } from '../../../src/verification/verify-request.ts';
import { trafficFacts } from '../../../src/views/traffic/traffic-words.ts';
import { type Captured, capturedExchange, exchangeOf, refusal } from '../../support/commands/captured-exchange.ts';
import { type Order, ordered } from '../../support/sandbox/sandbox-client.ts';
import { WRONG_CHUNKS } from '../../support/sigv4/wrong-chunks.ts';

const NOW = Date.parse('2013-05-24T00:00:00Z');

const entryFor = (order: Partial<Order>, captured: Captured = {}) => entryOfExchange(capturedExchange(order, captured));

function entryOfExchange(exchange: CapturedExchange) {
  const found = verifyExchange(exchange, { secrets: PUBLISHED_SECRETS, now: NOW });
  if (found === null) throw new Error('The request cannot be read.');
  return entryOf(found, { number: 1, at: NOW, search: 'none', alike: null });
}

/** The head and the body of a request. */
function splitRequest(request: string): readonly [Octets, Octets] {
  const end = request.indexOf('\r\n\r\n') + 4;
  return [request.slice(0, end) as Octets, request.slice(end) as Octets];
}

const saysOfSignature = (...given: Parameters<typeof entryFor>) =>
  trafficFacts(entryFor(...given)).find(({ label }) => label === 'signature')?.says;

describe('a body that is not the one that was signed', () => {
  const other = (order: Partial<Order>) => ordered(order).request.replace(/hello$/, 'HELLO');
  const saysOf = (request: string) =>
    trafficFacts(entryOfExchange(exchangeOf(request))).find(({ label }) => label === 'signature')?.says;
  const UPLOAD = { method: 'PUT', body: 'hello' };

  it('leaves the signature right, and its hash differs', () => {
    const says = 'Hashed payload: The hash of the body is not the one in x-amz-content-sha256.';
    expect(saysOf(other(UPLOAD))).toBe(`The signature is right. ${says}`);
    expect(saysOf(other({ ...UPLOAD, secret: 'another' }))).toBe(`The signature is wrong. ${says}`);
    expect(saysOf(other({ ...UPLOAD, keyId: 'AKIANOBODYSKEY' }))).toBe(`The signature could not be verified. ${says}`);
  });

  it('is said as the verification says it', () => {
    const [head, body] = splitRequest(other(UPLOAD));
    const read = readRequestHead(plain(head));
    if (isProblem(read)) throw new Error(read.says);
    const keySource = keysFrom(secretSource(PUBLISHED_SECRETS));
    const { verdict } = verifyRequest({ head: read, body }, { keySource, now: NOW, rules: {} });
    const says = verdict.kind === 'mismatch' ? `${verdict.at.name}: ${verdict.at.says}` : '';
    expect(saysOf(other(UPLOAD))).toBe(`The signature is right. ${says}`);
  });

  it.each(WRONG_CHUNKS)('has a right signature in its head: $what', ({ request }) => {
    expect(saysOf(request)).toMatch(/^The signature is right\. Signature of .*: /);
  });
});

const DENIED = refusal('SignatureDoesNotMatch', 'The signature we calculated does not match.');
const CUT = problem('closed', 'The server closed the connection.', 'Look at its log.');

describe('a request whose signature is right', () => {
  it('and that the server accepted', () => {
    expect(entryFor({}).outcome).toBe('right');
    expect(saysOfSignature({})).toBe('The signature is right.');
  });

  it('is right as the client sent it if the server refused it', () => {
    expect(entryFor({}, { answer: DENIED }).outcome).toBe('refused');
    expect(saysOfSignature({}, { answer: DENIED })).toBe(
      'The signature is right as the client sent it; the server refused what arrived.',
    );
  });

  it('is not refused if its response was cut', () => {
    expect(entryFor({}, { problem: CUT })).toMatchObject({ outcome: 'failed', status: 200 });
    expect(saysOfSignature({}, { problem: CUT })).toBe('The signature is right.');
  });

  it('is refused if a proxy refuses it, and nothing arrives at the server', () => {
    expect(entryFor({}, { answer: DENIED, problem: CUT }).outcome).toBe('refused');
  });
});
