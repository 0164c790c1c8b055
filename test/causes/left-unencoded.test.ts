/** Characters that were signed unencoded: only those are named that the request has, and one proof proves one cause. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { pathReservedNotEncoded, unreservedSetTooWide } from '../../src/causes/path/characters.ts';
import { queryReservedNotEncoded } from '../../src/causes/query/query-encoding.ts';
import { diagnose } from '../../src/diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../src/diagnosis/shown-diagnosis.ts';
import type { Mutation } from '../../src/drafts/mutation.ts';
import { plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import { diagnosisReport, diagnosisView } from '../../src/views/diagnosis/diagnosis-view.ts';
import { diagnosisJson } from '../../src/views/documents/diagnosis-document.ts';
import { evidenceOf, failingRequests } from '../support/causes/failing-requests.ts';
import { type Order, ordered, SECRET } from '../support/sandbox/sandbox-client.ts';
import { rightRequestOf } from '../support/sigv4/base-requests.ts';

function diagnosed(order: Partial<Order>, { mutations }: { mutations: readonly Mutation[] }, variant: string) {
  const mutation = mutations.find((one) => one.variant === variant);
  const [failing] = mutation ? failingRequests(rightRequestOf(ordered(order).request), mutation) : [];
  if (!failing) throw new Error(`Nothing fails by ${variant}.`);
  return shownDiagnosis(diagnose(evidenceOf(failing, ['request', 'secret']), () => SECRET as Octets));
}

describe('a character that was signed unencoded', () => {
  it.each([
    ['/a+b.txt', pathReservedNotEncoded, 'segment-characters', 'The path was signed with + unencoded, which'],
    ['/a+b@c+d.txt', pathReservedNotEncoded, 'segment-characters', 'The path was signed with + @ unencoded, which'],
    ['/a*b@c.txt', pathReservedNotEncoded, 'go-escaped-path', "The path was signed with @ unencoded, as Go's"],
    ['/a*b@c$.txt', pathReservedNotEncoded, 'some-of-them', 'The path was signed with $ unencoded.'],
    [
      "/it's.txt",
      unreservedSetTooWide,
      'encode-uri-component',
      "' was signed unencoded, as encodeURIComponent writes it.",
    ],
    [
      '/(a)',
      unreservedSetTooWide,
      'encode-uri-component',
      '( ) were signed unencoded, as encodeURIComponent writes them.',
    ],
  ])('is the only one that is named: %s', (path, cause, variant, says) => {
    const { findings } = diagnosed({ path }, cause, variant);
    expect(findings[0]?.says).toContain(says);
  });

  it.each([
    ['a:b,c', 'query-characters', 'The query was signed with : , unencoded, which'],
    ['a,b:c', 'some-of-them', 'The query was signed with : unencoded.'],
  ])('is the only one that is named in a query: %s', (value, variant, says) => {
    const { findings } = diagnosed({ query: [['prefix', value]] }, queryReservedNotEncoded, variant);
    expect(findings[0]?.says).toContain(says);
  });
});

describe('two causes that produce the same byte', () => {
  const diagnosis = diagnosed({ path: '/a*b@c.txt' }, unreservedSetTooWide, 'star-raw');

  it('are one proof', () => {
    const [first, second] = diagnosis.findings;
    expect([first?.cause.id, second?.cause.id]).toEqual(['unreserved-set-too-wide', 'path-reserved-not-encoded']);
    expect([first?.isSameBytes, second?.isSameBytes]).toEqual([false, true]);
    expect(diagnosisView(diagnosis).suspects.map(({ label }) => label)).toEqual(['proved', 'same']);
    expect(diagnosisJson(diagnosis).causes.map(({ sameBytes }) => sameBytes)).toEqual([false, true]);
  });

  it('are told apart from other possible causes', () => {
    const report = plainBlocks(diagnosisReport(diagnosis), 200);
    expect(report).toContain('Other mistakes that produce the same bytes\n  The path was signed with * unencoded.');
    expect(report).not.toContain('Other possible causes');
    expect(report.match(/\(proved/g)).toBeNull();
  });
});
