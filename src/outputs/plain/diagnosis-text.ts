/** Writes a diagnosis as plain text. */
import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { diagnosisReport, diagnosisTitle } from '../../views/diagnosis/diagnosis-view.ts';
import type { OutputWriter } from '../form.ts';
import { plainBlocks } from './plain-text.ts';

export const diagnosisText: OutputWriter<'diagnosis'> = ({ diagnosis }, { width }) => {
  const shown = shownDiagnosis(diagnosis);
  return `${diagnosisTitle(shown).text}\n${plainBlocks(diagnosisReport(shown), width)}`;
};
