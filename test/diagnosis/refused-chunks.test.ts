/** A server that accepted a request and refused a chunk of its body, or the headers after the chunks. */
import { describe, expect, it } from 'vitest';
import { requestOf } from '../../src/app/traffic/captured-request.ts';
import { examineRequest } from '../../src/app/traffic/examined-exchange.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../src/diagnosis/shown-diagnosis.ts';
import { plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import { PUBLISHED_SECRETS } from '../../src/verification/keys.ts';
import { diagnosisReport, diagnosisTitle, diagnosisView } from '../../src/views/diagnosis/diagnosis-view.ts';
import { walkPages } from '../../src/views/walk-pages.ts';
import { walkOfEvidence } from '../support/causes/diagnosed.ts';
import { exchangeOf, refusal } from '../support/commands/captured-exchange.ts';
import { diagnosed, mismatch } from '../support/evidence/pasted-failure.ts';
import { SECRET } from '../support/sandbox/sandbox-client.ts';
import { askIn } from '../support/sandbox/sandbox-settings.ts';
import { WRONG_CHUNKS } from '../support/sigv4/wrong-chunks.ts';

const answerTo = (request: string) => askIn({}, request).body;
const found = (pieces: readonly string[], secret: string | null = SECRET) => diagnosed(pieces, secret) as Diagnosis;
const reportOf = (diagnosis: Diagnosis) => {
  const shown = shownDiagnosis(diagnosis);
  return `${diagnosisTitle(shown).text}\n${plainBlocks(diagnosisReport(shown), 10_000)}`;
};

describe.each(WRONG_CHUNKS)('$what', ({ request, variant, place }) => {
  it('is found from the request and the answer, and is never another secret', () => {
    const { findings, verdict, difference } = found([answerTo(request), request]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ variant, certainty: { kind: 'proved', by: 'statement' } });
    expect(findings[0]?.cause.id).toBe('chunk-data-changed');
    expect(findings[0]?.says).toContain(place);
    expect(verdict).toEqual({ id: 'body-signature-wrong', of: 'request' });
    expect(difference).toBeNull();
  });

  it.each([
    ['quotes its string', answerTo(request)],
    ['quotes nothing', mismatch()],
  ])('is found in a capture if the server %s', (_what, body) => {
    const answer = `HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\n\r\n${body}`;
    const exchange = exchangeOf(request, { answer });
    const sent = requestOf(exchange);
    if (sent === null) throw new Error('The request cannot be read.');
    const settings = { secrets: PUBLISHED_SECRETS, now: Date.parse('2013-05-24T00:00:00Z') };
    const { cause } = examineRequest({ exchange, request: sent }, settings);
    expect(cause?.id).toBe('chunk-data-changed');
    expect(cause?.says).toContain(place);
  });

  it('keeps its place without the secret, and its kind without the request', () => {
    const answer = answerTo(request);
    for (const { findings } of [found([answer, request], null), found([answer]), found([answer], null)])
      expect(findings.map(({ cause, certainty }) => `${cause.id} ${certainty.kind}`)).toEqual([
        'chunk-data-changed proved',
      ]);
    expect(found([answer, request], null).findings[0]?.says).toContain(place);
  });
});

const [DATA] = WRONG_CHUNKS;
if (!DATA) throw new Error('There is no wrong chunk.');

describe('A chunk that was changed in transit', () => {
  const diagnosis = found([answerTo(DATA.request), DATA.sent]);

  it('is told from one that was sent wrong', () => {
    expect(diagnosis.findings[0]).toMatchObject({ variant: 'in-transit' });
    expect(diagnosis.findings[0]?.fix).toMatch(/^Find what changes the body/);
  });

  it('differs in the string of the chunk, which is compared with that of the same chunk', () => {
    expect(diagnosis.difference?.text.id).toBe('chunk-signatures');
    expect(diagnosis.difference?.pairs).toHaveLength(6);
    const report = reportOf(diagnosis);
    expect(report).toContain('String to sign in the body, server and client');
    expect(report).not.toContain('(no such line)');
    const comparison = diagnosisView(shownDiagnosis(diagnosis)).comparison;
    expect(comparison?.text).toBe('string to sign in the body');
    expect(comparison?.lines.find(({ standing }) => standing === 'differs')?.number).toBe(6);
  });

  it('has a page with both strings', () => {
    const pages = walkPages(walkOfEvidence(diagnosis.sides.evidence, SECRET).facts);
    const page = pages.find(({ id }) => id === 'chunk-signatures');
    expect(page?.texts?.lines).toHaveLength(6);
  });
});

describe('The pages of a refused chunk', () => {
  const diagnosis = found([answerTo(DATA.request), DATA.request]);

  it('show the string of the chunk, and no difference of the request', () => {
    const report = reportOf(diagnosis);
    expect(report).toContain('String to sign in the body, server and client');
    const { comparison } = diagnosisView(shownDiagnosis(diagnosis));
    expect(comparison?.text).toBe('string to sign in the body');
    expect(comparison?.lines.some(({ standing }) => standing === 'differs' || standing === 'alone')).toBe(false);
  });
});

it('says nothing of chunks if their signatures are right', () => {
  const exchange = exchangeOf(DATA.sent, { answer: refusal('SignatureDoesNotMatch', 'It does not match.') });
  const request = requestOf(exchange);
  const settings = { secrets: PUBLISHED_SECRETS, now: Date.parse('2013-05-24T00:00:00Z') };
  expect(request && examineRequest({ exchange, request }, settings).cause).toBeNull();
});
