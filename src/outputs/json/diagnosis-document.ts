import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import type { OutputWriter } from '../form.ts';
import { diagnosisJson } from './diagnosis-json.ts';
import { jsonText } from './json-text.ts';

/** Writes the document that `diagnose --json` prints. */
export const diagnosisDocument: OutputWriter<'diagnosis'> = ({ diagnosis }) =>
  jsonText(diagnosisJson(shownDiagnosis(diagnosis)));
