/** A grade as test points for build servers. */
import { expect, it } from 'vitest';
import { junit, tap } from '../../src/outputs/test-reports.ts';

const SURROUNDINGS = { version: '0', columns: 80 } as unknown as Parameters<typeof tap>[1];

const grade = {
  cases: [
    { id: 'get', publisher: 'AWS', isRight: true },
    { id: 'put <#1>', publisher: 'AWS', isRight: false, says: 'There was no answer to "put" & more.' },
  ],
  faults: [{ says: 'The program wrote a line that is no answer.' }],
} as unknown as Parameters<typeof tap>[0]['grade'];

it('is written as TAP', () => {
  expect(tap({ grade } as Parameters<typeof tap>[0], SURROUNDINGS)).toBe(
    [
      'TAP version 14',
      '1..3',
      'ok 1 - get',
      'not ok 2 - put <\\#1>',
      '  ---',
      '  message: "There was no answer to \\"put\\" & more."',
      '  ...',
      'not ok 3 - protocol',
      '  ---',
      '  message: "The program wrote a line that is no answer."',
      '  ...',
      '',
    ].join('\n'),
  );
});

it('is written as JUnit XML', () => {
  const xml = junit({ grade } as Parameters<typeof junit>[0], SURROUNDINGS);
  expect(xml).toContain('<testsuites name="sigv4 grade" tests="3" failures="2">');
  expect(xml).toContain('<testcase classname="AWS" name="put &lt;#1&gt;">');
  expect(xml).toContain('message="There was no answer to &quot;put&quot; &amp; more."');
});
