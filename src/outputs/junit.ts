/** Writes a grade as JUnit XML. */
import { printable } from '../views/characters/visible.ts';
import type { OutputWriter } from './form.ts';
import { pointsOf, type TestPoint } from './test-points.ts';

/** Writes one test suite for each publisher. */
export const junit: OutputWriter<'grade'> = ({ grade }) => {
  const points = pointsOf(grade);
  const suites = [...new Set(points.map(({ suite }) => suite))].map((suite) => suiteLines(suite, points));
  const failures = points.filter(({ failure }) => failure !== null).length;
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="sigv4 grade" tests="${points.length}" failures="${failures}">`,
    ...suites.flat(),
    '</testsuites>',
  ].join('\n')}\n`;
};

function suiteLines(suite: string, all: readonly TestPoint[]): string[] {
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
