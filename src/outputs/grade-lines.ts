/**
 * Writes a grade for build servers, as TAP version 14 (https://testanything.org/tap-version-14-specification.html) or
 * JUnit XML.
 */

import type { ToldCase, ToldGrade } from '../grading/told.ts';
import { printable } from '../pages/characters/visible.ts';
import { wrongStages } from '../pages/grading/grade-report.ts';

/** Writes one test point for each case, in order, and a last test point that fails if any output was not an answer. */
export function gradeTap(grade: ToldGrade): string {
  const points = pointsOf(grade);
  const lines = points.flatMap(({ name, failure }, index) => {
    const point = `${failure === null ? 'ok' : 'not ok'} ${index + 1} - ${tapText(name)}`;
    if (failure === null) return [point];
    return [point, '  ---', `  message: ${JSON.stringify(printable(failure))}`, '  ...'];
  });
  return `${['TAP version 14', `1..${points.length}`, ...lines].join('\n')}\n`;
}

/** Escapes # and \ in a description. */
const tapText = (text: string) => printable(text).replace(/[\\#]/g, '\\$&');

interface Point {
  readonly suite: string;
  readonly name: string;
  /** The reason for the failure; `null` if the answer is correct. */
  readonly failure: string | null;
}

/** The test case that fails if any output was not an answer. */
const PROTOCOL = 'protocol';

function pointsOf({ cases, faults }: ToldGrade): Point[] {
  return [
    ...cases.map((one) => ({ suite: one.publisher, name: one.id, failure: one.isRight ? null : failureOf(one) })),
    { suite: PROTOCOL, name: PROTOCOL, failure: faults.length === 0 ? null : faults.map(({ says }) => says).join(' ') },
  ];
}

function failureOf(one: ToldCase): string {
  const { says, firstWrong, mistake } = one;
  if (says !== null) return says;
  const where = firstWrong?.place ? `; first at line ${firstWrong.place.line}, byte ${firstWrong.place.column}` : '';
  const named = mistake === null ? '' : ` ${mistake.mutation.says}`;
  return `Wrong: ${wrongStages(one).join(', ')}${where}.${named}`;
}

/** Writes one test suite for each publisher. */
export function gradeJunit(grade: ToldGrade): string {
  const points = pointsOf(grade);
  const suites = [...new Set(points.map(({ suite }) => suite))].map((suite) => suiteLines(suite, points));
  const failures = points.filter(({ failure }) => failure !== null).length;
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="sigv4 grade" tests="${points.length}" failures="${failures}">`,
    ...suites.flat(),
    '</testsuites>',
  ].join('\n')}\n`;
}

function suiteLines(suite: string, all: readonly Point[]): string[] {
  const points = all.filter((point) => point.suite === suite);
  const failures = points.filter(({ failure }) => failure !== null).length;
  return [
    `  <testsuite name="${xmlText(suite)}" tests="${points.length}" failures="${failures}">`,
    ...points.flatMap(({ name, failure }) => {
      const opening = `    <testcase classname="${xmlText(suite)}" name="${xmlText(name)}"`;
      if (failure === null) return [`${opening}/>`];
      return [`${opening}>`, `      <failure message="${xmlText(failure)}"/>`, '    </testcase>'];
    }),
    '  </testsuite>',
  ];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes text for XML. XML 1.0 cannot contain control characters, so they are first written as visible escapes. */
const xmlText = (text: string) =>
  printable(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
