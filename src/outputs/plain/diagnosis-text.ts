/** Writes a diagnosis as plain text. */
import { type ShownDiagnosis, shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { diagnosisReport, diagnosisTitle } from '../../views/diagnosis/diagnosis-view.ts';
import type { OutputWriter } from '../form.ts';
import { plainBlocks } from './plain-text.ts';

export const diagnosisText: OutputWriter<'diagnosis'> = ({ diagnosis }, { width }) =>
  shownText(shownDiagnosis(diagnosis), width);

/** Writes a diagnosis whose secrets are masked. `width` is in cells. */
export const shownText = (diagnosis: ShownDiagnosis, width: number): string =>
  `${diagnosisTitle(diagnosis).text}\n${plainBlocks(diagnosisReport(diagnosis), width)}`;
