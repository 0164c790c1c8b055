/** The three signers of the course, and mistakes made in them, graded by the built program. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { twinsOf } from '../../src/diagnosis/causes/twins.ts';
import { casesWith } from '../support/graded.ts';
import {
  ALL_GROUPS,
  type GradeDocument,
  gradeOfAnswersOf,
  gradeOfProgram,
  twoAtATime,
} from '../support/graded-programs.ts';
import { hasTool } from '../support/program.ts';
import { TYPICAL_MISTAKES } from '../support/typical-mistakes.ts';
import { MUTANTS_IN_BASH, MUTANTS_IN_JAVASCRIPT } from './mutants/elsewhere.ts';
import type { Mutant } from './mutants/mutant.ts';
import { MUTANTS } from './mutants/table.ts';

interface Language {
  readonly name: string;
  readonly file: string;
  readonly interpreter: string;
  readonly tools: readonly string[];
}

const PYTHON: Language = { name: 'Python', file: 'signer.py', interpreter: 'python3', tools: ['python3'] };
const BASH: Language = { name: 'bash', file: 'signer.sh', interpreter: 'bash', tools: ['bash', 'openssl'] };
const JAVASCRIPT: Language = { name: 'JavaScript', file: 'signer.mjs', interpreter: process.execPath, tools: [] };
const LANGUAGES = [PYTHON, BASH, JAVASCRIPT];

const isHere = ({ tools }: Language) => tools.every(hasTool);
const fileOf = ({ file }: Language) => join('tutorial', 'signers', file);

const folder = mkdtempSync(join(tmpdir(), 'sigv4-mutants-'));
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;

/** The signer with this mistake in it, as a program. */
function programOf(language: Language, { from, to }: Mutant): readonly string[] {
  const path = join(folder, `${++written}-${language.file}`);
  writeFileSync(
    path,
    readFileSync(fileOf(language), 'utf8').replace(from, () => to),
  );
  return [language.interpreter, path];
}

for (const language of LANGUAGES) {
  describe.runIf(isHere(language))(`the signer in ${language.name}`, () => {
    it('passes everything that is asked', async () => {
      const grade = await gradeOfProgram([language.interpreter, fileOf(language)], ALL_GROUPS);
      expect(grade.cases.filter(({ right }) => !right)).toEqual([]);
      expect(grade.faults).toEqual([]);
      expect([grade.isRight, grade.mistake]).toEqual([true, null]);
      expect(grade.asked).toBeGreaterThan(200);
    });
  });
}

const SETS: readonly (readonly [Language, readonly Mutant[]])[] = [
  [PYTHON, MUTANTS],
  [BASH, MUTANTS_IN_BASH],
  [JAVASCRIPT, MUTANTS_IN_JAVASCRIPT],
];

describe.each(SETS)('a mistake in the signer in $name', (language, mutants) => {
  it.each(mutants)('is made in one place: $name', ({ from }) => {
    expect(readFileSync(fileOf(language), 'utf8').split(from)).toHaveLength(2);
  });
});

/**
 * Through the built program: all that are not in Python, and every tenth one that is. The rest is graded by what the
 * program is built of, in a quarter of the time.
 */
function gradeOfMutant(language: Language, mutant: Mutant, index: number) {
  const program = programOf(language, mutant);
  return language === PYTHON && index % 10 > 0
    ? gradeOfAnswersOf(program, casesWith('session'))
    : gradeOfProgram(program, ['--groups', 'session']);
}

for (const [language, mutants] of SETS) {
  describe.runIf(isHere(language))(`a mistake in the signer in ${language.name}`, () => {
    let grades: readonly Pick<GradeDocument, 'mistakes' | 'unknown' | 'faults'>[] = [];
    beforeAll(async () => {
      grades = await twoAtATime([...mutants.entries()], ([index, mutant]) => gradeOfMutant(language, mutant, index));
    });

    it.each(mutants.map((mutant, index) => ({ ...mutant, index })))('is named: $name', ({ index, mistake }) => {
      const { mistakes, unknown, faults } = grades[index] ?? {};
      expect(mistakes?.map((one) => [nameOf(one), ...twinsOf(one).map(nameOf)])).toEqual([
        expect.arrayContaining([mistake]),
      ]);
      expect([unknown, faults]).toEqual([[], []]);
    });
  });
}

const nameOf = ({ id, variant }: { readonly id: string; readonly variant: string }) => `${id}/${variant}`;

describe('the mistakes in Python', () => {
  it('are more than a hundred and thirty, no two alike', () => {
    expect(MUTANTS.length).toBeGreaterThan(130);
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  });

  it('are all that are typical', () => {
    const made = new Set(MUTANTS.map(({ typical }) => typical));
    expect(TYPICAL_MISTAKES.map(([id]) => id).filter((id) => !made.has(id))).toEqual([]);
  });

  const [example] = casesWith().filter(({ id }) => id === 's3-documentation/get-object');
  const typical = MUTANTS.filter((mutant) => mutant.typical !== undefined);
  it.runIf(isHere(PYTHON)).each(typical)('make of AWS’s example what was computed elsewhere: $name', (mutant) => {
    const [file = '', ...args] = programOf(PYTHON, mutant);
    const answer = JSON.parse(execFileSync(file, args, { input: JSON.stringify(example?.line), encoding: 'utf8' }));
    const [, , signature] = TYPICAL_MISTAKES.find(([id]) => id === mutant.typical) ?? [];
    expect(answer.signature).toBe(signature);
  });
});

describe('encodeURIComponent', () => {
  it.runIf(isHere(PYTHON))('passes every vector of AWS and fails the gaps', async () => {
    const mutant = MUTANTS.find(({ name }) => name === 'like encodeURIComponent');
    const { cases } = await gradeOfProgram(programOf(PYTHON, mutant as Mutant), ALL_GROUPS);
    const ofAws = cases.filter(({ publisher }) => /^(?:s3|aws)-(?:documentation|signing-test-suite)/.test(publisher));
    expect(ofAws.length).toBeGreaterThan(90);
    expect(ofAws.filter(({ right }) => !right)).toEqual([]);
    const wrongGaps = cases.filter(({ publisher, right }) => publisher === 'gaps' && !right).map(({ id }) => id);
    expect(wrongGaps).toEqual(expect.arrayContaining(['gaps/key-reserved', 'gaps/many-at-once']));
  });
});
