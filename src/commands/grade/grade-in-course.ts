/** Grades a learner's signer when it is the answer to a question in the course. */

import type { ShownCourse } from '../../app/course/shown-course.ts';
import type { World } from '../../app/world/world.ts';
import { asText, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { splitShellWords } from '../../intake/shell/shell-words.ts';
import { reportText } from '../../outputs/plain/plain-text.ts';
import { printable } from '../../views/characters/visible.ts';
import { gradeReport } from '../../views/grading/grade-report.ts';
import { gradeProgram } from './grade.ts';

/** The maximum number of characters of standard error that are shown, which must not be seen before the screen returns. */
const MOST_TALK = 4_096;

/** Grades the program of a command line. The line is split into words by a shell's rules, but no shell is run. */
export async function gradeInCourse(
  world: World,
  command: string,
  signal: AbortSignal,
): ReturnType<ShownCourse['grade']> {
  const line = splitShellWords(octetsFromText(command), { kind: 'command-line' });
  if (isProblem(line)) return notPassed(`${line.says} ${line.fix}`);
  const [program, ...words] = line.words.map(({ text }) => asText(text.octets));
  if (program === undefined) return notPassed('No program is named.');
  if (line.remarks.length > 0) return notPassed(...line.remarks);
  let talk = '';
  const rows = (text: string) => {
    talk += text.slice(0, Math.max(0, MOST_TALK - talk.length));
  };
  const graded = await gradeProgram({ ...world, interruption: () => signal, rows }, [program, ...words]);
  if (graded === 'interrupted') return notPassed('It was interrupted.');
  if (isProblem(graded)) return notPassed(`${graded.says} ${graded.fix}`);
  return {
    passed: graded.isRight ? 'yes' : 'no',
    says: [
      ...reportText(gradeReport({ grade: graded }), world.outputWidth)
        .trimEnd()
        .split('\n'),
      ...(talk === '' ? [] : ['', 'Standard error of your program', ...talk.trimEnd().split(/\r?\n/).map(printable)]),
    ],
  };
}

const notPassed = (...says: string[]) => ({ passed: 'no', says }) as const;
