/** The first page of a diagnosis in which nothing is proved: suspects, and a question that is answered by one key. */

import { describe, expect, it } from 'vitest';
import type { Octets } from '../../../src/bytes/octets.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { pathDoubleEncodedOnS3 } from '../../../src/causes/path/path-encoding.ts';
import type { Mutation } from '../../../src/drafts/mutation.ts';
import { readEvidence } from '../../../src/evidence/read-evidence.ts';
import { plainBlocks } from '../../../src/outputs/plain/plain-text.ts';
import { describeDiagnosis } from '../../../src/screen/diagnosis/describe-diagnosis.tsx';
import type { WalkOpening } from '../../../src/screen/opening.ts';
import { beginSession } from '../../../src/screen/session.ts';
import { diagnosisReport, diagnosisView, reportOf } from '../../../src/views/diagnosis/diagnosis-view.ts';
import { certaintyWord } from '../../../src/views/diagnosis/finding-words.ts';
import { requireDiagnosis } from '../../../src/views/facts.ts';
import { diagnosedWalk, walkOfEvidence } from '../../support/causes/diagnosed.ts';
import { textsOf } from '../../support/screen/drawn-rows.tsx';
import { named } from '../../support/sources.ts';

const [TWICE] = pathDoubleEncodedOnS3.mutations as readonly [Mutation, ...Mutation[]];

function pageOf(size: { readonly width: number; readonly height: number }, opening: WalkOpening = {}) {
  const walk = diagnosedWalk(TWICE, []);
  const room = { size, layout: 'usual' } as const;
  const copied: string[] = [];
  const session = beginSession(describeDiagnosis(walk, opening), room, {
    write: (text) => void copied.push(text),
  });
  const lines = () => textsOf(session);
  const press = (...keys: string[]) => {
    for (const key of keys) session.take({ kind: 'key', key });
    return lines();
  };
  const likelihoods = () =>
    requireDiagnosis(session.state().walk.facts).findings.map(({ cause, suspected }) => [
      cause.id,
      suspected?.likelihood,
    ]);
  return { lines, press, likelihoods, copied };
}

describe.each([
  { width: 80, height: 24 },
  { width: 60, height: 20 },
])('suspects at $width×$height', (size) => {
  it('have bars and a word, and the question is whole on the first screenful', () => {
    const { lines } = pageOf(size);
    const text = lines().join('\n');
    expect(lines()).toHaveLength(size.height);
    expect(text).toMatch(/\? Not proved yet\. \d+ suspects fit this request\./);
    expect(text).toMatch(/> 1 {2}▮+▯* (?:likely|possible) /);
    expect(text).toMatch(/The most useful question ─+ 1 of at most 3/);
    expect(text).toMatch(/y {2}yes +n {2}no +u {2}I do not know/);
    expect(lines().at(-1)).toContain('y n u answer');
  });

  it('say how to go back, if they were opened from the requests', () => {
    const { lines } = pageOf(size, { home: 'requests', below: 'walk', notice: null });
    expect(lines().at(-1)).toMatch(/y n u answer .*z back .*q to the requests/);
  });

  it('are ranked again after an answer, and another question follows', () => {
    const { press, likelihoods } = pageOf(size);
    const before = likelihoods();
    const asked = press('+').join('\n');
    expect(likelihoods()).not.toEqual(before);
    expect(asked).toMatch(/2 of at most 3|^(?![\s\S]*The most useful question)/);
    const done = press('0', '0', '0').join('\n');
    expect(done).not.toContain('The most useful question');
    expect(done).toContain('Y copy');
  });

  it('leave y, n, and u without an effect after the last question, and Y copies', () => {
    const { press, lines, likelihoods, copied } = pageOf(size);
    press('u', 'u', 'u');
    const after = likelihoods();
    expect(lines().at(-1)).not.toContain('y n u answer');
    for (const key of ['y', 'n', 'u', '+', '-', '0'])
      expect(press(key).join('\n')).toContain('No question is open. Y copies the report.');
    expect(copied).toEqual([]);
    expect(likelihoods()).toEqual(after);
    press('Y');
    expect(copied.join('')).toContain('\u001b]52;');
  });

  it('let Y copy the report, because y answers the question', () => {
    const { press, likelihoods, copied } = pageOf(size);
    const before = likelihoods();
    press('Y');
    expect(likelihoods()).toEqual(before);
    expect(copied.join('')).toContain('\u001b]52;');
  });

  it('are answered by y, n, and u as by + and - and 0', () => {
    for (const [letter, sign] of [
      ['y', '+'],
      ['n', '-'],
      ['u', '0'],
    ] as const) {
      const [one, other] = [pageOf(size), pageOf(size)];
      one.press(letter);
      other.press(sign);
      expect(one.likelihoods()).toEqual(other.likelihoods());
      expect(one.lines()).toEqual(other.lines());
    }
  });

  it('say what an answer took away, and what was said', () => {
    const { lines, press } = pageOf({ ...size, height: 60 });
    const suspects = () => lines().flatMap((row) => /^ [> ] \d {2}▮.{6}\w+ +(.*)/.exec(row)?.[1]?.slice(0, 30) ?? []);
    for (const key of ['n', 'n', 'n']) {
      const before = suspects();
      const shown = press(key);
      const gone = before.filter((says) => !suspects().includes(says));
      for (const says of gone) expect(shown.some((row) => row.startsWith(`   out  ${says.slice(0, 20)}`))).toBe(true);
      expect(shown.join('\n')).toMatch(
        gone.length > 0 ? /\n {8}you said it / : /You said .*\. No suspect is out\.|out {2}/,
      );
    }
  });

  it('can be selected, and each has its own fix', () => {
    const { lines, press } = pageOf(size);
    const fix = (shown: readonly string[]) => shown.find((line) => /^ +(?:Fix|If so) /.test(line));
    const first = fix(lines());
    expect(fix(press('down'))).not.toBe(first);
  });
});

it('a text that is broken into rows begins each of them after the margin', () => {
  const { lines } = pageOf({ width: 60, height: 60 });
  const title = lines().findIndex((line) => line.includes('what was ruled out'));
  const rows = lines().slice(title + 1);
  const texts = rows.slice(
    0,
    rows.findIndex((line) => line.startsWith('─')),
  );
  expect(texts.filter((line) => line !== '').length).toBeGreaterThan(1);
  expect(texts.filter((line) => /^\S/.test(line))).toEqual([]);
});

describe('the heading of the other findings', () => {
  const diagnosis = requireDiagnosis(diagnosedWalk(TWICE, []).facts);
  const titleOf = (changes: Partial<typeof diagnosis>) =>
    diagnosisView({ ...diagnosis, compared: null, suspects: null, next: [], ...changes }).othersTitle;

  it('names what is there, and is left out if only the lesson is', () => {
    expect(titleOf({})).toBe('');
    expect(titleOf({ next: [{ id: 'server-log' }] })).toBe('What would help');
    expect(titleOf({ suspects: diagnosis.suspects })).toBe('What was ruled out');
  });
});

describe('words about what was not looked at', () => {
  it('say nothing about a request of which nothing is known', () => {
    const evidence = readEvidence([
      {
        octets: 'An error occurred (SignatureDoesNotMatch) when calling the GetObject operation' as Octets,
        by: named('a'),
      },
    ]);
    if (isProblem(evidence)) throw new Error(evidence.says);
    const diagnosis = requireDiagnosis(walkOfEvidence(evidence, null).facts);
    const { verdict, suspects } = diagnosisView(diagnosis);
    expect(verdict.text).toContain('Nothing of the request is known');
    expect(verdict.text).not.toContain('fit this request');
    expect(suspects.map(({ why }) => why).join('\n')).not.toContain('Nothing in the request is unusual');
    const { title, blocks } = reportOf(diagnosis);
    expect(title?.text).toBe(verdict.text);
    expect(plainBlocks(blocks, 1000).split('\n')[0]).toMatch(/^ *\? Possibly: /);
  });

  it('are the same on the page and in the report', () => {
    const diagnosis = requireDiagnosis(diagnosedWalk(TWICE, []).facts);
    const { suspects } = diagnosisView(diagnosis);
    const [first] = diagnosis.findings;
    if (!first) throw new Error('Nothing is suspected.');
    expect(suspects[0]?.label).toBe(certaintyWord(first));
    expect(plainBlocks(diagnosisReport(diagnosis), 200)).toContain(`Certainty  ${certaintyWord(first)}: `);
  });

  it('call the fix of a mere suspect one that depends on it', () => {
    const { lines } = pageOf({ width: 80, height: 40 });
    expect(lines().join('\n')).toMatch(/\n If so {5}\S/);
  });
});
