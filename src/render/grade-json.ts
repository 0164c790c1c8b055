/** A grade as JSON, for programs. */

import { type Octets, textFromOctets } from '../bytes/octets.ts';
import type { Cause } from '../diagnosis/cause.ts';
import type { CaseResult, WrongValue } from '../grading/compare-answer.ts';
import { countsOf, type Grade } from '../grading/grade.ts';
import type { Candidate, NamedMistake } from '../grading/name-mistakes.ts';
import { jsonText } from './json-text.ts';

type LessonOf = (cause: Cause) => string | null;

/** `version` changes when the shape does; cases stand in the order in which they were asked. */
export function gradeJson(grade: Grade, lessonOf: LessonOf): string {
  const { results, faults, naming, firstWrong, isRight } = grade;
  const [mistake] = naming.mistakes;
  return jsonText({
    version: 1,
    isRight,
    right: results.filter((result) => result.isRight).length,
    asked: results.length,
    firstWrongStage: firstWrong,
    mistake: mistake === undefined ? null : mistakeJson(mistake, lessonOf),
    mistakes: naming.mistakes.map((found) => mistakeJson(found, lessonOf)),
    unknown: naming.unknown,
    counts: countsOf(results),
    faults,
    cases: results.map(caseJson),
  });
}

function mistakeJson(found: NamedMistake, lessonOf: LessonOf) {
  const { cause, mutation, explains, contradicts, twins } = found;
  return {
    id: cause.id,
    variant: mutation.variant,
    says: mutation.says,
    fix: mutation.fix ?? cause.fix,
    see: cause.see,
    lesson: lessonOf(cause),
    explains,
    contradicts,
    twins: twins.map(twinJson),
  };
}

const twinJson = ({ cause, mutation }: Candidate) => ({ id: cause.id, variant: mutation.variant, says: mutation.says });

function caseJson({ graded, answer, isRight, verdicts, firstWrong }: CaseResult) {
  return {
    id: graded.id,
    publisher: graded.publisher,
    right: isRight,
    answer: answer.kind,
    says: answer.kind === 'values' ? null : answer.says,
    stages: verdicts,
    firstWrong: firstWrong && wrongJson(firstWrong),
  };
}

const text = (octets: Octets | null) => octets && (textFromOctets(octets) ?? octets);

function wrongJson({ name, right, given, difference }: WrongValue) {
  return {
    stage: name,
    right: text(right),
    given: text(given),
    difference: difference && {
      ...difference,
      rightLine: text(difference.rightLine),
      givenLine: text(difference.givenLine),
    },
  };
}
