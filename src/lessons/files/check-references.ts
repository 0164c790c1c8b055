/**
 * Checks rules that the format cannot express: IDs must be unique, and names must refer to something that the lesson
 * contains or computes.
 */
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { exhibitText } from '../exhibits.ts';
import type { FrontMatter } from '../format.ts';
import type { Slip } from '../kinds/kind.ts';
import { kindOf } from '../kinds/table.ts';
import type { Lesson, PreparedLesson } from '../lesson.ts';
import { MISCONCEPTIONS } from '../misconceptions.ts';
import { NAIVE_SERVERS, requestNamed } from '../shots/shots.ts';
import { expectedText, filledIn, tableText, traceText } from '../values.ts';
import { type LessonProblem, lessonProblem } from './lesson-problem.ts';
import { answersOf, checksOf, choicesOf, exhibitsOf, type Placed, questionsOf, shotsOf } from './parts-of-lesson.ts';

/** Checks IDs and names. Values are checked by `checkValues` after the requests have been signed. */
export function checkReferences(file: string, lesson: FrontMatter & Pick<Lesson, 'kind'>): LessonProblem[] {
  const slips = [
    ...missingRequest(lesson),
    ...repeatedIds(lesson),
    ...unknownNames(lesson),
    ...choicesOf(lesson).flatMap(wrongChoice),
    ...questionsOf(lesson).flatMap(wrongAnswer),
    ...(lesson.kind === 'rung' || lesson.kind === 'puzzle' ? moreThanChecks(lesson) : []),
  ];
  return slips.map(({ field, says, fix }) => lessonProblem({ file, field }, 'reference', says, fix));
}

function missingRequest({ requests }: FrontMatter): Slip[] {
  if (Object.keys(requests).length > 0) return [];
  return [
    { field: 'requests', says: 'There is no request.', fix: 'Add at least one: everything else is compared with it.' },
  ];
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
      says: `The id ${id} is already used in this lesson.`,
      fix: 'Make each id unique.',
    }));
}

/** Lists the names that do not refer to anything. */
function unknownNames(lesson: FrontMatter): Slip[] {
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
      naive === undefined ? [] : [{ field: `${field}.naive`, name: naive, ...NAIVE_CHECK }],
    ),
  ];
  return names
    .filter(({ name, known }) => !known.includes(name))
    .map(({ field, name, what, known }) => ({
      field,
      says: `There is no ${what} named ${name}.`,
      fix: `The lesson can name ${known.join(', ') || 'none'}.`,
    }));
}

interface Named {
  readonly field: string;
  readonly name: string;
  readonly what: string;
  readonly known: readonly string[];
}

const MISCONCEPTION = { what: 'misconception', known: MISCONCEPTIONS.map(({ id }) => id) };
const NAIVE_CHECK = { what: 'check of the sandbox', known: NAIVE_SERVERS };

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
    ...(right === 1 ? [] : [{ field, says: `${right} options are right.`, fix: 'Write right: true for exactly one.' }]),
    ...(twice === undefined
      ? []
      : [{ field, says: `The option "${twice}" appears twice.`, fix: 'Give each option its own text.' }]),
  ];
}

function wrongAnswer({ field, part }: ReturnType<typeof questionsOf>[number]): Slip[] {
  const slips = kindOf(part).slips?.(part.answer) ?? [];
  return slips.map((slip) => ({ ...slip, field: `${field}.answer.${slip.field}` }));
}

/** Reports beats that a rung must not have. A rung only shows values and asks questions. */
function moreThanChecks({ predict, run, look, quiz, break: switches }: FrontMatter): Slip[] {
  const beats = { predict, run, look: look ? [look] : [], break: switches, quiz };
  return Object.entries(beats).flatMap(([field, parts]) =>
    parts.length === 0 ? [] : [{ field, says: 'A rung of the ladder only has checks.', fix: `Leave ${field} out.` }],
  );
}

/** Finds the fields of a prepared lesson that name a value, stage, or line that does not exist. */
export function checkValues(file: string, lesson: PreparedLesson): LessonProblem[] {
  const found: Placed<string | Problem>[] = [
    ...ofLook(lesson),
    ...lesson.shown.map((id, at) => ({ field: `shown.${at}`, part: traceText(lesson, id) })),
    ...Object.entries(lesson.values).map(([text, reference]) => ({
      field: `values.${text}`,
      part: tableText(lesson, reference),
    })),
    ...answersOf(lesson).flatMap(({ field, part: { expected } }) =>
      expected ? [{ field: `${field}.expected`, part: expectedText(lesson, expected) }] : [],
    ),
    // Outcomes of shots are not checked here, because an outcome is computed only when it is shown.
    ...exhibitsOf(lesson).flatMap(({ field, part }) =>
      part.kind === 'answer' || (part.kind === 'value' && part.shot)
        ? []
        : [{ field, part: exhibitText(lesson, part) }],
    ),
    ...checksOf(lesson).flatMap(({ field, part }) =>
      (kindOf(part).solutionForm === 'command-line' ? [] : [part.solution].flat()).map((text) => ({
        field: `${field}.solution`,
        part: filledIn(lesson, String(text)),
      })),
    ),
  ];
  return found.flatMap(({ field, part }) =>
    isProblem(part) ? [lessonProblem({ file, field }, part.code, part.says, part.fix)] : [],
  );
}

function ofLook(lesson: PreparedLesson): Placed<string | Problem>[] {
  const { look } = lesson;
  if (!look) return [];
  const request = requestNamed(lesson, look.request);
  const stages = isProblem(request) ? [] : (request.trace?.stages ?? []).map(({ id }) => id);
  const stage = stages.includes(look.stage) ? [] : [{ field: 'look.stage', part: noStage(look.stage, stages) }];
  const values = look.values.map((id, at) => ({
    field: `look.values.${at}`,
    part: traceText(lesson, id, look.request),
  }));
  return [...stage, ...values];
}

const noStage = (stage: string, stages: readonly string[]): Problem =>
  problem('stage', `The request has no stage ${stage}.`, `It has ${stages.join(', ') || 'none'}.`);
