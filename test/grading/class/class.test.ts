/** `sigv4 grade --each`: a few submissions of the class, with real programs. `npm run test:class` grades all of them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../../src/bytes/problem.ts';
import { runProgram } from '../../../src/cli/processes/real-program.ts';
import { gradeCommand } from '../../../src/commands/grade/grade.ts';
import { hasTool } from '../../support/cli/program.ts';
import { worldOf } from '../../support/commands/test-world.ts';
import { casesWith } from '../../support/grading/graded.ts';
import { faultsIn, rowsOf } from './rows.ts';
import { folderName, handIn, type Submission, submissionsIn } from './submissions.ts';

const home = mkdtempSync(join(tmpdir(), 'class-'));
const { TMPDIR } = process.env;
beforeAll(() => {
  // Copies are made here: one of the submissions writes over what is beside the copy of it.
  process.env.TMPDIR = home;
});
afterAll(() => {
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  rmSync(home, { recursive: true, force: true });
});

const TAKEN = /^(?:Ada|Gil|Tea|Yan|Zoe|Gus|Han|Ivo|Jed|Kay|Uma|Nat) /;
const ONLY = ['s3-documentation/*', 'gaps/*'];
const ASKED = casesWith().filter(({ publisher }) => ['s3-documentation', 'gaps'].includes(publisher));

/** With few cases, few lines are written. */
const withFewCases = (submission: Submission): Submission =>
  submission.expected.strayLines === 125
    ? { ...submission, expected: { ...submission.expected, strayLines: ASKED.length } }
    : submission;

interface Graded {
  readonly code: number;
  readonly table: string;
  readonly reports: ReadonlyMap<string, string>;
  readonly output: string;
  readonly errors: string;
}

/** Hands the submissions in and grades them at this time, which decides their order. */
async function graded(name: string, now: string, options: object = {}, taken = TAKEN): Promise<Graded> {
  const folder = join(home, name);
  const submissions = submissionsIn(folder).filter((one) => taken.test(one.name));
  handIn(folder, submissions);
  const reports = join(home, `${name}-reports`);
  const test = worldOf({ runProgram, environment: process.env, now: () => new Date(now) });
  const given = { each: folder, csv: 'points.csv', reports, only: ONLY, ...options };
  const code = await gradeCommand(5_000).run(test.world, given, []);
  return {
    code,
    table: Buffer.from(test.created.get('points.csv') ?? '', 'latin1').toString(),
    reports: new Map(readdirSync(reports).map((file) => [file, readFileSync(join(reports, file), 'utf8')])),
    output: test.output(),
    errors: test.errors(),
  };
}

describe.runIf(hasTool('python3'))('a class', () => {
  let first: Graded;
  let second: Graded;
  beforeAll(async () => {
    first = await graded('first', '2026-11-30T10:00:00Z');
    second = await graded('second', '2026-11-30T11:00:00Z');
  });

  it('has the points, the mistakes, and everything else that each submission must get', () => {
    const submissions = submissionsIn('').filter((one) => TAKEN.test(one.name));
    expect(faultsIn(rowsOf(first.table), submissions.map(withFewCases))).toEqual([]);
    expect(first.code).toBe(0);
  });

  it('has the same table in another order, although some programs write over the files of others', () => {
    const orderOf = ({ errors }: Graded) => errors.match(/\d+ of \d+: .*/g);
    expect(orderOf(second)).not.toEqual(orderOf(first));
    expect(second.table).toBe(first.table);
  });

  it('says whose files were changed where they were handed in', () => {
    expect(first.output).toContain(
      'Files were changed while the class was graded, in Ada Right_1_assignsubmission_file_',
    );
  });

  it('has a text for each student, with the mistake and without any right value', () => {
    expect(first.reports.size).toBe(rowsOf(first.table).length + 1);
    const gil = [...first.reports].find(([name]) => name.startsWith('Gil'))?.[1] ?? '';
    expect(gil).toMatch(/^Gil Prefix\n\n✗ 0 of 12 cases are right: python3 signer\.py\n/);
    expect(gil).toContain('Points  65 of 100');
    expect(gil).toContain('The secret was used without "AWS4" in front of it.');
    for (const { expected } of ASKED) {
      if (expected.kind !== 'values') continue;
      for (const value of ['signature', 'signingKeyHex'] as const)
        for (const text of first.reports.values()) expect(text).not.toContain(expected.values[value]);
    }
  });

  it('leaves no copy and no process', () => {
    expect(readdirSync(home).filter((name) => name.startsWith('sigv4-'))).toEqual([]);
    const { stdout } = spawnSync('ps', ['-eo', 'args='], { encoding: 'utf8' });
    expect(stdout).not.toContain(`${home}/`);
  });

  it('with a seed has cases that are published nowhere', { tags: ['expensive'] }, async () => {
    const { table, reports } = await graded(
      'fresh',
      '2026-11-30T12:00:00Z',
      { seed: 'an exam', only: [] },
      /^(?:Ada|Gil|Nat) /,
    );
    const pointsOf = (name: string) => rowsOf(table).find(({ student }) => student === name)?.points;
    expect([pointsOf('Ada Right'), pointsOf('Gil Prefix'), pointsOf('Nat Table')]).toEqual(['100', '65', '0']);
    const gil = [...reports].find(([name]) => name.startsWith('Gil'))?.[1] ?? '';
    expect(gil).not.toContain('--only');
    expect(gil).not.toContain('s3-documentation/');
  });
});

describe('a command line', () => {
  const run = async (
    options: Record<string, string | readonly string[]>,
    words: string[] = [],
    changes: object = {},
  ) => {
    const test = worldOf({ runProgram, environment: process.env, ...changes });
    return { code: await gradeCommand(5_000).run(test.world, options, words), test };
  };

  it('that names no folder is refused', async () => {
    const { code, test } = await run({ csv: 'points.csv' });
    expect([code, test.errors()]).toEqual([
      2,
      'sigv4: --csv is given without --each. Add --each, or leave out --csv.\n',
    ]);
  });

  it('whose folder is empty is refused', async () => {
    const empty = mkdtempSync(join(home, 'empty-'));
    const { code, test } = await run({ each: empty });
    expect(code).toBe(2);
    expect(test.errors()).toContain(
      'has no submissions. Name the folder that holds a folder or a file for each student.',
    );
  });

  it('can name the command for all, and a table that cannot be written is printed', async () => {
    const folder = mkdtempSync(join(home, 'given-'));
    writeFileSync(join(folder, '=SUM(1)_12_assignsubmission_file_'), 'console.log("hello")');
    const refuses = {
      createFile: async () => problem('output', 'The disk is full.', 'Free some space.'),
    };
    const words = [process.execPath, '-e', 'process.stdin.resume()'];
    const { code, test } = await run({ each: folder, csv: 'points.csv', only: ['gaps/key-reserved'] }, words, refuses);
    expect(code).toBe(2);
    expect(test.errors()).toContain('The disk is full.');
    expect(test.output()).toContain("'=SUM(1)_12_assignsubmission_file_,'=SUM(1),0,100,");
  });
});

it('every submission has a name of its own, as Moodle gives it', () => {
  const names = submissionsIn('').map(folderName);
  expect(new Set(names).size).toBe(40);
});
