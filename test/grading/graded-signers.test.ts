/** The three signers of the course, and mistakes made in them, graded by the built program. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { twinsOf } from '../../src/causes/twins.ts';
import type { GradedCase } from '../../src/grading/cases/graded-case.ts';
import { GROUPS } from '../../src/grading/cases/groups.ts';
import { hasTool } from '../support/cli/program.ts';
import { casesWith } from '../support/grading/graded.ts';
import {
  ALL_GROUPS,
  type GradeDocument,
  gradeOfAnswersOf,
  gradeOfOutput,
  gradeOfProgram,
  outputsInPython,
} from '../support/grading/graded-programs.ts';
import { TYPICAL_MISTAKES } from '../support/sigv4/typical-mistakes.ts';
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

const sourceOf = (language: Language, { from, to }: Mutant) =>
  readFileSync(fileOf(language), 'utf8').replace(from, () => to);

/** The signer with this mistake in it, as a program. */
function programOf(language: Language, mutant: Mutant): readonly string[] {
  const path = join(folder, `${++written}-${language.file}`);
  writeFileSync(path, sourceOf(language, mutant));
  return [language.interpreter, path];
}

const ASKED = casesWith('session');
/** In bash each case starts openssl about eight times. */
const isAskedInBash = ({ publisher }: GradedCase) => ['s3-documentation', 'gaps'].includes(publisher);
const ASKED_IN_BASH = ASKED.filter(isAskedInBash);
/** An eighth of the other cases: what is alike in all languages is compared in the others. */
const PASSED_IN_BASH = casesWith(...GROUPS).filter((one, at) => isAskedInBash(one) || at % 8 === 0);

for (const language of LANGUAGES) {
  const only = language === BASH ? PASSED_IN_BASH.flatMap(({ id }) => ['--only', id]) : [];
  describe.runIf(isHere(language))(`the signer in ${language.name}`, () => {
    it('passes everything that is asked', async () => {
      const grade = await gradeOfProgram([language.interpreter, fileOf(language)], [...ALL_GROUPS, ...only]);
      expect(grade.cases.filter(({ right }) => !right)).toEqual([]);
      expect(grade.faults).toEqual([]);
      expect([grade.isRight, grade.mistake]).toEqual([true, null]);
      expect(grade.asked).toBeGreaterThan(language === BASH ? 30 : 200);
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

type Named = Pick<GradeDocument, 'mistakes' | 'unknown' | 'faults'>;

/** What the mutants answer, graded by what the built program is made of. */
async function gradesOf(language: Language, mutants: readonly Mutant[]): Promise<readonly Named[]> {
  if (language !== PYTHON) {
    const cases = language === BASH ? ASKED_IN_BASH : ASKED;
    return Promise.all(mutants.map((mutant) => gradeOfAnswersOf(programOf(language, mutant), cases)));
  }
  const outputs = await outputsInPython(
    mutants.map((mutant) => sourceOf(language, mutant)),
    ASKED,
  );
  return outputs.map((output) => gradeOfOutput(output, ASKED));
}

/** The mistake that a grade must name, and no other. */
const named = (mistake: string) => ({
  names: [expect.arrayContaining([mistake])],
  unknown: [],
  faults: [],
});
const namedIn = ({ mistakes, unknown, faults }: Named) => ({
  names: mistakes.map((one) => [nameOf(one), ...twinsOf(one).map(nameOf)]),
  unknown,
  faults,
});

for (const [language, mutants] of SETS) {
  describe.runIf(isHere(language))(`a mistake in the signer in ${language.name}`, () => {
    let grades: readonly Named[] = [];
    beforeAll(async () => {
      grades = await gradesOf(language, mutants);
    });

    it.each(mutants.map((mutant, index) => ({ ...mutant, index })))('is named: $name', ({ index, mistake }) => {
      const grade = grades[index];
      expect(grade && namedIn(grade)).toEqual(named(mistake));
    });
  });
}

/** Of every part of the signer one. */
const IN_PROCESSES = MUTANTS.filter((_mutant, index) => index % 40 === 0);

describe.runIf(isHere(PYTHON))('a mistake in a process that the built program asks', () => {
  it.each(IN_PROCESSES)('is named: $name', async (mutant) => {
    const grade = await gradeOfProgram(programOf(PYTHON, mutant), ['--groups', 'session']);
    expect(namedIn(grade)).toEqual(named(mutant.mistake));
  });
});

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

  const typical = MUTANTS.filter((mutant) => mutant.typical !== undefined);
  const example = ASKED.filter(({ id }) => id === 's3-documentation/get-object');
  describe.runIf(isHere(PYTHON))('make of AWS’s example what was computed elsewhere', () => {
    let outputs: readonly string[] = [];
    beforeAll(async () => {
      outputs = await outputsInPython(
        typical.map((mutant) => sourceOf(PYTHON, mutant)),
        example,
      );
    });

    it.each(typical.map((mutant, index) => ({ ...mutant, index })))('$name', ({ typical: id, index }) => {
      const [, , signature] = TYPICAL_MISTAKES.find(([one]) => one === id) ?? [];
      expect(signature).toBeDefined();
      expect(JSON.parse(outputs[index] ?? '').signature).toBe(signature);
    });
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
