/**
 * What is right, and what no cause explains: a thousand random requests, each as it should be, and each with one byte
 * changed on its way. Nothing is proved of either.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { diagnose } from '../../src/diagnosis/diagnosis.ts';
import type { Evidence } from '../../src/evidence/evidence.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { signIndependently } from '../support/independent-signer.ts';
import { headOf, meantBy, type RandomRequest, randomRequest } from '../support/random-requests.ts';
import { KEY_ID, NOW, SCOPE, SECRET, testSandbox } from '../support/sandbox-client.ts';
import { named } from '../support/sources.ts';
import { runs } from '../support/sweep.ts';

const COUNT = runs(1_000);
/** The same ones each time: a proof that is wrong only sometimes would not be found. */
const SEED = 20130524;

interface Signed {
  readonly bytes: string;
  readonly log: string;
}

function signed(request: RandomRequest): Signed {
  const meant = meantBy(request, NOW);
  const { canonicalRequest, stringToSign, signedHeaders, signature } = signIndependently(meant, {
    secret: SECRET,
    timestamp: NOW,
    scope: SCOPE,
  });
  const head = headOf(request, [
    ['x-amz-content-sha256', meant.payloadHash],
    ['x-amz-date', NOW],
    ['Content-Length', String(request.body.length)],
    [
      'Authorization',
      `AWS4-HMAC-SHA256 Credential=${[KEY_ID, ...SCOPE].join('/')}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    ],
  ]);
  return {
    bytes: head + request.body,
    log: `CanonicalRequest:\n${canonicalRequest}\nStringToSign:\n${stringToSign}\nSignature:\n${signature}\n`,
  };
}

const answerTo = (bytes: string): string => {
  const answer = testSandbox().converse()(Buffer.from(bytes, 'latin1'));
  return answer?.isLast ? Buffer.from(answer.bytes).toString('latin1') : '';
};

function provedOf(pieces: readonly string[]): string[] {
  const evidence: Evidence | ReturnType<typeof readEvidence> = readEvidence(
    pieces.map((text, index) => ({ octets: text as Octets, by: named(`piece ${index + 1}`) })),
  );
  if (isProblem(evidence)) return [];
  return diagnose(evidence, () => SECRET as Octets)
    .findings.filter(({ standing }) => standing.kind === 'proved')
    .map(({ cause, variant }) => `${cause.id}/${variant}`);
}

const samples = fc.sample(fc.tuple(randomRequest, fc.nat(), fc.integer({ min: 1, max: 255 })), {
  numRuns: COUNT,
  seed: SEED,
});

describe('nothing is proved', () => {
  it(`of ${COUNT} right requests`, () => {
    for (const [request] of samples) {
      const { bytes, log } = signed(request);
      expect({ request, proved: provedOf([bytes, log]) }).toEqual({ request, proved: [] });
    }
  });

  it(`of ${COUNT} requests with one byte of what is signed changed on its way`, () => {
    let refused = 0;
    for (const [request, at, by] of samples) {
      const { bytes, log } = signed(request);
      const altered = withOtherByte(bytes, at, by);
      const answer = altered && answerTo(altered);
      if (!answer?.includes('<Code>SignatureDoesNotMatch</Code>')) continue;
      refused += 1;
      const proved = provedOf([answer, bytes, log]);
      expect({ bytes, altered, proved }).toEqual({ bytes, altered, proved: [] });
    }
    expect(refused).toBeGreaterThan(COUNT / 3);
  });
});

/**
 * In the target or in the value of a header; the result is another request that can be read, or none. Of another host,
 * and of a header that is not there under its name, there are causes that explain it.
 */
function withOtherByte(bytes: string, at: number, by: number): string | null {
  const end = bytes.indexOf('\r\nx-amz-content-sha256');
  const start = bytes.indexOf(' ') + 2;
  const place = start + (at % (end - start));
  const host = bytes.indexOf('Host: ');
  if (place >= host && place < bytes.indexOf('\r\n', host)) return null;
  const line = bytes.lastIndexOf('\r\n', place);
  if (line >= 0 && place <= bytes.indexOf(':', line)) return null;
  const code = (bytes.charCodeAt(place) + by) % 256;
  if (code < 0x21 || code === 0x7f || bytes.charCodeAt(place) < 0x21) return null;
  return bytes.slice(0, place) + String.fromCharCode(code) + bytes.slice(place + 1);
}
