/** What is known of a request that somebody sent: who signed it, until when it is good, what else is to be seen. */
import type { Claim } from '../../sigv4/claims/claim.ts';
import { momentInWords } from '../../verification/moments.ts';
import type { Notice } from '../../verification/notices.ts';
import { validityOf } from '../../verification/times.ts';
import { printable, visible } from '../characters/visible.ts';
import { aside, type Block, heading, type Line, line, link, prose, words } from '../page.ts';

const FORMS: Readonly<Record<Claim['scheme'], string>> = {
  header: 'in the Authorization header',
  query: 'in the query: a presigned URL',
  policy: 'in the fields of a form: a browser upload',
};

export function claimBlocks(claim: Claim): Block[] {
  const { scheme, algorithm, accessKeyId, scope, timestamp, moment, signature } = claim;
  const region = algorithm.boundTo === 'region' ? 'region' : 'region set';
  return [
    heading('What the request claims'),
    line('signed', [words(FORMS[scheme])]),
    line('algorithm', [given(algorithm.names.request.octets)]),
    line('key ID', [given(accessKeyId.octets)]),
    line(region, [given(scope.region.octets)]),
    line('service', [given(scope.service.octets)]),
    line('time', [given(timestamp.octets), aside(`  ${momentInWords(moment)}`)]),
    ...validityLines(claim),
    line('signature', [given(signature.octets)]),
  ];
}

const given = (octets: Claim['signature']['octets']) => ({ text: visible(octets), meaning: 'given' }) as const;

function validityLines(claim: Claim): Line[] {
  const { from, until } = validityOf(claim);
  const beginning = Number.isFinite(from) ? `from ${momentInWords(from)} ` : '';
  return until === null ? [] : [line('good', [words(`${beginning}until ${momentInWords(until)}`)], null)];
}

/** `remarks` are about how the input was read. */
export function noticeBlocks(notices: readonly Notice[], remarks: readonly string[]): Block[] {
  if (notices.length + remarks.length === 0) return [];
  return [
    heading('What else is to be seen'),
    ...remarks.map((remark) => prose(words(printable(remark)))),
    ...notices.map(({ says, see }) => prose(words(`${printable(says)} `), link(see, see))),
  ];
}
