/** Writes a grade as plain text. */
import { gradeReport, gradeRun } from '../../views/grading/grade-report.ts';
import type { Result } from '../../views/results.ts';
import type { OutputManner } from '../form.ts';
import { plainBlocks } from './plain-text.ts';

export const gradeText = ({ grade }: Result<'grade'>, { width }: Pick<OutputManner, 'width'>): string =>
  `${gradeRun(grade).text}\n${plainBlocks(gradeReport(grade), width)}`;
