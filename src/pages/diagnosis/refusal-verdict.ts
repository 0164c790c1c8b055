/** Sentences about what the signature itself shows about a refusal. */

import type { Verdict, VerdictId } from '../../diagnosis/certainty/verdict.ts';
import type { ShownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { type Block, heading, prose, type Run, words } from '../page.ts';

const TEXTS: Readonly<Record<NonNullable<Verdict['of']>, string>> = {
  request: 'this request',
  client: 'the text that the client says it signed',
  server: 'the string that the server signed',
};

const SENTENCES: Readonly<Record<VerdictId, (text: string) => string>> = {
  'not-about-signature': (text) =>
    `The signature is correct for ${text} and this secret, and the server does not dispute it: the refusal is not about the signature.`,
  'server-has-another-secret': (text) =>
    `The signature is correct for ${text} and this secret, and the server signed the same string: the server has a different secret for this access key ID.`,
  'changed-on-the-way': (text) =>
    `The signature is correct for ${text} and this secret, and the server signed something else: the request was changed in transit.`,
  'changed-or-another-secret': (text) =>
    `The signature is correct for ${text} and this secret: either the request was changed in transit, or the server has a different secret for this access key ID.`,
  'signature-right': (text) =>
    `The signature is correct for ${text} and this secret: if it is refused, the request was changed in transit, the server has a different secret, or the refusal is not about the signature.`,
  'other-text-signed': (text) =>
    `The signature is correct for ${text} and this secret, but the server computed it from a different text: the mistake is where the two texts differ.`,
  'signature-wrong': (text) =>
    `With this secret, the signature of ${text} is not the one that was sent: it was made with a different secret or from different bytes.`,
  'same-string': () =>
    'The client and the server signed the same string, but their signatures differ: either their secrets differ, or one of them derives the signature incorrectly.',
};

/** Returns the verdict in one sentence. */
export const verdictInWords = ({ id, of }: Verdict): string => SENTENCES[id](TEXTS[of ?? 'request']);

/** Verdicts that say more than a cause that is only possible. */
const RIGHT: readonly VerdictId[] = [
  'not-about-signature',
  'server-has-another-secret',
  'changed-on-the-way',
  'changed-or-another-secret',
  'signature-right',
];

/** Returns the verdict as the first line of a diagnosis; `null` if a cause says more. */
export function leadingVerdict({ verdict, findings: [first] }: ShownDiagnosis): Run | null {
  if (verdict === null || (first !== undefined && first.standing.kind !== 'possible')) return null;
  if (verdict.id === 'not-about-signature') return { text: `✓ ${verdictInWords(verdict)}`, meaning: 'agrees' };
  return first === undefined || RIGHT.includes(verdict.id)
    ? { text: `? ${verdictInWords(verdict)}`, meaning: 'name' }
    : null;
}

/** Returns the verdict below the first cause; nothing if the verdict is the first line itself. */
export function verdictBlocks(diagnosis: ShownDiagnosis): Block[] {
  const { verdict } = diagnosis;
  if (verdict === null || leadingVerdict(diagnosis) !== null) return [];
  return [heading('What the signature shows'), prose(words(verdictInWords(verdict)))];
}
