/** Makes the view of a diagnosis whose secrets are not masked yet. It is apart, because masking takes the whole search. */
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { type DiagnosisView, diagnosisView } from './diagnosis-view.ts';

export const maskedView = (diagnosis: Diagnosis): DiagnosisView => diagnosisView(shownDiagnosis(diagnosis));
