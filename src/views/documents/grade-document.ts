/** Writes a grade as JSON. */

import { whyTwins } from '../../causes/twins.ts';
import { untested } from '../../grading/cases/groups.ts';
import type { FirstDifference } from '../../grading/compare-answer.ts';
import type { NamedMistake } from '../../grading/mistakes/name-mistakes.ts';
import { commandFor, type ToldCase, type ToldGrade, type ToldWrong } from '../../grading/told.ts';
import { byteName } from '../characters/visible.ts';
import { mistakeName } from '../grading/grade-report.ts';
import type { Results } from '../results.ts';
import { textIfAny } from './content.ts';

/**
 * Makes the document of a grade. `version` changes when the shape of the document changes. Cases are in the order in which
 * they were asked.
 */
export function gradeDocument({ grade }: Results['grade']) {
  const { say, isRight, cases, counts, firstWrong, mistakes, unknown, faults, groups, restarts, isHeaderFormOnly } =
    grade;
  const [mistake] = mistakes;
  return {
    version: 1,
    isRight,
    right: cases.filter((one) => one.isRight).length,
    asked: cases.length,
    groups,
    say: Number(say),
    firstWrongStage: firstWrong,
    mistake: mistake === undefined ? null : mistakeJson(mistake),
    mistakes: mistakes.map(mistakeJson),
    unknown,
    ...(isHeaderFormOnly ? { headerFormOnly: true } : {}),
    restarts,
    counts,
    faults,
    cases: cases.map((one) => caseJson(one, grade)),
    notTested: untested(grade),
  };
}

function mistakeJson({ cause, mutation, explains, contradicts, twins, besides }: NamedMistake) {
  return {
    id: cause.id,
    variant: mutation.variant,
    says: mutation.says,
    fix: mutation.fix ?? cause.fix,
    see: cause.see,
    lesson: cause.lesson,
    explains,
    contradicts,
    besides: besides && mistakeName(besides),
    twins: twins.map((twin) => ({
      ...mistakeName(twin),
      says: twin.mutation.says,
      why: whyTwins(mistakeName({ cause, mutation }), mistakeName(twin)),
    })),
  };
}

function caseJson(one: ToldCase, grade: ToldGrade) {
  const { id, publisher, needs, isRight, answer, says, verdicts, firstWrong, mistake } = one;
  return {
    id,
    publisher,
    groups: needs,
    right: isRight,
    answer,
    says,
    stages: verdicts,
    firstWrong: firstWrong && wrongJson(firstWrong),
    mistake: mistake && mistakeName(mistake),
    ...(isRight ? {} : { command: commandFor(one, grade) }),
  };
}

function wrongJson({ name, place, values }: ToldWrong) {
  return {
    stage: name,
    ...place,
    ...(values === null
      ? {}
      : {
          right: textIfAny(values.right),
          given: textIfAny(values.given),
          ...(values.difference && bytesJson(values.difference)),
        }),
  };
}

function bytesJson({ right, given, rightLine, givenLine }: FirstDifference) {
  const byte = (octet: number | null) => (octet === null ? null : byteName(octet));
  return {
    rightLine: textIfAny(rightLine),
    givenLine: textIfAny(givenLine),
    rightByte: byte(right),
    givenByte: byte(given),
  };
}
