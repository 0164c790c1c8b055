/** Writes a verification as plain text. */

import { verdictInWords } from '../../verification/verdict.ts';
import { printable } from '../../views/characters/visible.ts';
import { prose, words } from '../../views/page.ts';
import {
  explainedRuns,
  type ReportedRequest,
  verificationReport,
} from '../../views/verification/verification-report.ts';
import type { OutputWriter } from '../form.ts';
import { plainBlocks } from './plain-text.ts';

/** The first line has only the verdict. If it scrolls off the terminal, the last line repeats it. */
export const verificationText: OutputWriter<'verification'> = ({ reported }, { width, height }) => {
  const verdict = printable(verdictInWords(reported.verdict));
  const text = `${verdict}\n${plainBlocks(verificationReport(reported), width)}`;
  // The prompt of the shell takes a row, too, which is the last part of the split text.
  const isScrolled = text.split('\n').length > height;
  return isScrolled ? `${text}\n${lastLines(verdict, reported, width)}` : text;
};

/** Repeats the verdict with its explanation, because both have scrolled off the terminal. */
function lastLines(says: string, { verdict, comparisons, notices, claim }: ReportedRequest, width: number): string {
  const explained = explainedRuns(verdict, { comparisons, notices, scheme: claim?.scheme ?? null });
  return plainBlocks([prose(words(`${says}: `), ...explained)], width);
}
