/** What the format cannot say of a lesson: names that refer to something, and what there is once only. */
import { NAIVE_CHECKS } from '../../sandbox/authenticate.ts';
import type { FrontMatter } from '../format.ts';
import type { Slip } from '../kinds/kind.ts';
import { kindOf } from '../kinds/table.ts';
import type { Lesson } from '../lesson.ts';
import { MISCONCEPTIONS } from '../misconceptions.ts';
import { type LessonProblem, lessonProblem } from './lesson-problem.ts';
import { answersOf, choicesOf, exhibitsOf, type Placed, questionsOf, shotsOf } from './parts-of-lesson.ts';

/** Whether values exist is seen once the requests are signed: `check-values.ts`. */
export function checkReferences(file: string, lesson: FrontMatter & Pick<Lesson, 'kind'>): LessonProblem[] {
  const slips = [
    ...missingRequest(lesson),
    ...repeatedIds(lesson),
    ...namesOf(lesson),
    ...choicesOf(lesson).flatMap(wrongChoice),
    ...questionsOf(lesson).flatMap(wrongAnswer),
    ...(lesson.kind === 'rung' ? moreThanChecks(lesson) : []),
  ];
  return slips.map(({ field, says, fix }) => lessonProblem({ file, field }, 'reference', says, fix));
}

function missingRequest({ requests }: FrontMatter): Slip[] {
  if (Object.keys(requests).length > 0) return [];
  return [{ field: 'requests', says: 'There is no request.', fix: 'Give one at least: all else is held against it.' }];
}

function repeatedIds(lesson: FrontMatter): Slip[] {
  const quiz = lesson.quiz.map(({ id }, at) => ({ field: `quiz.${at}`, id }));
  const ids = [
    ...Object.keys(lesson.requests).map((id) => ({ field: `requests.${id}`, id })),
    ...[...questionsOf(lesson), ...shotsOf(lesson)].map(({ field, part }) => ({ field, id: part.id })),
    ...quiz,
  ];
  return ids
    .filter(({ id }, at) => ids.slice(0, at).some((other) => other.id === id))
    .map(({ field, id }) => ({
      field: `${field}.id`,
      says: `${id} is the id of something else in this lesson.`,
      fix: 'Give each thing an id of its own.',
    }));
}

/** Every name that has to be that of something. */
function namesOf(lesson: FrontMatter): Slip[] {
  const requests = Object.keys(lesson.requests);
  const shots = shotsOf(lesson);
  const names: Named[] = [
    ...lesson.misconceptions.map((name, at) => ({ field: `misconceptions.${at}`, name, ...MISCONCEPTION })),
    ...choicesOf(lesson).flatMap(({ field, part }) =>
      part.flatMap((option, at) =>
        option.right ? [] : [{ field: `${field}.${at}.belief`, name: option.belief, ...MISCONCEPTION }],
      ),
    ),
    ...requestNames(lesson).map((named) => ({ ...named, what: 'request of this lesson', known: requests })),
    ...exhibitsOf(lesson).flatMap(({ field, part }) =>
      part.kind !== 'text' && part.shot !== undefined
        ? [{ field: `${field}.shot`, name: part.shot, what: 'shot of this lesson', known: shots.map(idOf) }]
        : [],
    ),
    ...shots.flatMap(({ field, part: { naive } }) =>
      naive === undefined
        ? []
        : [
            {
              field: `${field}.naive`,
              name: naive,
              what: 'check of the sandbox',
              known: NAIVE_CHECKS.map(({ id }) => id),
            },
          ],
    ),
  ];
  return names
    .filter(({ name, known }) => !known.includes(name))
    .map(({ field, name, what, known }) => ({
      field,
      says: `There is no ${what} with the name ${name}.`,
      fix: `There is ${known.join(', ') || 'none'}.`,
    }));
}

interface Named {
  readonly field: string;
  readonly name: string;
  readonly what: string;
  readonly known: readonly string[];
}

const MISCONCEPTION = { what: 'misconception', known: MISCONCEPTIONS.map(({ id }) => id) };

const idOf = ({ part }: Placed<{ readonly id: string }>): string => part.id;

function requestNames(lesson: FrontMatter): Pick<Named, 'field' | 'name'>[] {
  const { look } = lesson;
  const expected = answersOf(lesson).flatMap(({ field, part }) =>
    part.expected && 'value' in part.expected ? [{ field: `${field}.expected`, request: part.expected.request }] : [],
  );
  const exhibits = exhibitsOf(lesson).flatMap(({ field, part }) =>
    part.kind === 'value' ? [{ field, request: part.request }] : [],
  );
  const shots = shotsOf(lesson).map(({ field, part }) => ({ field, request: part.request }));
  return [...(look ? [{ field: 'look', request: look.request }] : []), ...expected, ...exhibits, ...shots].flatMap(
    ({ field, request }) => (request === undefined ? [] : [{ field: `${field}.request`, name: request }]),
  );
}

function wrongChoice({ field, part }: ReturnType<typeof choicesOf>[number]): Slip[] {
  const right = part.filter((option) => option.right).length;
  const texts = part.map(({ text }) => text);
  const twice = texts.find((text, at) => texts.indexOf(text) < at);
  return [
    ...(right === 1 ? [] : [{ field, says: `${right} options are right.`, fix: 'Exactly one has right: true.' }]),
    ...(twice === undefined ? [] : [{ field, says: `"${twice}" stands here twice.`, fix: 'Each option is another.' }]),
  ];
}

function wrongAnswer({ field, part }: ReturnType<typeof questionsOf>[number]): Slip[] {
  const slips = kindOf(part).slips?.(part.answer) ?? [];
  return slips.map((slip) => ({ ...slip, field: `${field}.answer.${slip.field}` }));
}

/** A rung shows what is given and asks; all else belongs to lessons. */
function moreThanChecks({ predict, run, look, quiz, break: switches }: FrontMatter): Slip[] {
  const beats = { predict, run, look: look ? [look] : [], break: switches, quiz };
  return Object.entries(beats).flatMap(([field, parts]) =>
    parts.length === 0 ? [] : [{ field, says: 'A rung of the ladder has checks alone.', fix: `Leave ${field} out.` }],
  );
}
