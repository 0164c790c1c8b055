/** Creates the first and last pages of a diagnosis: its report, and the request as given. */
import { CAUSES_STAGE } from '../../diagnosis/traces/stages.ts';
import { REQUEST, REQUEST_STAGE } from '../../sigv4/stages/request.ts';
import { requireDiagnosis, requireValue, type WalkFacts } from '../facts.ts';
import type { OriginTeller } from '../origins.ts';
import { aside, heading, keys, line, type Page } from '../page.ts';
import { textLines } from '../value-blocks.ts';
import { toReplay } from './cause-view.ts';
import { diagnosisReport, diagnosisTitle } from './diagnosis-view.ts';

export function causesPage(facts: WalkFacts): Page {
  const diagnosis = requireDiagnosis(facts);
  const [first] = diagnosis.findings;
  const title = line(first?.standing.kind ?? '', [diagnosisTitle(diagnosis)]);
  return { ...CAUSES_STAGE, main: [first ? toReplay(title, first, 0) : title], blocks: diagnosisReport(diagnosis) };
}

export function givenRequestPage(facts: WalkFacts, tell: OriginTeller): Page {
  const { request } = requireDiagnosis(facts).read;
  const where = request?.form === 'query' ? 'its query' : 'its Authorization header';
  return {
    ...REQUEST_STAGE,
    says: 'The request as it was given. If a side does not quote its text, the text is computed from this request.',
    main: [],
    blocks: [
      heading('The head', aside(`its signature is in ${where}`)),
      ...textLines('', requireValue(facts, REQUEST), tell),
      keys('On a byte, u lists where it is used. On the earlier pages, o leads back here.'),
    ],
  };
}
