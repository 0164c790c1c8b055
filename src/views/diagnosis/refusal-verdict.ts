/** Writes sentences about what the signature itself reveals about a refusal. */
import type { ShownDiagnosis, ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import type { Verdict } from '../../diagnosis/verdict.ts';
import type { VerdictId } from '../../diagnosis/verdict-id.ts';
import type { Lapse } from '../../evidence/evidence.ts';
import { momentInWords, spanInWords } from '../../verification/moments.ts';
import { type Block, differs, heading, named, prose, type Run } from '../page.ts';
import { NOT_SIGNATURE, notSignatureInWords } from './not-signature.ts';

const TEXTS: Readonly<Record<NonNullable<Verdict['of']>, string>> = {
  request: 'this request',
  client: "the client's text",
  server: "the server's string to sign",
};

/** Stands for the text that the signature was compared with. */
const TEXT = 'TEXT';
const RIGHT = `The signature is correct for ${TEXT} and this secret`;
const WRONG = `With this secret, the signature of ${TEXT} is not the one that was sent, which was produced`;

const SENTENCES: Readonly<Record<VerdictId, string>> = {
  'not-about-signature': `${RIGHT}, and the server does not dispute it: the refusal is not about the signature.`,
  'server-has-another-secret': `${RIGHT}, and the server signed the same string: the server has a different secret for this access key ID.`,
  'changed-on-the-way': `${RIGHT}, and the server signed something else: the request was changed in transit.`,
  'changed-or-another-secret': `${RIGHT}: either the request was changed in transit, or the server has a different secret for this access key ID.`,
  'signature-right': `${RIGHT}: if it is refused, the request was changed in transit, the server has a different secret, or the refusal is not about the signature.`,
  'other-text-signed': `${RIGHT}, but the server computed it from a different text: the mistake is where the two texts differ.`,
  'signature-wrong': `${WRONG} with a different secret or from different bytes.`,
  'same-string':
    'The client and the server signed the same string, but their signatures differ: either their secrets differ, or one of them derives the signature incorrectly.',
  'arrived-as-sent':
    'The server received this request exactly as it was sent, because both hashes are equal: either the secret is wrong, or the client signed something other than what it sent.',
  'body-signature-wrong':
    'The signature of the request itself is correct. The wrong one is in the body, in which each chunk and the headers after the chunks have signatures of their own.',
};

/**
 * Returns the verdict as a sentence. A proved cause `first` says which of the two explanations of a wrong one holds.
 */
export function verdictInWords({ id, of }: Verdict, first: ShownFinding | null = null): string {
  const isProved = id === 'signature-wrong' && first?.certainty.kind === 'proved' && first.oneOf === null;
  return (isProved ? `${WRONG} ${howInWords(first)}.` : SENTENCES[id]).replace(TEXT, TEXTS[of ?? 'request']);
}

/** Says how a proved cause produced the signature. A mistake that was made again and changes no value left the text as it is. */
function howInWords({ cause, side, changes }: ShownFinding): string {
  if (cause.stage === 'credentials') return 'with a different secret';
  return side !== null && changes.length === 0
    ? 'from the same bytes with a different key, or by a different last step: that of the proved cause'
    : 'from different bytes: those of the proved cause';
}

/** Returns the time at which a URL expired, or from which it is valid, as a sentence without its period. */
export const lapseInWords = ({ kind, moment, away }: Lapse): string =>
  kind === 'expired'
    ? `It expired on ${momentInWords(moment)}, ${spanInWords(away)} ago`
    : `It is not valid before ${momentInWords(moment)}, ${spanInWords(away)} from now`;

const LAPSE_FIX = 'Create a new URL, and use it before it expires.';

/** Says what to do if there is no cause; `null` if that is unknown. */
export function adviceInWords({ read: { lapse }, findings, notSignature }: ShownDiagnosis): string | null {
  if (findings.length > 0) return null;
  if (notSignature !== null) return NOT_SIGNATURE[notSignature.id].fix;
  return lapse?.kind === 'expired' ? LAPSE_FIX : null;
}

/** A server checks the time before the signature. What it answered, and what is proved, are more informative. */
function leadingLapse({ verdict, read, findings: [first] }: ShownDiagnosis): Run | null {
  const { lapse, answer, secret } = read;
  if (lapse === null || answer !== null || (first !== undefined && first.certainty.kind !== 'possible')) return null;
  return differs(`✗ ${lapseInWords(lapse)}. ${besidesLapse(verdict, secret)}`);
}

function besidesLapse(verdict: Verdict | null, secret: ShownDiagnosis['read']['secret']): string {
  if (verdict?.id === 'signature-right') return 'Its signature is correct for this request and this secret.';
  return secret === 'known'
    ? 'Its signature does not match what is known about the request either.'
    : 'Its signature was not checked, because the secret is not known.';
}

/** Returns the lapse as a sentence, unless the first line says it. */
export function lapseBlocks(diagnosis: ShownDiagnosis): Block[] {
  const { lapse } = diagnosis.read;
  const isSaid = leadingLapse(diagnosis) !== null || diagnosis.findings[0]?.cause.situation === 'link-expired';
  return lapse === null || isSaid ? [] : [prose(differs(`${lapseInWords(lapse)}.`))];
}

/** Verdicts that are more informative than a cause that is merely possible. */
const MORE_INFORMATIVE: readonly VerdictId[] = [
  'not-about-signature',
  'server-has-another-secret',
  'changed-on-the-way',
  'changed-or-another-secret',
  'signature-right',
];

/**
 * Returns the verdict as the first line of a diagnosis. Returns `null` if the first cause is more informative, even if
 * that cause is only possible.
 */
export function leadingVerdict(diagnosis: ShownDiagnosis): Run | null {
  const {
    verdict,
    notSignature,
    findings: [first],
  } = diagnosis;
  const lapse = leadingLapse(diagnosis);
  if (lapse) return lapse;
  if (notSignature && first === undefined && verdict?.id !== 'not-about-signature')
    return differs(`✗ ${notSignatureInWords(notSignature)}`);
  if (verdict === null || (first !== undefined && first.certainty.kind !== 'possible')) return null;
  if (verdict.id === 'not-about-signature') return differs(`✗ ${verdictInWords(verdict)}`);
  return first === undefined || MORE_INFORMATIVE.includes(verdict.id) ? named(`? ${verdictInWords(verdict)}`) : null;
}

/** Returns the verdict, unless it is the first line. */
export function signatureBlocks(diagnosis: ShownDiagnosis): Block[] {
  const { verdict, notSignature, findings } = diagnosis;
  if (verdict === null) return [];
  const isElsewhere = notSignature !== null && findings.length === 0;
  const isLeading = leadingVerdict(diagnosis) !== null && (!isElsewhere || verdict.id === 'not-about-signature');
  return isLeading ? [] : [heading('What the signature shows'), prose(verdictInWords(verdict, findings[0]))];
}
