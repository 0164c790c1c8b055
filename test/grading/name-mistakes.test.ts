/** The mistake by its name: made in a signer that shares no line with the program, and named from its answers. */
import { describe, expect, it } from 'vitest';
import { casesWith, gradeOfAnswers, gradeOfMistake } from '../support/grading/graded.ts';
import { learnerAnswer, type Mistake } from '../support/grading/learner-signer.ts';
import { swept } from '../support/sweep.ts';

const namesOf = (mistake: Mistake, isBare = false) =>
  gradeOfMistake(mistake, isBare).naming.mistakes.map(({ cause, mutation }) => `${cause.id}, ${mutation.variant}`);

const NAMED: readonly (readonly [Mistake, string])[] = [
  ['encodeURIComponent', 'unreserved-set-too-wide, encode-uri-component'],
  ['query as it comes', 'query-not-sorted, as-sent'],
  ['query by names alone', 'query-not-sorted, by-name-only'],
  ['spaces kept', 'header-value-whitespace, spaces-kept'],
  ['no AWS4', 'signing-key-not-binary, no-prefix'],
  ['DateKey as hex', 'signing-key-not-binary, date-key-as-hex-text'],
  ['DateRegionKey as hex', 'signing-key-not-binary, date-region-key-as-hex-text'],
  ['DateRegionServiceKey as hex', 'signing-key-not-binary, date-region-service-key-as-hex-text'],
  ['path as it comes', 'path-not-encoded, as-written'],
];

describe('a mistake', () => {
  it.each(swept(NAMED, 3))('has its name, from every value and from signatures alone: %s', (mistake, name) => {
    for (const isBare of [false, true]) {
      const { naming, results } = gradeOfMistake(mistake, isBare);
      expect(namesOf(mistake, isBare)).toEqual([name]);
      expect(naming.unknown).toEqual([]);
      const [found] = naming.mistakes;
      expect(found?.explains).toEqual(results.filter(({ isRight }) => !isRight).map(({ graded }) => graded.id));
      expect(found?.explains).not.toEqual([]);
      expect(found?.contradicts).toEqual([]);
    }
  });

  it('says which key went wrong in the words of S3', () => {
    expect(gradeOfMistake('DateKey as hex').naming.mistakes[0]?.mutation.says).toBe(
      'The DateRegionKey was derived with the hexadecimal text of the DateKey as its key, not with its 32 bytes.',
    );
  });

  it('of AWS passes all 81 of AWS and is caught by those of others', () => {
    const wrong = gradeOfMistake('encodeURIComponent').results.filter(({ isRight }) => !isRight);
    const publishers = new Set(wrong.map(({ graded }) => graded.publisher));
    expect([...publishers]).toEqual(['scality-arsenal', 'smithy-rs', 'smithy-typescript', 'gaps']);
  });
});

describe('several mistakes', () => {
  it('are named each, with what it explains, where no case has both', () => {
    const { naming } = gradeOfMistake('query as it comes and spaces kept');
    const alone = (mistake: Mistake) => gradeOfMistake(mistake).results.filter(({ isRight }) => !isRight);
    expect(naming.mistakes.map(({ mutation, explains }) => [mutation.variant, explains])).toEqual([
      ['as-sent', alone('query as it comes').map(({ graded }) => graded.id)],
      ['spaces-kept', alone('spaces kept').map(({ graded }) => graded.id)],
    ]);
    expect(naming.unknown).toEqual([]);
  });

  it('are named each where one is hidden by the other, if the values on the way are given', () => {
    expect(namesOf('query as it comes and no AWS4')).toEqual([
      'signing-key-not-binary, no-prefix',
      'query-not-sorted, as-sent',
    ]);
  });
});

describe('two mistakes in one case, of which only signatures are given', () => {
  it('are named both, the second together with the first', { tags: ['expensive'] }, () => {
    const { naming } = gradeOfMistake('query as it comes and no AWS4', true);
    expect(naming.mistakes.map(({ mutation, besides }) => [mutation.variant, besides?.mutation.variant])).toEqual([
      ['no-prefix', undefined],
      ['as-sent', 'no-prefix'],
    ]);
    expect(naming.unknown).toEqual([]);
  });
});

describe('a mistake that can be made in any number of ways', () => {
  it('is named where the program gives its canonical request, and is unknown where it does not', {
    tags: ['expensive'],
  }, () => {
    expect(namesOf('query in an order of its own')).toEqual(['query-not-sorted, in-another-order']);
    const { naming } = gradeOfMistake('query in an order of its own', true);
    expect(naming.unknown.length).toBeGreaterThan(0);
  });
});

describe('what nothing explains', () => {
  it('is unknown, with the first value that is wrong', { tags: ['expensive'] }, () => {
    const { naming, results, firstWrong } = gradeOfMistake('a mistake that nobody knows');
    expect(naming.mistakes).toEqual([]);
    expect(naming.unknown).toHaveLength(125);
    expect(firstWrong).toBe('stringToSign');
    expect(results[0]?.firstWrong?.difference).toMatchObject({ line: 2, column: 8, right: 0x54, given: 0x74 });
  });

  it('is no mistake where all is right', () => {
    expect(gradeOfMistake('none').naming).toEqual({ mistakes: [], unknown: [], isHeaderFormOnly: false });
  });
});

describe('twins', () => {
  it('are told where one case cannot tell them apart, the first of the table as the mistake', () => {
    const cases = casesWith().filter(({ id }) => id === 'aws-signing-test-suite/get-vanilla-query-order-encoded');
    const { naming } = gradeOfAnswers(cases, (line) => learnerAnswer(line, 'query as it comes'));
    const [found] = naming.mistakes;
    const names = [found, ...(found?.twins ?? [])].map((one) => `${one?.cause.id}, ${one?.mutation.variant}`);
    expect(names).toEqual(expect.arrayContaining(['query-not-sorted, as-sent']));
    expect(names.length).toBeGreaterThan(1);
    expect(new Set(names).size).toBe(names.length);
  });
});
