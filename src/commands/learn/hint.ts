/** `sigv4 learn hint`: the next hint of the first check that is open. */

import { ANSWER_IS_NO, problemText } from '../../app/options/command.ts';
import { problem } from '../../bytes/problem.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { advance } from '../../lessons/playing/advance.ts';
import { openCheck, playAt } from '../../lessons/playing/play.ts';
import { recordOf, recordsOf } from '../../lessons/playing/records.ts';
import { prepareLesson } from '../../lessons/shots/prepare.ts';
import { markdownBlocks } from '../../pages/markdown.ts';
import { heading, prose, words } from '../../pages/page.ts';
import { plainBlocks } from '../../render/plain.ts';
import { keepRecords, type Learning } from './learning.ts';

/** Where all hints were given, the last one once more. Resolves with 1 where no check is open, or it cannot be kept. */
export async function hintFor(learning: Learning, lesson: Lesson): Promise<number> {
  const { world, course } = learning;
  const before = recordsOf(course.progress.records, lesson);
  const check = openCheck(lesson, before);
  if (check === null) {
    world.errors(problemText(problem('no-check', `No check of ${lesson.name} is open.`, 'Go on: sigv4 learn next.')));
    return ANSWER_IS_NO;
  }
  const { records } = advance(playAt(await prepareLesson(lesson), before, check.id), { kind: 'hint' });
  const number = recordOf(records, check.id).hints;
  const blocks = [
    prose(words(check.ask)),
    heading(`Hint ${number} of ${check.hints.length}`),
    ...markdownBlocks(check.hints[number - 1] ?? ''),
    ...(number === check.hints.length ? [prose(words('That is the last one.'))] : []),
  ];
  world.output(plainBlocks(blocks, world.outputWidth));
  return keepRecords(learning, lesson, records);
}
