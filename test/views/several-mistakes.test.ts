/** Two mistakes at once: a report has the second one with its fix below the first, and a list says that there are two. */
import { expect, it } from 'vitest';
import { shownDiagnosis } from '../../src/diagnosis/shown-diagnosis.ts';
import { reportText } from '../../src/outputs/plain/plain-text.ts';
import { reportOf } from '../../src/views/diagnosis/diagnosis-view.ts';
import { findingFix, findingInList, findingSays } from '../../src/views/diagnosis/finding-words.ts';
import { failureOf, mutationNamed } from '../support/causes/two-mistakes.ts';
import { diagnosed } from '../support/evidence/pasted-failure.ts';
import { ordered, SECRET } from '../support/sandbox/sandbox-client.ts';

const SPACES = ordered({ path: '/reports/2013/a b (final).pdf', headers: [['Range', 'bytes=0-9']] }).request;

it('both mistakes are above everything else, each with its fix', () => {
  const mistakes = [
    mutationNamed('path-not-encoded', 'raw-spaces'),
    mutationNamed('string-to-sign-misbuilt', 'key-id-in-scope'),
  ];
  const { request, answer, log } = failureOf(SPACES, mistakes, ['canonicalRequest', 'stringToSign']);
  const diagnosis = diagnosed([answer, request, log], SECRET);
  if (!diagnosis) throw new Error('Nothing was diagnosed.');
  const shown = shownDiagnosis(diagnosis);
  const text = reportText(reportOf(shown), Number.POSITIVE_INFINITY);
  const [first, second] = shown.findings.filter(({ oneOf }) => oneOf !== null);
  if (!first || !second) throw new Error('Two mistakes were made.');
  const places = [
    findingSays(first),
    `Fix: ${findingFix(first)}`,
    'This is 1 of 2 mistakes',
    `✗ ${findingSays(second)}`,
    `Fix: ${findingFix(second)}`,
    'Certainty',
  ].map((part) => text.indexOf(part));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places).not.toContain(-1);
  expect(text.split(findingSays(second))).toHaveLength(2);
  expect([first, second].map(findingInList)).toEqual([
    expect.stringMatching(/ This is 1 of 2 mistakes\.$/),
    expect.stringMatching(/ This is 2 of 2 mistakes\.$/),
  ]);
});
