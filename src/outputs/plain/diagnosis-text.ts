/** Writes a diagnosis as plain text. */
import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { causeRun, diagnosisReport } from '../../views/diagnosis/diagnosis-report.ts';
import type { OutputWriter } from '../form.ts';
import { plainBlocks } from './plain-text.ts';

export const diagnosisText: OutputWriter<'diagnosis'> = ({ diagnosis }, { width }) => {
  const shown = shownDiagnosis(diagnosis);
  return `${causeRun(shown).text}\n${plainBlocks(diagnosisReport(shown), width)}`;
};
