/** Shows the first page of a lesson: its goal, what it is about, and where in the signature it is. */
import { isProblem } from '../../bytes/problem.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import type { LessonForm } from '../../lessons/playing/records.ts';
import { requestNamed } from '../../lessons/shots/shots.ts';
import { markdownBlocks } from '../markdown.ts';
import { aside, type Block, headed, named, prose } from '../page.ts';
import { beliefBlocks } from './course-page.ts';
import { introducedValues } from './value-lines.ts';

export function introduction(lesson: PreparedLesson, form: LessonForm): Block[] {
  const { goal, minutes, kind, covers } = lesson;
  const isChallenge = form === 'challenge';
  const text = isChallenge ? '' : lesson.prose.introduction;
  const subjects = [...new Set(covers.values())].map((title) => prose(title));
  return [
    prose(named(goal)),
    prose(aside(`${LESSON_KINDS[kind]}, about ${minutes} minutes${isChallenge ? ': checks only' : ''}.`)),
    ...(text === '' ? [] : [prose(), ...markdownBlocks(text)]),
    ...headed('What it asks about', subjects),
    ...(isChallenge || kind === 'rung' || kind === 'puzzle' ? taskBlocks(lesson) : stageBlocks(lesson)),
    ...introducedValues(lesson),
    ...beliefBlocks(lesson),
  ];
}

/** What each kind of lesson is called. */
const LESSON_KINDS = {
  lesson: 'A lesson',
  rung: 'A rung of the ladder',
  puzzle: 'A puzzle',
  test: 'The placement test',
} as const;

const taskBlocks = ({ check }: PreparedLesson): Block[] =>
  headed(
    'What you do',
    check.map(({ ask }, index) => ({ ...prose(`${index + 1}. ${ask}`), hanging: 3 })),
  );

/** Lists the steps of the walk, and says what the one does that the lesson looks at. */
function stageBlocks(lesson: PreparedLesson): Block[] {
  const request = requestNamed(lesson, lesson.look?.request);
  if (!lesson.look || isProblem(request)) return [];
  const stages = (request.trace?.stages ?? []).map(({ id, title, says }, index) => {
    const numbered = `${index + 1} ${title}`;
    if (id !== lesson.look?.stage) return prose(aside(`  ${numbered}`));
    return { ...prose(named(`▸ ${numbered}  `), says), hanging: 4 };
  });
  return headed('Where it is in the signature', stages);
}
