/** Where a mistake leads to the lesson that treats it: as a command line, on the screen too. */
import { type Block, prose } from '../page.ts';

/** `null` where none does. */
export function lessonLine(lesson: string | null): Block[] {
  if (lesson === null) return [];
  return [prose({ text: 'Lesson: ', meaning: 'name' }, { text: learnCommand(lesson), meaning: 'command' })];
}

/** The command that opens it. */
export const learnCommand = (lesson: string): string => `sigv4 learn ${lesson}`;
