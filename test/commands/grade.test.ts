/**
 * `sigv4 grade`: exit codes, what a program does wrong, what it gets and does not get, the reports. Programs are real where
 * a process has a part in it; a report needs only the lines that a program answers.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { ProgramEnd, ProgramOrder } from '../../src/app/world/programs.ts';
import { runProgram } from '../../src/cli/processes/real-program.ts';
import { gradeCommand } from '../../src/commands/grade/grade.ts';
import { GROUPS } from '../../src/grading/cases/groups.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { type LearnerLine, learnerAnswer, type Mistake } from '../support/grading/learner-signer.ts';

const LEARNER = ['test/support/grading/learner-signer.ts'];
const ONE = 's3-documentation/get-object';

interface Graded {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

interface Settings {
  readonly patience?: number;
  readonly world?: Parameters<typeof worldOf>[0];
}

async function grade(options: object, program: LearnersProgram, settings: Settings = {}): Promise<Graded> {
  const { patience = 5_000, world = {} } = settings;
  const isHere = typeof program === 'function';
  const test = worldOf({
    runProgram: isHere ? answersHere(program) : runProgram,
    environment: process.env,
    ...world,
  });
  const words = isHere ? ['./mysigner'] : [process.execPath, ...program];
  const code = await gradeCommand(patience).run(test.world, { ...options }, words);
  return { code, output: test.output(), errors: test.errors() };
}

/** Node.js with these arguments as the program, or what a program in this process answers to each line. */
type LearnersProgram = readonly string[] | Answering;
type Answering = (question: LearnerLine, number: number) => readonly unknown[];

/** A program in this process, which answers each line of its input with some lines. */
const answersHere =
  (answering: Answering) =>
  async ({ input, onLines }: ProgramOrder): Promise<ProgramEnd> => {
    const questions = Buffer.from(input).toString().trimEnd().split('\n');
    const answers = questions.flatMap((question, at) => answering(JSON.parse(question), at + 1));
    const lines = answers.map((answer) => (typeof answer === 'string' ? answer : JSON.stringify(answer)));
    onLines(lines.map((line) => Buffer.from(line)));
    return { kind: 'ended', code: 0, signal: null, spent: { milliseconds: 1, bytes: lines.join('\n').length } };
  };

/** The learner's signer with a mistake, in this process. */
const learner =
  (mistake: Mistake = 'none', isBare = false): Answering =>
  (question) => [learnerAnswer(question, mistake, isBare)];

async function documentOf(options: object, program: LearnersProgram, settings: Settings = {}) {
  const { code, output } = await grade({ json: true, ...options }, program, settings);
  return { code, ...JSON.parse(output) };
}

/** A program that reads lines and does this with each: `q` is the question, `n` its number from 1. */
const eachLine = (does: string, atEnd = '') => [
  '-e',
  `let n = 0; const say = (o) => console.log(JSON.stringify(o));
   const lines = require('node:readline').createInterface({ input: process.stdin });
   lines.on('line', (line) => { const q = JSON.parse(line); n += 1; ${does} });
   lines.on('close', () => { ${atEnd} });`,
];
const WRONG = 'say({ id: q.id, signature: "0".repeat(64) })';
const wrong: Answering = ({ id }) => [{ id, signature: '0'.repeat(64) }];

describe('the first wrong case', () => {
  it('shows both lines with their whole ends if a signer ends them with CR LF', async () => {
    const withCrLf: Answering = (question) => {
      const answer = learnerAnswer(question, 'none', false);
      return [
        { ...answer, signature: '0'.repeat(64), canonicalRequest: answer.canonicalRequest?.replaceAll('\n', '\r\n') },
      ];
    };
    const { output } = await grade({ only: ['s3-documentation/get-object'] }, withCrLf);
    expect(output).toMatch(/^ {2}right {8}GET\\n\n {2}yours {8}GET\\r\\n$/m);
  });
});

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

describe('cases', () => {
  it('are chosen by globs on their names', async () => {
    const { cases } = await documentOf({ only: ['s3-*/get-*', '*/get-vanilla'], skip: ['*-query/*'] }, learner());
    expect(cases.map(({ id }: { id: string }) => id)).toEqual([
      ...['s3-documentation/get-bucket-lifecycle', 's3-documentation/get-bucket-list-objects'],
      ...['s3-documentation/get-object', 'aws-signing-test-suite/get-vanilla'],
    ]);
  });

  it('of a case alone are a command, with the groups that it needs', async () => {
    const { cases } = await documentOf({ groups: 'session', only: ['gaps/*'] }, wrong);
    const [many] = cases.filter(({ id }: { id: string }) => id === 'gaps/many-at-once');
    expect(many.command.slice(0, 7)).toEqual([
      ...['sigv4', 'grade', '--groups', 'session', '--only', 'gaps/many-at-once', '--'],
    ]);
  });

  it('have the answers that come in another order', async () => {
    const all: LearnerLine[] = [];
    const program: Answering = (question) => {
      all.unshift(question);
      return all.length === 7 ? all.map(({ id }) => ({ id, problem: 'no' })) : [];
    };
    const { right, faults } = await documentOf({ groups: 'refuse', only: ['refuse/*'] }, program);
    expect([right, faults]).toEqual([7, []]);
  });
});

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

describe('the report', () => {
  it('says the mistake, how to fix it, the lesson, the values and the case alone', async () => {
    const { output } = await grade({}, learner('DateKey as hex'));
    expect(output).toContain('first wrong stage among those given: signing key');
    expect(output).toContain(
      "AWS's suite, header    canonical request ✓ 29/29   string to sign ✓ 29/29   signing key ✗ 0/29",
    );
    expect(output).toContain(
      'Mistake  ✗ The DateRegionKey was derived with the hexadecimal text of the DateKey as its key, not with its 32 bytes.',
    );
    expect(output).toContain('It explains all 125 wrong signatures.  (signing-key-not-binary, date-key-as-hex-text)');
    expect(output).toContain('Lesson: sigv4 learn derive-the-key');
    expect(output).toContain('sigv4 grade --only s3-documentation/get-bucket-lifecycle -- ');
    expect(output).toContain('– --groups session: temporary credentials');
  });

  const right: Answering = ({ id }) => [{ id, problem: 'no' }];
  const extra = { id: 'x', problem: 'no' };
  const also =
    (more: (number: number, answer: unknown) => readonly unknown[]): Answering =>
    (question, number) =>
      right(question, number).flatMap((answer) => [answer, ...more(number, answer)]);
  it.each<[string, Answering, string]>([
    ['answers that are surplus', also((_number, answer) => [answer]), ', 7 extra answers'],
    ['one that is', also((number) => (number === 7 ? [extra] : [])), ', 1 extra answer'],
    ['lines that are no answers', also(() => ['debug']), ', 7 lines are not answers'],
    ['one that is none', also((number) => (number === 7 ? ['debug'] : [])), ', 1 line is not an answer'],
    [
      'both',
      also((number, answer) => (number < 3 ? [answer] : number === 7 ? ['debug'] : [])),
      ', 2 extra answers, 1 line is not an answer',
    ],
    ['nothing where all is right', right, ''],
  ])('says in its first line %s', async (_what, program, said) => {
    const { code, output } = await grade({ groups: 'refuse', only: ['refuse/*'] }, program);
    expect(code).toBe(said === '' ? 0 : 1);
    expect(output.split(': ')[0]).toBe(`${said === '' ? '✓' : '✗'} 7 of 7 cases are right${said}`);
  });

  const PROTOCOL = 'Output of your program that is not an answer';
  const NO_ANSWER = 'Cases without an answer';
  it.each([3, 127])('of a program that ends with the exit code %i says so once, and counts nothing', async (code) => {
    const { output } = await grade({}, ['-e', `process.exit(${code})`]);
    expect(output).not.toContain(PROTOCOL);
    expect(output).not.toMatch(/^ *Counts/m);
    expect(output).not.toContain("AWS's suite, header");
    const below = output.slice(output.indexOf(NO_ANSWER));
    expect(below.match(new RegExp(`ended with exit code ${code} `, 'g'))).toHaveLength(1);
    expect(below).toMatch(/^ *and the same in 2 more cases$/m);
  });

  it('has what was written apart from what was not', async () => {
    const does = `console.log("debug"); if (q.id === '${ONE}') process.exit(3); ${WRONG}`;
    const { output } = await grade({ only: ['s3-*'] }, eachLine(does));
    const at = [output.indexOf(PROTOCOL), output.indexOf(NO_ANSWER), output.indexOf('Not tested')];
    expect(at.every((one, index) => one > (at[index - 1] ?? 0))).toBe(true);
    expect(output.slice(at[0], at[1])).not.toContain('exit code 3');
    expect(output.slice(at[1], at[2])).not.toContain('debug');
    expect(output).toMatch(/^ *Counts/m);
  });

  it('counts nothing where everything was refused', async () => {
    const { output } = await grade({ only: ['s3-*'] }, right);
    expect(output).toMatch(/^✗ 0 of 7 cases/);
    expect(output).not.toMatch(/^ *Counts/m);
  });

  it('says the first byte that is wrong, by its name', async () => {
    const { output } = await grade({ only: ['gaps/key-reserved'] }, learner('encodeURIComponent'));
    expect(output).toContain('gaps/key-reserved: canonical request, line 2, byte 2');
    expect(output).toContain('Expected "%" (0x25), found "(" (0x28).');
  });

  it('says where alone, or where and why, to the person who is examined', async () => {
    const program = learner('DateKey as hex');
    const only = [ONE];
    const [where, why, all] = await Promise.all(
      ['1', '2', '3'].map((say) => grade({ say, json: true, only }, program)),
    );
    const signingKey = 'dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378';
    expect(where?.output).toContain('"firstWrongStage": "signingKeyHex"');
    for (const word of ['DateRegionKey', 'date-key-as-hex-text', signingKey]) expect(where?.output).not.toContain(word);
    expect(why?.output).toContain('date-key-as-hex-text');
    expect(why?.output).not.toContain(signingKey);
    expect(all?.output).toContain(signingKey);
  });

  it('has the same bytes each time', async () => {
    const program = learner('query as it comes');
    for (const form of [{}, { json: true }, { tap: true }, { junit: true }]) {
      const options = { ...form, only: ['gaps/*'] };
      const [one, other] = [await grade(options, program), await grade(options, program)];
      expect(one.code).toBe(1);
      expect(one).toEqual(other);
    }
  });

  it('is a document with the mistake by id and variant, of all and of each case', async () => {
    const document = await documentOf({}, learner('no AWS4', true));
    expect(document.mistake).toMatchObject({ id: 'signing-key-not-binary', variant: 'no-prefix', twins: [] });
    expect(document.cases[0].mistake).toEqual({ id: 'signing-key-not-binary', variant: 'no-prefix' });
    expect(document.cases[0].stages).toMatchObject({ canonicalRequest: 'not-given', signature: 'wrong' });
  });

  it('is TAP, a point for each case and one for what was printed besides', async () => {
    const { output } = await grade({ tap: true, only: ['gaps/key-*', 'gaps/query-*'] }, learner('encodeURIComponent'));
    expect(output.split('\n').slice(0, 3)).toEqual(['TAP version 14', '1..5', 'not ok 1 - gaps/key-reserved']);
    expect(output).toMatch(
      / {2}---\n {2}message: "Wrong: canonical request, string to sign, signature; first at line 2/,
    );
    expect(output).toMatch(
      /\nok 2 - gaps\/query-case\nok 3 - gaps\/query-equal-names\nok 4 - gaps\/query-space\nok 5 - protocol\n$/,
    );
  });

  it('is XML in which nothing of the program is markup', async () => {
    const program: Answering = ({ id }) => [{ id, problem: '<a href="x">&\u0007]]>' }];
    const { output } = await grade({ junit: true, only: [ONE] }, program);
    expect(output).toContain('<testsuites name="sigv4 grade" tests="2" failures="1">');
    expect(output).toContain(
      '<failure message="Your program refused it: &lt;a href=&quot;x&quot;&gt;&amp;\\x07]]&gt;"/>',
    );
  });

  it('says of what has to be refused why, and that it was signed', async () => {
    const { cases } = await documentOf({ groups: GROUPS.join(), only: ['refuse/expires-at-once'] }, wrong);
    expect(cases[0].says).toBe(
      'Your program signed it instead of refusing it. S3 accepts no presigned URL that is valid for less than one second.',
    );
  });

  it('shows nothing of a program that could command a terminal', async () => {
    const { output } = await grade({ only: [ONE] }, ({ id }) => [{ id: `${id}\u001b[2J`, problem: '\u001b[2J' }]);
    expect(output).not.toContain('\x1b');
  });
});
