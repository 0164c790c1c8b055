/** What both sides have of a refused request: the same lines, the pieces that differ, what follows, and what is not known. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Octets, octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { railInText } from '../../src/layout/rail/rail.ts';
import { reportText } from '../../src/outputs/plain/plain-text.ts';
import { comparisonOf } from '../../src/views/diagnosis/compare-sides.ts';
import { type ComparedSides, textOfSide } from '../../src/views/diagnosis/compared-sides.ts';
import { reportOf } from '../../src/views/diagnosis/diagnosis-view.ts';
import { requireDiagnosis } from '../../src/views/facts.ts';
import { diagnosedWalk, ENCODED_AGAIN, HEX_TEXT, walkOfEvidence } from '../support/causes/diagnosed.ts';
import { fixtures } from '../support/fixtures.ts';
import { SECRET } from '../support/sandbox/sandbox-client.ts';
import { named } from '../support/sources.ts';

type Inputs = Parameters<typeof diagnosedWalk>[1];

function comparisonFor(mutation: Parameters<typeof diagnosedWalk>[0], inputs: Inputs): ComparedSides {
  const comparison = comparisonOf(requireDiagnosis(diagnosedWalk(mutation, inputs).facts));
  if (!comparison) throw new Error('Nothing is compared.');
  return comparison;
}

/** A client's log, and a server's answer that quotes its text; with the key of AWS's example or without a secret. */
function comparisonOfTexts(texts: readonly string[], secret: string | null = null): ComparedSides {
  const evidence = readEvidence(texts.map((text) => ({ octets: octetsFromText(text), by: named('the test') })));
  if (isProblem(evidence)) throw new Error(evidence.says);
  const comparison = comparisonOf(requireDiagnosis(walkOfEvidence(evidence, secret).facts));
  if (!comparison) throw new Error('Nothing is compared.');
  return comparison;
}

const LOG = fixtures.read('failures/client-log.txt');
const ANSWER = fixtures.read('failures/refused-answer.txt');
const [, REQUEST = ''] = /^CanonicalRequest:\n([\s\S]*)\nStringToSign:/.exec(LOG) ?? [];

const logOf = (canonicalRequest: string) => `CanonicalRequest:\n${canonicalRequest}`;
const answerOf = (canonicalRequest: string) =>
  `HTTP/1.1 403 Forbidden\r\n\r\n<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>${canonicalRequest.replaceAll('&', '&amp;')}</CanonicalRequest></Error>`;
const SILENT = 'HTTP/1.1 403 Forbidden\r\n\r\n<Error><Code>SignatureDoesNotMatch</Code></Error>';

describe('what both sides have', () => {
  it('is the same but for line 2, whose pieces differ each by itself', () => {
    const { lines, text } = comparisonOfTexts([LOG, ANSWER]);
    expect(text).toBe('canonical request');
    expect(lines.map(({ standing }) => standing)).toEqual(['same', 'differs', ...Array(9).fill('same')]);
    const [, path] = lines;
    if (path?.standing !== 'differs') throw new Error('The path is the same.');
    expect(path.pieces.filter(([server, client]) => server !== client)).toEqual([
      ['%20', ' '],
      ['%20', ' '],
      ['%28', '('],
      ['%29', ')'],
      ['%2B', '+'],
      ['%3D', '='],
      ['%C3%A9', 'é'],
    ]);
  });

  it('has a space of the path that was encoded twice as one piece', () => {
    const { lines } = comparisonFor(ENCODED_AGAIN, ['request']);
    const [, path] = lines;
    if (path?.standing !== 'differs') throw new Error('The path is the same.');
    const differing = path.pieces.filter(([server, client]) => server !== client);
    expect(new Set(differing.map((piece) => piece.join(' ')))).toEqual(new Set(['%2520 %20']));
  });

  it('has the letter of each line', () => {
    const { lines } = comparisonOfTexts([LOG, ANSWER]);
    expect(lines.map(({ letter }) => letter?.text)).toEqual(['M', 'P', 'Q', 'H', 'N1', 'B', 'D', 'N2', '.', 'N', 'B']);
  });

  it('differs in a line that only one side has', () => {
    const without = REQUEST.replace('x-amz-meta-note:one two\n', '').replace(';x-amz-meta-note', '');
    const { lines } = comparisonOfTexts([logOf(without), answerOf(REQUEST)]);
    expect(lines.find(({ standing }) => standing === 'alone')).toMatchObject({
      side: 'server',
      text: 'x-amz-meta-note:one two\\n',
      number: 8,
    });
  });

  it('writes characters that look alike as their bytes', () => {
    const note = (text: string) => REQUEST.replace('one two', text);
    const { lines } = comparisonOfTexts([logOf(note('caf\u00e9')), answerOf(note('cafe\u0301'))]);
    const line = lines[7];
    if (line?.standing !== 'differs') throw new Error('The note is the same.');
    expect(textOfSide(line, 'server')).not.toBe(textOfSide(line, 'client'));
    expect(textOfSide(line, 'client')).toContain('\\xc3\\xa9');
  });
});

describe('the hash and the signature', () => {
  it('follow from the line that differs, and that of the server is computed with the secret', () => {
    const { results } = comparisonOfTexts([LOG, ANSWER], SECRET);
    expect(results.map(({ follows }) => follows)).toEqual(['both follow from line 2', '']);
    expect(results.map(({ standing }) => standing)).toEqual(['differs', 'differs']);
    // Computed with openssl from the string to sign in the answer.
    expect(results[1]?.values.server.text).toBe('9befa140e3dd201b81235aeea8abd05d2baa2ed0b8e6103d23a7a300990a75db');
    expect(results[1]?.values.client.text).toBe('74784aa17acd30e95a4dbd07666175ae918267eb9c2f1134048874d395693651');
  });

  it('is not computed with a secret that no text confirms, or without one', () => {
    for (const [secret, says] of [
      ['another+secret+of+forty+characters+000000', 'not known'],
      [null, 'not known without the secret'],
    ] as const) {
      const [, signature] = comparisonOfTexts([LOG, ANSWER], secret).results;
      expect(signature?.values.server).toEqual({ text: says, isKnown: false });
      expect(signature?.standing).toBe('unknown');
    }
  });

  it('differ alone if the mistake is in the key', () => {
    const { lines, results } = comparisonFor(HEX_TEXT, ['request', 'secret']);
    expect(new Set(lines.map(({ standing }) => standing))).toEqual(new Set(['same']));
    expect(results.map(({ standing }) => standing)).toEqual(['same', 'differs']);
    expect(results.map(({ follows }) => follows)).toEqual(['', 'another key, or another HMAC']);
  });
});

describe('what is not known', () => {
  it('is the text of a server that prints none, and nothing is the same then', () => {
    const { lines, says, results } = comparisonOfTexts([LOG, SILENT]);
    expect(new Set(lines.map(({ standing }) => standing))).toEqual(new Set(['unknown']));
    expect(says.server).toBe('did not print its text');
    expect(results[0]?.values.server).toEqual({ text: 'not known: the server did not print it', isKnown: false });
  });

  it('is the text of a client of which nothing was given', () => {
    const { lines, says } = comparisonOfTexts([ANSWER]);
    expect(new Set(lines.map(({ standing }) => standing))).toEqual(new Set(['unknown']));
    expect(says.client).toContain('is not known');
  });

  it('is not filled in from the request that was given: it would be compared with itself', () => {
    const request = fixtures.read('requests/get-range.txt');
    const { lines } = comparisonOfTexts([request, SILENT]);
    expect(new Set(lines.map(({ standing }) => standing))).toEqual(new Set(['unknown']));
  });
});

it('gives both lines back from the pieces of any two lines, and draws no row that is too wide', () => {
  const piece = fc.constantFrom('%20', '%2520', ' ', '/', 'a', 'photos', 'é', '+', '=', '&', 'us-east-1', '漢');
  const path = fc.array(piece, { minLength: 1, maxLength: 60 }).map((pieces) => `/${pieces.join('')}`);
  fc.assert(
    fc.property(path, path, fc.constantFrom(60, 80, 120, 160), (server, client, width) => {
      const of = (text: string) => `GET\n${text}\n\nhost:h\n\nhost\nUNSIGNED-PAYLOAD`;
      const comparison = comparisonOfTexts([logOf(of(client)), answerOf(of(server))]);
      const [, line] = comparison.lines;
      if (!line) throw new Error('There is no line.');
      expect(textOfSide(line, 'server')).toBe(`${server}\\n`);
      expect(textOfSide(line, 'client')).toBe(`${client}\\n`);
      for (const row of railInText(comparison, width))
        expect(row.reduce((sum, glyph) => sum + glyph.width, 0)).toBeLessThanOrEqual(width);
    }),
    { numRuns: 30 },
  );
});

it('marks each piece below it in plain text, with a filler that is not a blank and each space as a sign', () => {
  const evidence = readEvidence([LOG, ANSWER].map((text) => ({ octets: text as Octets, by: named('the test') })));
  if (isProblem(evidence)) throw new Error(evidence.says);
  const rows = reportText(reportOf(requireDiagnosis(walkOfEvidence(evidence, SECRET).facts)), 80).split('\n');
  const at = rows.findIndex((row) => /^ +P +2 server/.test(row));
  expect(rows[at + 1]).toContain('/photos/summer␣░░days␣░░(░░1)░░/a+░░b=░░c~é░░░░░.jpg\\n');
  const marks = rows[at + 2] ?? '';
  for (const [column, sign] of [...marks].entries()) {
    if (sign !== '≠') continue;
    expect(rows[at]?.[column]).not.toBe(rows[at + 1]?.[column]);
  }
  expect(marks.match(/≠+/g)).toHaveLength(6);
});
