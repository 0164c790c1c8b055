/** Defines the command `sigv4 learn check`, which authors use to check the lessons in a folder. */

import { ANSWER_IS_NO, DONE, type Exit } from '../../app/options/command.ts';
import type { World } from '../../app/world/world.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { quotedOperand } from '../../bytes/quoted-operand.ts';
import { reasonOf } from '../../bytes/system-errors.ts';
import { lessonPlaces } from '../../lessons/files/file-names.ts';
import { COURSE, type Remark } from '../../lessons/files/lesson-problem.ts';
import { reviewLessons } from '../../lessons/review/review.ts';
import { plainBlocks } from '../../outputs/plain/plain-text.ts';
import type { FixtureFiles } from '../../vectors/fixture-files.ts';
import { printable } from '../../views/characters/visible.ts';
import { type Block, line, prose, words } from '../../views/page.ts';
import { reviewFit } from './review-fit.ts';

/**
 * Checks the lessons in a folder, or this program's own lessons if no folder is named. Resolves with 0 if no faults are
 * found, 1 if faults are found, and 2 if there are no lessons.
 */
export async function checkLessons(world: World, [folder, ...others]: readonly string[]): Promise<Exit> {
  if (others.length > 0) return problem('words', 'Several folders are given.', 'Give only one.');
  const files = folder === undefined ? world.lessons : world.filesIn(folder);
  const count = countOf(files, folder);
  if (isProblem(count)) return count;
  const remarks = await reviewLessons(files, [reviewFit]);
  // Only this program's own course has to cover everything.
  const found = folder === undefined ? remarks : remarks.filter(({ file }) => file !== COURSE);
  const lessons = `${count} ${count === 1 ? 'lesson' : 'lessons'}`;
  const verdict =
    found.length === 0
      ? prose({ text: `✓ Found no problems in ${lessons}.`, meaning: 'agrees' })
      : prose({
          text: `✗ ${found.length} ${found.length === 1 ? 'finding' : 'findings'} in ${lessons}.`,
          meaning: 'differs',
        });
  world.output(plainBlocks([...found.flatMap(findingBlocks), verdict], world.outputWidth));
  return found.length === 0 ? DONE : ANSWER_IS_NO;
}

function countOf(files: FixtureFiles, folder: string | undefined): number | Problem {
  const named = folder === undefined ? 'the course' : quotedOperand(folder);
  try {
    const { length } = lessonPlaces(files);
    if (length > 0) return length;
    return problem('folder', `There is no lesson in ${named}.`, 'Name the file of a lesson like 03-ten-lines.md.');
  } catch (error) {
    return problem('folder', `${named} cannot be read: ${reasonOf(error)}.`, 'Give a folder of lessons.');
  }
}

/** Writes a finding. The location comes first, as in compiler messages. */
function findingBlocks({ file, field, says, fix }: Remark): Block[] {
  return [
    line('', [{ text: printable(`${file}: ${field}`), meaning: 'name' }]),
    prose(words(printable(`  ${says} ${fix}`))),
  ];
}
