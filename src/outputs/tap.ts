/** Writes a grade as TAP version 14 (https://testanything.org/tap-version-14-specification.html). */
import { printable } from '../views/characters/visible.ts';
import type { OutputWriter } from './form.ts';
import { pointsOf } from './test-points.ts';

/** Writes one test point for each case, in order, and a last test point that fails if any output was not an answer. */
export const tap: OutputWriter<'grade'> = ({ grade }) => {
  const points = pointsOf(grade);
  const lines = points.flatMap(({ name, failure }, index) => {
    const point = `${failure === null ? 'ok' : 'not ok'} ${index + 1} - ${tapText(name)}`;
    if (failure === null) return [point];
    return [point, '  ---', `  message: ${JSON.stringify(printable(failure))}`, '  ...'];
  });
  return `${['TAP version 14', `1..${points.length}`, ...lines].join('\n')}\n`;
};

/** Escapes # and \ in a description. */
const tapText = (text: string) => printable(text).replace(/[\\#]/g, '\\$&');
