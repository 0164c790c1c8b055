/** Writes a diagnosis as plain text. */
import { type DiagnosisView, reportOf } from '../../views/diagnosis/diagnosis-view.ts';
import { maskedView } from '../../views/diagnosis/masked-view.ts';
import type { OutputWriter } from '../form.ts';
import { plainBlocks } from './plain-text.ts';

export const diagnosisText: OutputWriter<'diagnosis'> = ({ diagnosis }, { width }) =>
  shownText(maskedView(diagnosis), width);

/** Writes the view of a diagnosis. `width` is in cells. */
export const shownText = (view: DiagnosisView, width: number): string =>
  `${view.title.text}\n${plainBlocks(reportOf(view), width)}`;
