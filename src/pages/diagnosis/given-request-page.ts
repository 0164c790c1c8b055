/** The last page of a diagnosis: the request as it was given, from which a side is computed that says nothing itself. */
import { REQUEST, REQUEST_STAGE } from '../../sigv4/stages/request.ts';
import { requireDiagnosis, requireValue, type WalkFacts } from '../facts.ts';
import type { OriginTeller } from '../origins.ts';
import { aside, heading, type Page, prose, words } from '../page.ts';
import { textLines } from '../value-blocks.ts';

export function givenRequestPage(facts: WalkFacts, tell: OriginTeller): Page {
  const { request } = requireDiagnosis(facts).read;
  const where = request?.form === 'query' ? 'its query' : 'its Authorization header';
  return {
    ...REQUEST_STAGE,
    says: 'The request as it was given. Of a side that does not say what it made of it, the text is computed from this.',
    main: [],
    blocks: [
      heading('The head', aside(`its signature is in ${where}`)),
      ...textLines('', requireValue(facts, REQUEST), tell),
      prose(words('u on a byte lists where it went; o on the pages before leads back here.')),
    ],
  };
}
