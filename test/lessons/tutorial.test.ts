/** The lessons of the course: what they name exists, what they say is what is computed, and each answer is right. */
import { describe, expect, it } from 'vitest';
import { EXAMPLE_KEYS } from '../../src/aws/example-keys.ts';
import { EMPTY } from '../../src/bytes/octets.ts';
import { sha256Hex } from '../../src/crypto/digests.ts';
import { exhibitText } from '../../src/lessons/exhibits.ts';
import { questionsOf, shotsOf } from '../../src/lessons/files/parts-of-lesson.ts';
import { readLessons } from '../../src/lessons/files/read-lessons.ts';
import { judge, kindOf } from '../../src/lessons/kinds/table.ts';
import { MISCONCEPTIONS } from '../../src/lessons/misconceptions.ts';
import { prepareLesson } from '../../src/lessons/shots/prepare.ts';
import { makeShot, messageOf, requestNamed, shoot } from '../../src/lessons/shots/shots.ts';
import { expectedText, filledIn, signedTexts, textOfValue, traceText } from '../../src/lessons/values.ts';
import { tutorial } from '../support/fixtures.ts';
import { sound } from '../support/problems.ts';

const LESSONS = readLessons(tutorial);
const BELIEFS = MISCONCEPTIONS.map(({ id }) => id);

describe.each(LESSONS.map((lesson) => [lesson.name, lesson] as const))('the lesson %s', async (_name, lesson) => {
  const prepared = await prepareLesson(lesson);
  const questions = questionsOf(lesson);
  const shots = shotsOf(lesson);
  const parts = questions.map((question) => kindOf(question).parts(question.answer));

  it('has each ID once, and one right option in each choice', () => {
    const ids = [...Object.keys(lesson.requests), ...[...questions, ...shots, ...lesson.quiz].map(({ id }) => id)];
    expect(ids.filter((id, at) => ids.indexOf(id) < at)).toEqual([]);
    const choices = [...parts.map(({ options }) => options ?? []), ...lesson.quiz.map(({ options }) => options)];
    for (const options of choices.filter(({ length }) => length > 0)) {
      expect(options.filter(({ right }) => right)).toHaveLength(1);
      expect(new Set(options.map(({ text }) => text)).size).toBe(options.length);
    }
    const beliefs = choices.flat().flatMap((option) => (option.right ? [] : option.belief));
    expect([...lesson.misconceptions, ...beliefs].filter((id) => !BELIEFS.includes(id))).toEqual([]);
  });

  it('names only values that it computes, and says what they are', () => {
    for (const id of lesson.shown) sound(traceText(prepared, id));
    for (const { expected } of parts) if (expected) sound(expectedText(prepared, expected));
    for (const exhibit of questions.flatMap(({ exhibits }) => exhibits)) sound(exhibitText(prepared, exhibit));
    if (lesson.look) {
      const stages = sound(requestNamed(prepared, lesson.look.request)).trace?.stages.map(({ id }) => id);
      expect(stages).toContain(lesson.look.stage);
      for (const id of lesson.look.values) sound(traceText(prepared, id, lesson.look.request));
    }
    for (const [text, reference] of Object.entries(lesson.values)) {
      const [, what, id = reference] = /^(bytes|lines) of (.+)$/.exec(reference) ?? [];
      const value = sound(filledIn(prepared, `{{${id}}}`));
      const count = what === 'lines' ? value.split('\n').length : Buffer.byteLength(value);
      expect(`${text} `).toMatch(new RegExp(`^${what === undefined ? value : count} `));
    }
  });

  it('is answered as it says by each request that it sends', () => {
    for (const shot of shots) {
      const { status, code = null, fields, length } = shot.expect;
      const outcome = sound(shoot(prepared, shot));
      expect({ id: shot.id, ...outcome }).toMatchObject({ id: shot.id, status, code });
      expect(Object.fromEntries(outcome.fields)).toMatchObject(fields);
      expect(outcome.body).toHaveLength(length ?? outcome.body.length);
    }
  });

  it('has right answers, and no check that is right at its start', () => {
    for (const check of lesson.check) {
      const kind = kindOf(check);
      const start = kind.start(check.answer);
      const solution = sound(kind.solve(prepared, check.answer, check.solution));
      const verdictOf = (given: typeof solution) => [check.id, judge(prepared, check, given).verdict];
      if (start) expect(verdictOf(start)).not.toEqual([check.id, 'right']);
      // Whether a program is right is seen in the tests of the grader.
      if (kind.solutionForm !== 'command-line') expect(verdictOf(solution)).toEqual([check.id, 'right']);
    }
  });

  it('has no hexadecimal digits that nothing in it has, and no keys but those of AWS', () => {
    const made = shots.map((shot) => sound(makeShot(prepared, shot)));
    const outcomes = shots.map((shot) => sound(shoot(prepared, shot)));
    const values = prepared.prepared.flatMap(({ trace }) => (trace?.values ?? []).map(textOfValue));
    const known = [
      ...[...values, ...made.flatMap(({ signed }) => (signed ? [...signedTexts(signed).values()] : []))],
      ...prepared.prepared.flatMap((request) => [request.asked.time, messageOf(request), sha256Hex(request.body)]),
      ...[
        ...made.map(({ message }) => message),
        ...outcomes.map(({ body }) => body),
        ...outcomes.map(({ body }) => sha256Hex(body)),
      ],
      ...[
        sha256Hex(EMPTY),
        ...lesson.proof.map(({ prints }) => prints),
        JSON.stringify(questions.map((q) => q.answer)),
      ],
    ].flatMap((text) => text.toLowerCase().match(/[\da-f]{8,}/g) ?? []);
    const text = JSON.stringify([lesson.prose, lesson.notes, lesson.predict, lesson.check, lesson.quiz]);
    const written = [...text.matchAll(/(…)?(?<![\da-z])([\da-f]{8,})(?![\da-z])/gi)];
    const isKnown = ([, after, digits = '']: RegExpExecArray) =>
      known.some((one) => one.startsWith(digits.toLowerCase()) || (after && one.endsWith(digits.toLowerCase())));
    expect(written.filter((found) => !isKnown(found)).map(([found]) => found)).toEqual([]);
    const keys = EXAMPLE_KEYS.map(({ accessKeyId }) => accessKeyId);
    expect((text.match(/\b(?:AKIA|ASIA)[A-Z\d]{16}\b/g) ?? []).filter((id) => !keys.includes(id))).toEqual([]);
  });
});

it('each misconception is corrected in a lesson', () => {
  expect(new Set(LESSONS.flatMap(({ misconceptions }) => misconceptions))).toEqual(new Set(BELIEFS));
});
