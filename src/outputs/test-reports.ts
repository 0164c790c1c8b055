/** Writes a grade for build servers: a test for each case, and a last one for what was not an answer. */
import { printable } from '../views/characters/visible.ts';
import { type TestPoint, testPoints } from '../views/grading/test-points.ts';
import type { OutputWriter } from './form.ts';

/** Writes a grade as TAP version 14 (https://testanything.org/tap-version-14-specification.html). */
export const tap: OutputWriter<'grade'> = ({ grade }) => {
  const points = testPoints(grade);
  const lines = points.flatMap(({ name, failure }, index) => {
    // # and \ have a meaning in a description.
    const title = printable(name).replace(/[\\#]/g, '\\$&');
    if (failure === null) return [`ok ${index + 1} - ${title}`];
    const message = JSON.stringify(printable(failure));
    return [`not ok ${index + 1} - ${title}`, '  ---', `  message: ${message}`, '  ...'];
  });
  return `${['TAP version 14', `1..${points.length}`, ...lines].join('\n')}\n`;
};

/** Writes a grade as JUnit XML, with a test suite for each publisher. */
export const junit: OutputWriter<'grade'> = ({ grade }) => {
  const points = testPoints(grade);
  const suites = [...Map.groupBy(points, ({ suite }) => suite)].flatMap(([suite, own]) => [
    `  <testsuite name="${xmlText(suite)}" ${countsOf(own)}>`,
    ...own.flatMap(({ name, failure }) => {
      const opening = `    <testcase classname="${xmlText(suite)}" name="${xmlText(name)}"`;
      if (failure === null) return [`${opening}/>`];
      return [`${opening}>`, `      <failure message="${xmlText(failure)}"/>`, '    </testcase>'];
    }),
    '  </testsuite>',
  ]);
  const root = `<testsuites name="sigv4 grade" ${countsOf(points)}>`;
  return `${['<?xml version="1.0" encoding="UTF-8"?>', root, ...suites, '</testsuites>'].join('\n')}\n`;
};

const countsOf = (points: readonly TestPoint[]) =>
  `tests="${points.length}" failures="${points.filter(({ failure }) => failure !== null).length}"`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes text for XML. XML 1.0 cannot contain control characters, so they are first written as visible escapes. */
const xmlText = (text: string) =>
  printable(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
