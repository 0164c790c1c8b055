/** Writes what mistakes change as plain text, and the list of mistakes that can be made. */
import { type BrokenFacts, breakList, breakReport } from '../../views/breaks/break-report.ts';
import type { OutputWriter } from '../form.ts';
import { plainBlocks } from './plain-text.ts';

export const brokenText = (broken: BrokenFacts, width: number): string => plainBlocks(breakReport(broken), width);

export const breaksText: OutputWriter<'breaks'> = ({ breaks }, { width }) => plainBlocks(breakList(breaks), width);
