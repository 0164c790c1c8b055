/** Points: what a program gets that has one mistake, or one form, and what it does not get. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { hexFromOctets } from '../../src/bytes/octets.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { replay } from '../../src/drafts/replay.ts';
import type { GradedCase } from '../../src/grading/cases/graded-case.ts';
import type { Grade } from '../../src/grading/grade.ts';
import { keyOf } from '../../src/grading/mistakes/candidates.ts';
import { isCore } from '../../src/grading/points/core.ts';
import { pointsOf } from '../../src/grading/points/points.ts';
import { type Answering, casesWith, gradeOfAnswers, gradeOfMistake } from '../support/grading/graded.ts';
import { type LearnerLine, learnerAnswer, MISTAKES, type Mistake } from '../support/grading/learner-signer.ts';
import { swept } from '../support/sweep.ts';

const CASES = casesWith();
const pointsIn = ({ results, naming }: Grade) => pointsOf(results, naming, 100);
const pointsFor = (answer: Answering) => pointsIn(gradeOfAnswers(CASES, answer)).points;

/** Mistakes of one place in the program that have a name. */
const SINGLE = (Object.keys(MISTAKES) as Mistake[]).filter(
  (mistake) => !/^none$|nobody knows| and |own$|as text$/.test(mistake),
);

describe('points', () => {
  it('are all for a right program, however many there are', () => {
    const { results, naming } = gradeOfMistake('none');
    for (const of of [1, 20, 100, 1_000]) expect(pointsOf(results, naming, of)).toMatchObject({ points: of, of });
    expect(pointsIn(gradeOfMistake('none', true)).points).toBe(100);
  });

  it('are none without an answer', () => {
    expect(pointsFor(() => null)).toBe(0);
  });

  it.each(swept(SINGLE, 3))(
    'are at least 60 for one mistake, with every value given or only the signature: %s',
    (mistake) => {
      for (const isBare of [false, true]) {
        const { points } = pointsIn(gradeOfMistake(mistake, isBare));
        expect(points).toBeGreaterThanOrEqual(60);
        expect(points).toBeLessThan(100);
      }
    },
  );

  it('are fewer for a mistake in every request than for one in a few', () => {
    const every = pointsIn(gradeOfMistake('no AWS4')).points;
    expect(every).toBeLessThan(pointsIn(gradeOfMistake('query by names alone')).points);
    // The key is wrong, and no request would be accepted: its part and the result of each form.
    expect(every).toBe(65);
  });

  it('are lost for each body that is not hashed, although most requests have none', () => {
    const noBody: Answering = (line) =>
      learnerAnswer({ ...line, request: { ...line.request, bodyBase64: '' } }, 'none');
    const grade = gradeOfAnswers(CASES, noBody);
    expect(grade.results.filter(({ isRight }) => isRight).length / CASES.length).toBeGreaterThan(0.95);
    const { parts, points } = pointsIn(grade);
    expect(points).toBeLessThan(95);
    expect(parts.filter((one) => one.points < one.of).map(({ part }) => part)).toEqual(
      expect.arrayContaining(['payload']),
    );
  });

  it('say the part that a mistake is in, and only that part and the result', () => {
    const wrongIn = (mistake: Mistake) => [
      ...new Set(
        pointsIn(gradeOfMistake(mistake, true))
          .parts.filter((one) => one.points < one.of)
          .map(({ part }) => part),
      ),
    ];
    expect(wrongIn('path as it comes')).toEqual(['path', 'result']);
    expect(wrongIn('query as it comes')).toEqual(['query', 'result']);
    expect(wrongIn('spaces kept')).toEqual(['headers', 'result']);
    expect(wrongIn('DateKey as hex')).toEqual(['key', 'result']);
  });

  it('do not count folded headers, bytes outside of ASCII, and targets that no client sends', () => {
    const extra = CASES.filter((one) => !isCore(one)).map(({ id }) => id);
    expect(extra).toContain('aws-signing-test-suite/get-header-value-multiline');
    expect(extra).toContain('smithy-rs/header-value-no-break-space');
    expect(extra).toContain('aws-signing-test-suite-query/get-utf8');
    expect(extra.filter((id) => id.startsWith('s3-documentation/'))).toEqual([]);
    const without = new Set(extra);
    const coreAlone: Answering = (line) => (without.has(line.id) ? null : learnerAnswer(line, 'none'));
    expect(pointsIn(gradeOfAnswers(CASES, coreAlone))).toMatchObject({
      points: 100,
      extra: { right: 0, asked: extra.length },
    });
  });
});

describe('a program that signs in the header only', () => {
  const inHeader = (line: LearnerLine, isBare: boolean) => learnerAnswer({ ...line, form: 'header' }, 'none', isBare);
  it.each<[string, Answering]>([
    ['and gives every value', (line) => inHeader(line, false)],
    ['and gives signatures alone', (line) => inHeader(line, true)],
    [
      'and refuses the others',
      (line) => (line.form === 'query' ? { id: line.id, problem: 'no' } : inHeader(line, true)),
    ],
    ['and does not answer the others', (line) => (line.form === 'query' ? null : inHeader(line, true))],
  ])('%s, is named, and gets the share of the header', (_how, answer) => {
    const grade = gradeOfAnswers(CASES, answer);
    expect(grade.naming).toMatchObject({ isHeaderFormOnly: true, unknown: [] });
    expect(pointsIn(grade).points).toBe(60);
  });

  it('is not one that has a mistake in every presigned URL', () => {
    const answer: Answering = (line) =>
      learnerAnswer(line.form === 'query' ? { ...line, expires: 1 } : line, 'none', false);
    expect(gradeOfAnswers(CASES, answer).naming.isHeaderFormOnly).toBe(false);
  });
});

describe('a program that reads its clock', () => {
  const during = { from: new Date('2026-11-30T22:00:00Z'), to: new Date('2026-11-30T22:00:07Z') };
  const atItsTime = (line: LearnerLine, isBare: boolean) =>
    learnerAnswer({ ...line, time: '20261130T220003Z' }, 'none', isBare);

  it.each([[true], [false]])('is named, with signatures alone: %j', (isBare) => {
    const { naming } = gradeOfAnswers(CASES, (line) => atItsTime(line, isBare), during);
    expect(naming.mistakes.map(({ mutation }) => mutation.variant)).toEqual(['clock-of-the-machine']);
    expect(naming.unknown).toEqual([]);
  });

  it('gets the points of one mistake', () => {
    const grade = gradeOfAnswers(CASES, (line) => atItsTime(line, true), during);
    expect(pointsIn(grade).points).toBeGreaterThanOrEqual(60);
  });

  it('is not named if it was asked at another time', () => {
    const other = { from: new Date('2026-11-30T23:00:00Z'), to: new Date('2026-11-30T23:00:07Z') };
    expect(gradeOfAnswers(CASES, (line) => atItsTime(line, true), other).naming.mistakes).toEqual([]);
  });
});

/** Every mistake of the catalogue that a signer makes, with its name. */
const KNOWN = CAUSES.flatMap((cause) =>
  cause.mutations
    .filter(({ side, isWide, isPlain }) => side === 'client' && !isWide && !isPlain)
    .map((mutation) => ({ name: `${cause.id}/${mutation.variant}`, mutation })),
);

describe('one mistake of the catalogue', { tags: ['expensive'] }, () => {
  /** The answers of a signer that makes this mistake wherever it can, always in the first way. */
  const answering =
    ({ mutation }: (typeof KNOWN)[number], isBare: boolean): Answering =>
    ({ id }) => {
      const { expected } = CASES.find((one) => one.id === id) as GradedCase;
      if (expected.kind !== 'values') throw new Error(`${id} has no values.`);
      const { draft, around } = expected.model;
      const made = mutation.change(draft, around)[0] ?? draft;
      const { canonicalRequest, stringToSign } = replay(made);
      const signature = replay(made).signature();
      const key = keyOf(made) ?? ('' as Octets);
      const base64 = (octets: Octets) => Buffer.from(octets, 'latin1').toString('base64');
      return isBare
        ? { id, signatureBase64: base64(signature ?? ('' as Octets)) }
        : {
            id,
            signatureBase64: base64(signature ?? ('' as Octets)),
            canonicalRequestBase64: base64(canonicalRequest),
            stringToSignBase64: base64(stringToSign),
            signingKeyHex: hexFromOctets(key),
          };
    };

  it.each(swept(KNOWN, 4))('costs at most 40 points: $name', (one) => {
    for (const isBare of [true, false]) expect(pointsFor(answering(one, isBare))).toBeGreaterThanOrEqual(60);
  });
});
