/** `sigv4 grade`: the exit code, also of a command line that is wrong. */
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../../src/cli/processes/real-program.ts';
import { gradeCommand } from '../../../src/commands/grade/grade.ts';
import { worldOf } from '../../support/commands/test-world.ts';
import { grade, learner, ONE } from '../../support/grading/grade-command.ts';

const LEARNER = ['test/support/grading/learner-signer.ts'];

describe('the exit code', () => {
  it('is 0 where everything that is asked is right', async () => {
    const { code, output, errors } = await grade({}, LEARNER);
    expect([code, errors]).toEqual([0, '']);
    expect(output).toMatch(/^✓ 125 of 125 cases are right: /);
  });

  it('is 1 where something is not', async () => {
    const { code, output } = await grade({}, learner('encodeURIComponent'));
    expect(code).toBe(1);
    expect(output).toMatch(/^✗ 118 of 125 cases are right: /);
  });

  it('is 1 where all is right and something else is printed', async () => {
    const { code, output } = await grade({ only: [ONE] }, ['-e', "console.log('hello'); process.stdin.resume()"]);
    expect(code).toBe(1);
    expect(output).toContain("Line 1 of your program's output is not JSON");
  });

  it.each([
    [
      'no-such-program',
      /^sigv4: The program "no-such-program", or the interpreter in its first line, does not exist\. Give its path/,
    ],
    [
      './README.md',
      /^sigv4: There is no permission to run the program "\.\/README\.md"\. Make it executable with chmod \+x/,
    ],
    ['./src', /^sigv4: There is no permission to run the program "\.\/src"\./],
  ])('is 2 where the program cannot be run: %s', async (name, says) => {
    const test = worldOf({ runProgram });
    const code = await gradeCommand(5_000).run(test.world, {}, [name]);
    expect([code, test.output()]).toEqual([2, '']);
    expect(test.errors()).toMatch(says);
  });

  it.each([[[]], [['']], [['', 'mysigner']]])('is 2 where no program is named: %j', async (words) => {
    const test = worldOf({ runProgram });
    const code = await gradeCommand(5_000).run(test.world, {}, words);
    expect([code, test.output()]).toEqual([2, '']);
    expect(test.errors()).toBe('sigv4: No program is named. Name it after --, as in sigv4 grade -- ./mysigner.\n');
  });

  it.each<[object, RegExp]>([
    [
      { groups: 'session,others' },
      /--groups "others" is not known\. Use other-services, session, chunked, or refuse\./,
    ],
    ...['0', '-1', '1e3', '0x10', 'long', '86401'].map((maxTime): [object, RegExp] => [
      { maxTime },
      /--max-time ".*" is not a number of seconds\. Give a number, .*, from 0\.001 to 86400, in decimal digits\./,
    ]),
    [{ only: ['no/such'] }, /No case has this name\./],
    [{ only: ['gaps/many-at-once'] }, /gaps\/many-at-once is not asked by default\. Add --groups session\./],
    [{ skip: ['*'] }, /No case has this name\./],
  ])('is 2 where the command line is wrong: %j', async (options, says) => {
    const { code, output, errors } = await grade(options, learner());
    expect([code, output]).toEqual([2, '']);
    expect(errors).toMatch(says);
  });
});
