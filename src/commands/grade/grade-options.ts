/** Defines the options of `sigv4 grade`. */
import type { OptionDefinitions, ValuesOf } from '../../app/options/option-values.ts';
import { choice, decimalNumber, listed } from '../../app/options/value-kinds.ts';
import { FORM_NAMES, outputOptions } from '../../app/outputs/output-options.ts';
import { GROUPS } from '../../grading/cases/groups.ts';
import { ATTEMPTS } from './grade-cases.ts';

/** One day, in seconds. */
const LONGEST = 86_400;

const OF_EACH = { needs: { option: 'each' } } as const;

/** Returns the options. `patience` is the usual maximum time for one case, in milliseconds. */
export const gradeOptions = (patience: number) =>
  ({
    groups: {
      flags: '--groups <names>',
      says: `what else to ask besides S3's rules, separated by commas: ${GROUPS.join(', ')}`,
      as: listed(choice(GROUPS)),
    },
    only: { flags: '--only <glob>', says: "only the cases with this name: 's3-documentation/*'", repeats: true },
    skip: { flags: '--skip <glob>', says: 'all cases except those with this name', repeats: true },
    seed: {
      flags: '--seed <text>',
      says: 'fresh cases, drawn from this text: other times, Regions, and objects, under names that say nothing',
    },
    say: {
      flags: '--say <level>',
      says: '1: where it is wrong; 2 (the default with --each): also the name of the mistake; 3 (the default): also the values',
      as: choice(['1', '2', '3']),
    },
    points: {
      flags: '--points <number>',
      says: 'give points, this many if everything is right: by form and part of the signature; with --each, the default is 100',
      as: decimalNumber('a number of points', [1, 1_000]),
    },
    caseTime: {
      flags: '--case-time <seconds>',
      says: `the longest time for one case; the default is ${patience / 1000}`,
      as: decimalNumber('a number of seconds', [0.001, LONGEST]),
    },
    maxTime: {
      flags: '--max-time <seconds>',
      says: `the longest time for all cases; the default is ${ATTEMPTS} times the longest time for each of them`,
      as: decimalNumber('a number of seconds', [0.001, LONGEST]),
    },
    each: {
      flags: '--each <folder>',
      says: 'grade each submission in a folder, one after the other, from a copy; a command after -- is run for each',
      conflicts: FORM_NAMES.filter((name) => name !== 'plain'),
      because: 'The results of a class are a table and texts.',
    },
    csv: {
      flags: '--csv <file>',
      says: 'with --each, the table of points; - for standard output',
      ...OF_EACH,
    },
    reports: {
      flags: '--reports <folder>',
      says: 'with --each, a text for each student, without the right values; a new or empty folder, or one with earlier reports',
      ...OF_EACH,
    },
    ...outputOptions('grade'),
  }) as const satisfies OptionDefinitions;

export type GradeValues = ValuesOf<ReturnType<typeof gradeOptions>>;
