/** Failures as people paste them: an answer, a request or a part of one, and parts of a client's log, read as text. */

import type { Octets } from '../../../src/bytes/octets.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { type Diagnosis, searchDiagnosis } from '../../../src/diagnosis/diagnosis.ts';
import { readEvidence } from '../../../src/evidence/read-evidence.ts';
import { finished, limited, type Search } from '../../../src/search/search.ts';
import { named } from '../sources.ts';

/** What the tests' own signer made of a request. */
export interface MadeTexts {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signature: string;
}

export const DENIED = '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';

const SENTENCE =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.';

/** An answer that the signature is another; `quoted` is what the server says that it signed, where it says it. */
export function mismatch(quoted: Pick<MadeTexts, 'canonicalRequest' | 'stringToSign'> | null = null): string {
  const strings = quoted
    ? `<StringToSign>${quoted.stringToSign}</StringToSign><CanonicalRequest>${escaped(quoted.canonicalRequest)}</CanonicalRequest>`
    : '';
  return `<Error><Code>SignatureDoesNotMatch</Code><Message>${SENTENCE}</Message>${strings}</Error>`;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const LABELS = {
  canonicalRequest: 'CanonicalRequest',
  stringToSign: 'StringToSign',
  signature: 'Signature',
} as const;

export type LogPart = keyof typeof LABELS;
const LOG_PARTS = Object.keys(LABELS) as LogPart[];

/** What a client writes of what it signed, these parts of it. */
export const logOf = (made: MadeTexts, parts: readonly LogPart[] = LOG_PARTS): string =>
  parts.map((part) => `${LABELS[part]}:\n${made[part]}\n`).join('');

/** The diagnosis of these texts, each a piece of its own, with this secret; `null` where there is nothing to read in them. */
export const diagnosed = (pieces: readonly string[], secret: string | null = null): Diagnosis | null =>
  diagnosedBy(pieces, secret, finished);

/** Like `diagnosed`, but only single mistakes are tried. */
export const diagnosedSoon = (pieces: readonly string[], secret: string | null = null): Diagnosis | null =>
  diagnosedBy(pieces, secret, (search) => limited(search, 0));

function diagnosedBy(
  pieces: readonly string[],
  secret: string | null,
  run: (search: Search<Diagnosis>) => Diagnosis,
): Diagnosis | null {
  const evidence = readEvidence(
    pieces
      .filter((text) => text !== '')
      .map((text, index) => ({ octets: text as Octets, by: named(`piece ${index + 1}`) })),
  );
  return isProblem(evidence) ? null : run(searchDiagnosis(evidence, () => secret as Octets | null));
}

/** What is claimed of it for sure: `method-mismatch/signed-for-put proved`. */
export function sureOf(diagnosis: Diagnosis | null): readonly string[] {
  return (diagnosis?.findings ?? [])
    .filter(({ certainty }) => certainty.kind !== 'possible')
    .map(({ cause, variant, certainty }) => `${cause.id}/${variant} ${certainty.kind}`);
}
