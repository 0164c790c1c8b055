/** A kind of question is one module: all else asks the table, and knows no kind by its name. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ANSWER_FORMATS, kindOf } from '../../../src/lessons/kinds/table.ts';

const KINDS = ANSWER_FORMATS.map((schema) => schema.entries.kind.literal);

/** Types hold that a kind is complete; that the table has it under its own name, they do not. */
it.each(KINDS)('%s is in the table under the name that lessons write', (name) => {
  const schema: unknown = kindOf({ answer: { kind: name } as Parameters<typeof kindOf>[0]['answer'] }).schema;
  expect(schema).toBe(ANSWER_FORMATS[KINDS.indexOf(name)]);
});

it.each(KINDS)('%s has a file of its own', (name) => {
  expect(readdirSync('src/lessons/kinds')).toContain(`${name}.ts`);
});

/** Answers in `grading` and `views/grading` are those of a learner's program. */
const isOfCourse = (file: string) => /\.tsx?$/.test(file) && !/^(?:views\/)?grading\//.test(file);

it('no other file branches on the kind of an answer', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(isOfCourse);
  expect(files.length).toBeGreaterThan(100);
  const branching = files.filter((file) =>
    /\b(?:answer|given|draft|solution)\??\.kind\b/.test(readFileSync(join('src', file), 'utf8')),
  );
  expect(branching.filter((file) => file !== join('lessons', 'kinds', 'table.ts'))).toEqual([]);
});

it('CONTRIBUTING names one place for a kind of question', () => {
  const [, place = ''] = /^\| a kind of question \| (.*) \|$/m.exec(readFileSync('CONTRIBUTING.md', 'utf8')) ?? [];
  expect(place).toContain('`src/lessons/kinds`');
  expect(place.match(/`src\/[^`]*`/g)).toEqual(['`src/lessons/kinds`']);
});
