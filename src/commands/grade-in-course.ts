/** A learner's signer, graded as an answer of the course. */
import { octetsFromText, textFromOctets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { splitShellWords } from '../intake/shell-words.ts';
import { gradeProgram, writeText } from './grade.ts';
import type { ShownCourse, World } from './world.ts';

/** `command`: the words of a command line, taken apart as a shell does; no shell runs. */
export async function gradeInCourse(world: World, command: string): ReturnType<ShownCourse['grade']> {
  const line = splitShellWords(octetsFromText(command), 'the command line');
  if (isProblem(line)) return notPassed(`${line.says} ${line.mend}`);
  const [program, ...words] = line.words.map(({ text }) => textFromOctets(text.octets) ?? text.octets);
  if (program === undefined) return notPassed('No program is named.');
  if (line.remarks.length > 0) return notPassed(...line.remarks);
  const told = await gradeProgram(world, [program, ...words]);
  if (told === 'interrupted') return notPassed('It was interrupted.');
  if (isProblem(told)) return notPassed(`${told.says} ${told.mend}`);
  return { passed: told.isRight ? 'yes' : 'no', says: writeText(told, world).trimEnd().split('\n') };
}

const notPassed = (...says: string[]) => ({ passed: 'no', says }) as const;
