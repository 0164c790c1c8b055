/** What holds of any bytes: nothing is thrown, time is linear, an answer is found in noise, writings are undone. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Octets, octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { named } from '../support/sources.ts';
import { runs } from '../support/sweep.ts';
import { answerOfAws, asText, CANONICAL_REQUESTS, evidenceIn, GET_OBJECT, PROVIDED, piece } from './answers.ts';
import { DAMAGES } from './damages.ts';

const octets = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('latin1') as Octets);
/** What readers look for, in any order, with anything between. */
const WORDS = [
  '<Error>',
  '</Error>',
  '<Code>',
  '</Code>',
  '&lt;Error&gt;',
  '\\u003cError',
  '%3CError',
  '<CanonicalRequest>',
  '</CanonicalRequest>',
  '<StringToSignBytes>41 5',
  'CanonicalRequest:\n',
  'StringToSign:\n',
  'Signature:\n',
  'AWS4-HMAC-SHA256\n',
  '20130524T000000Z\n',
  '{"message":"',
  '"}',
  '{',
  '}',
  '"',
  "'",
  '\\',
  '\\n',
  '\n',
  '\r\n',
  ' ',
  'GET / HTTP/1.1\n',
  'GET\n/',
  'Host: h\n',
  'HTTP/1.1 403 F\n',
  '> ',
  '< ',
  'curl http://h',
  'https://h/?X-Amz-Signature=a',
  PROVIDED,
  "The Canonical String for this request should have been\n'",
  "Code: 'A'",
  'The String-to-Sign should have been',
  '[',
  ']',
  '---[ CANONICAL STRING  ]---',
  '&amp;',
  '&#x41;',
  '<!DOCTYPE Error>',
  '<![CDATA[',
  ']]>',
  '{"log":{"entries":[]}}',
];
const jumble = fc
  .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 6 })), { maxLength: 40 })
  .map((words) => words.join(''));

describe('any bytes', () => {
  it('are read or are a problem, and throw nothing', () => {
    const any = fc.array(fc.oneof(octets, jumble.map(octetsFromText)), { maxLength: 3 });
    fc.assert(
      fc.property(any, (pieces) => {
        const read = readEvidence(pieces.map((bytes, index) => ({ octets: bytes, by: named(`piece ${index}`) })));
        expect(isProblem(read) ? read.code : 'evidence').toMatch(/^(?:no-evidence|evidence)$/);
      }),
      { numRuns: runs(3_000) },
    );
  });

  it('cut an answer anywhere, and nothing is thrown or proved falsely', () => {
    const answers = Object.values(CANONICAL_REQUESTS).map(
      (canonicalRequest) => [canonicalRequest, answerOfAws(canonicalRequest)] as const,
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...answers),
        fc.constantFrom(...DAMAGES),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ([canonicalRequest, text], { done }, part) => {
          const damaged = done(text);
          const read = readEvidence([piece(damaged.slice(0, Math.floor(damaged.length * part)))]);
          if (isProblem(read) || read.answer?.canonicalRequest?.proof !== 'proved') return;
          expect(asText(read.answer.canonicalRequest)).toBe(canonicalRequest);
        },
      ),
      { numRuns: runs(2_000) },
    );
  });
});

describe('an answer in noise', () => {
  const noise = fc
    .array(fc.stringMatching(/^[A-Za-z0-9 .,()=+\-/]{0,60}$/), { maxLength: 20 })
    .map((lines) => lines.map((line) => `${line}\n`).join(''));

  it('is found', () => {
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        const { answer } = evidenceIn(`${before}${answerOfAws(GET_OBJECT)}\n${after}`);
        expect(answer).toMatchObject({ code: 'SignatureDoesNotMatch', signatureProvided: PROVIDED });
        expect(answer?.canonicalRequest).toMatchObject({ octets: GET_OBJECT, proof: 'proved' });
      }),
    );
  });
});
