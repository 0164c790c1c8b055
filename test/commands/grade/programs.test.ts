/** `sigv4 grade`: what a program may do wrong without an end to the grading, and what it gets. Programs are processes. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { ProgramOrder } from '../../../src/app/world/programs.ts';
import { runProgram } from '../../../src/cli/processes/real-program.ts';
import { documentOf, eachLine, grade, ONE, WRONG } from '../../support/grading/grade-command.ts';

describe('a program that', () => {
  it('is silent on one case is asked the others, and that one is told', async () => {
    const does = `if (q.id === '${ONE}') { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); } ${WRONG}`;
    const { cases, faults } = await documentOf({ only: ['s3-*'] }, eachLine(does), { patience: 4_000 });
    const kinds = cases.map(({ id, answer }: { id: string; answer: string }) => [id === ONE, answer]);
    expect(kinds.filter(([isSlow]: [boolean]) => isSlow)).toEqual([[true, 'none']]);
    expect(kinds.filter(([isSlow]: [boolean]) => !isSlow)).toEqual(Array(6).fill([false, 'values']));
    expect(faults).toEqual([
      { code: 'too-slow', caseId: ONE, line: null, says: `Your program gave no answer to ${ONE} in 4 s.` },
    ]);
  });

  it('ends at one case is asked the others, and that one is told', async () => {
    const does = `if (q.id === '${ONE}') process.exit(3); ${WRONG}`;
    const { cases, faults } = await documentOf({ only: ['s3-*'] }, eachLine(does));
    expect(cases.filter(({ answer }: { answer: string }) => answer === 'values')).toHaveLength(6);
    expect(faults.map(({ says }: { says: string }) => says)).toEqual([
      `Your program ended with exit code 3 without an answer to ${ONE}, the only case that it was asked.`,
    ]);
  });

  it('answers one line and ends is asked again', async () => {
    const { cases, faults } = await documentOf({ only: ['s3-*'] }, eachLine(`${WRONG}; lines.close()`));
    expect(cases.every(({ answer }: { answer: string }) => answer === 'values')).toBe(true);
    expect(faults).toEqual([]);
  });

  it('says nothing at all is not waited for forever', async () => {
    const { cases, faults } = await documentOf({}, ['-e', 'process.stdin.resume()']);
    expect(faults).toHaveLength(3);
    expect(cases.at(-1).says).toBe('It was not graded: the 3 cases before it had no answer.');
  });

  it('writes without an end is stopped', async () => {
    const { code, cases } = await documentOf({}, ['-e', "for (;;) require('node:fs').writeSync(1, 'x\\n'.repeat(99))"]);
    expect(code).toBe(1);
    expect(cases[0].says).toBe('It was not graded: your program wrote 1000 lines that are not answers.');
  });

  it.each([
    ['empty lines', "'\\n'"],
    ['lines of spaces', "' \\n\\t\\n'"],
  ])('writes %s without an end is stopped', async (_what, lines) => {
    const { code, output } = await grade({}, ['-e', `for (;;) require('node:fs').writeSync(1, ${lines}.repeat(99))`]);
    expect(code).toBe(1);
    expect(output).toMatch(/^✗ 0 of 125 cases are right, stopped at a limit: /);
    expect(output).toContain('The grading was stopped: your program wrote 1000 lines that are not answers.');
  });

  it.each([
    ['an empty line', '""'],
    ['an answer that nobody asked for', '\'{"id":"x","signature":"a"}\''],
    ['the same answer', `'${JSON.stringify({ id: ONE, signature: 'a' })}'`],
  ])('writes %s again and again is not waited for longer than one that is silent', async (_what, line) => {
    const drips = ['-e', `setInterval(() => console.log(${line}), 50)`];
    const { cases } = await documentOf({ only: ['s3-documentation/*'] }, drips, { patience: 400 });
    expect(cases.at(-1).says).toBe('It was not graded: the 3 cases before it had no answer.');
  });

  it('writes too much is stopped, and what it had answered is graded', async () => {
    const flood = "const more = () => process.stdout.write('x'.repeat(2 ** 20), more); more()";
    const { cases, faults } = await documentOf(
      { only: ['s3-*'] },
      eachLine(`if (n < 3) ${WRONG}; if (n === 2) { ${flood} }`),
      { patience: 30_000 },
    );
    expect(cases.map(({ answer }: { answer: string }) => answer)).toEqual([
      ...['values', 'values'],
      ...Array(5).fill('none'),
    ]);
    expect(cases[2].says).toBe('It was not graded: your program wrote more than 64 MiB.');
    expect(faults).toEqual([
      {
        code: 'limit-reached',
        caseId: null,
        line: null,
        says: 'The grading was stopped: your program wrote more than 64 MiB. 2 of 7 cases were graded before that.',
      },
    ]);
  });

  it('takes too long for all cases together is stopped, no matter what it takes for each', async () => {
    const slow = [
      '-e',
      `const lines = require('node:fs').readFileSync(0, 'utf8').trim().split('\\n');
      setInterval(() => console.log(JSON.stringify({ id: JSON.parse(lines.shift()).id, problem: 'no' })), 400)`,
    ];
    const { output } = await grade({ only: ['s3-*'], maxTime: '1.5' }, slow);
    expect(output).toMatch(/The grading was stopped: all cases together took longer than 1\.5 s\. [0-4] of 7 cases/);
  });

  it('answers everything and does not end is right', async () => {
    const program = eachLine('say({ id: q.id, problem: {} })', 'setInterval(() => {}, 1000)');
    const wanted = { groups: 'refuse', only: ['refuse/*'] };
    expect((await documentOf(wanted, program, { patience: 4_000 })).code).toBe(0);
    expect((await documentOf({ ...wanted, maxTime: '6' }, program)).code).toBe(0);
  });

  it('is interrupted ends, and so does what it has started', async () => {
    const controller = new AbortController();
    const started = Promise.withResolvers<number>();
    const interrupting = (order: ProgramOrder) =>
      runProgram({
        ...order,
        onLines: ([line]) => {
          started.resolve(JSON.parse(Buffer.from(line as Uint8Array).toString()).started);
          return 'nothing';
        },
      });
    const child = "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])";
    const program = ['-e', `console.log(JSON.stringify({ started: ${child}.pid })); setInterval(() => {}, 1000)`];
    const running = grade({}, program, {
      world: { runProgram: interrupting, interruption: () => controller.signal },
    });
    const pid = await started.promise;
    expect(isRunning(pid)).toBe(true);
    controller.abort();
    expect(await running).toMatchObject({ code: 130, output: '' });
    await expect.poll(() => isRunning(pid)).toBe(false);
  });
});

/** A process that has ended, and whose end no one has asked for, is still listed, as Z. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^ZX]/.test(stdout.trim());
}

describe('what a program gets', () => {
  it('is an environment without anything that could be a secret', async () => {
    const environment = {
      ...{ PATH: process.env.PATH, HOME: '/home/learner', LANG: 'C', LC_ALL: 'C.UTF-8', TMPDIR: '/tmp' },
      ...{ AWS_SECRET_ACCESS_KEY: 'a', AWS_PROFILE: 'b', GITHUB_TOKEN: 'c', NODE_OPTIONS: '', PATHEXT: 'd' },
    };
    const program = eachLine('say({ id: q.id, problem: JSON.stringify(Object.keys(process.env).sort()) })');
    const { cases } = await documentOf({ only: [ONE] }, program, { world: { environment } });
    expect(cases[0].says).toBe('Your program refused it: ["HOME","LANG","LC_ALL","PATH","TMPDIR"]');
  });

  it('are its arguments as they are, without a shell', async () => {
    const program = [...eachLine('say({ id: q.id, problem: process.argv[1] })'), '$HOME "*" ; ls'];
    const { cases } = await documentOf({ only: [ONE] }, program);
    expect(cases[0].says).toBe('Your program refused it: $HOME "*" ; ls');
  });
});

describe('the standard error of a program', () => {
  it('is passed on once if each of its processes repeats it', async () => {
    const { errors } = await grade({}, ['-e', 'this is no program']);
    expect(errors.match(/SyntaxError/g)).toHaveLength(1);
  });
});
