/** What the signature itself tells of a refusal, as sentences. */

import type { Verdict, VerdictId } from '../../diagnosis/certainty/verdict.ts';
import type { ShownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { type Block, heading, prose, type Run, words } from '../page.ts';
import { NOT_SIGNATURE_FIXES, notSignatureInWords } from './not-signature-words.ts';

const TEXTS: Readonly<Record<NonNullable<Verdict['of']>, string>> = {
  request: 'this request',
  client: 'what the client says it signed',
  server: 'the string that the server signed',
};

const SENTENCES: Readonly<Record<VerdictId, (text: string) => string>> = {
  'not-about-signature': (text) =>
    `The signature is right for ${text} and this secret, and the server does not say otherwise: the refusal is not about the signature.`,
  'server-has-another-secret': (text) =>
    `The signature is right for ${text} and this secret, and the server signed the same string: the server has another secret for this access key ID.`,
  'changed-on-the-way': (text) =>
    `The signature is right for ${text} and this secret, and the server signed something else: the request was changed on its way.`,
  'changed-or-another-secret': (text) =>
    `The signature is right for ${text} and this secret: either the server saw another request, one that was changed on its way, or it has another secret for this access key ID.`,
  'signature-right': (text) =>
    `The signature is right for ${text} and this secret: if it is refused, the request was changed on its way, the server has another secret, or the refusal is not about the signature.`,
  'other-text-signed': (text) =>
    `The signature is right for ${text} and this secret, and the server computes it of another text: where the two texts differ is the mistake.`,
  'signature-wrong': (text) =>
    `With this secret, another signature comes out of ${text} than the one that was sent: it was made with another secret, or of other bytes.`,
  'same-string': () =>
    'The client and the server signed the same string, and their signatures differ: what differs is the secret, or the way from the secret to the signature.',
};

/** Returns the verdict in one sentence. */
export const verdictInWords = ({ id, of }: Verdict): string => SENTENCES[id](TEXTS[of ?? 'request']);

/** These say more than a cause that is only possible. */
const RIGHT: readonly VerdictId[] = [
  'not-about-signature',
  'server-has-another-secret',
  'changed-on-the-way',
  'changed-or-another-secret',
  'signature-right',
];

/** Returns the verdict as the first line of a diagnosis; `null` where a cause or a possible one says more. */
export function leadingVerdict({ verdict, notSignature, findings: [first] }: ShownDiagnosis): Run | null {
  if (notSignature && first === undefined && verdict?.id !== 'not-about-signature')
    return { text: `✓ ${notSignatureInWords(notSignature)}`, meaning: 'agrees' };
  if (verdict === null || (first !== undefined && first.standing.kind !== 'possible')) return null;
  if (verdict.id === 'not-about-signature') return { text: `✓ ${verdictInWords(verdict)}`, meaning: 'agrees' };
  return first === undefined || RIGHT.includes(verdict.id)
    ? { text: `? ${verdictInWords(verdict)}`, meaning: 'name' }
    : null;
}

/** Returns the verdict below the line that leads, where it is not that line itself, and where to look instead. */
export function verdictBlocks(diagnosis: ShownDiagnosis): Block[] {
  const { verdict, notSignature, findings } = diagnosis;
  const isElsewhere = notSignature !== null && findings.length === 0;
  const isLeading = leadingVerdict(diagnosis) !== null && (!isElsewhere || verdict?.id === 'not-about-signature');
  return [
    ...(isElsewhere ? [prose({ text: 'Fix: ', meaning: 'name' }, words(NOT_SIGNATURE_FIXES[notSignature.id]))] : []),
    ...(verdict === null || isLeading
      ? []
      : [heading('What the signature tells'), prose(words(verdictInWords(verdict)))]),
  ];
}
