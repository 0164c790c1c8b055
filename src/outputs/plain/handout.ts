/** Writes a lesson as a handout: for paper, or for a terminal, which is as wide as it is. */
import { handoutSheets, noteBlocks } from '../../views/lessons/handout.ts';
import type { OutputWriter } from '../form.ts';
import { paperText, plainBlocks } from './plain-text.ts';

export const handout: OutputWriter<'lesson'> = ({ lesson, form, hasNotes }, { width }) => {
  const sheets = [...handoutSheets(lesson, form), ...(hasNotes ? [noteBlocks(lesson, form)] : [])];
  // What is not on a terminal is for paper.
  return width === Number.POSITIVE_INFINITY ? paperText(sheets) : plainBlocks(sheets.flat(), width);
};
