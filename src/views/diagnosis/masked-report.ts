/** Reports a diagnosis whose secrets are not masked yet. It is apart, because masking takes the whole search. */
import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import type { Report } from '../page.ts';
import type { Results } from '../results.ts';
import { reportOf } from './diagnosis-view.ts';

export const maskedReport = ({ diagnosis }: Results['diagnosis']): Report => reportOf(shownDiagnosis(diagnosis));
