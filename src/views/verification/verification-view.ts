/** Makes the view of a verification: the verdict, the reasons for it, and what the request claims. All outputs are made of it. */

import type { InputSource } from '../../bytes/input.ts';
import type { Octets } from '../../bytes/octets.ts';
import { lessonOfValue } from '../../lessons/lesson-of.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { momentInWords } from '../../verification/moments.ts';
import {
  type Findings,
  type Verdict,
  validityOf,
  verdictExplained,
  verdictInWords,
} from '../../verification/verdict.ts';
import { printable, visible } from '../characters/visible.ts';
import type { VerificationFacts } from '../facts.ts';
import { sourceWords } from '../input-words.ts';
import { SHORT_TERMS, TERMS } from '../map/terms.ts';
import {
  agrees,
  aside,
  type Block,
  differs,
  headed,
  heading,
  line,
  link,
  named,
  prose,
  type Run,
  words,
} from '../page.ts';
import { lessonLine, textLines } from '../value-blocks.ts';
import { comparisonBlocks } from './comparison-blocks.ts';

export interface ReportedRequest extends VerificationFacts {
  /** The request's claim about its signature; `null` if the claim cannot be read. */
  readonly claim: Claim | null;
  /** The trace of the verification; `null` if the claim cannot be read. */
  readonly trace: RedactedTrace | null;
  /** The source of the secret; `null` if the secret is unknown. */
  readonly secretSource: InputSource | null;
}

export interface VerificationView {
  /** The verdict in one or a few words. */
  readonly verdict: string;
  /** An explanation of the verdict in one or two sentences. */
  readonly explained: string;
  /** The report below the verdict. */
  readonly report: readonly Block[];
}

const DIAGNOSE: readonly Run[] = [{ text: 'sigv4 diagnose', meaning: 'command' }, words(' with the same input')];

export function verificationView(reported: ReportedRequest): VerificationView {
  const { verdict, comparisons, claim, trace } = reported;
  const scheme = claim?.scheme ?? null;
  return {
    verdict: printable(verdictInWords(verdict)),
    explained: explainedInWords(reported, scheme),
    report: [
      ...verdictBlocks(reported, scheme, DIAGNOSE),
      ...comparisonBlocks(comparisons),
      ...(claim ? claimBlocks(claim) : []),
      ...secretLines(reported),
      ...(trace ? valueBlocks(trace) : []),
    ],
  };
}

/** Returns the verdict with a mark. */
export function verdictRun(verdict: Verdict): Run {
  const isRight = (verdict.kind === 'expired' || verdict.kind === 'not-yet-valid') && verdict.signature === 'same';
  const text = printable(verdictInWords(verdict)) + (isRight ? ', but its signature is correct' : '');
  if (verdict.kind === 'match') return agrees(`✓ ${text}`);
  return verdict.kind === 'unknown' ? named(`? ${text}`) : differs(`✗ ${text}`);
}

/** Explains the verdict, with a lesson, the way to its cause, and what else was found. `way` is a command or a key. */
export function verdictBlocks(facts: VerificationFacts, scheme: Findings['scheme'], way: readonly Run[]): Block[] {
  const { verdict, notices, remarks } = facts;
  const isMismatch = verdict.kind === 'mismatch';
  const others = [
    ...remarks.map((remark) => prose(printable(remark))),
    ...notices.map(({ says, see }) => prose(`${printable(says)} `, link(see, see))),
  ];
  return [
    prose(explainedInWords(facts, scheme)),
    ...lessonLine(isMismatch ? lessonOfValue(verdict.at) : null),
    ...(isMismatch ? [prose(named('Cause: '), ...way, ' looks for the mistake that produces these bytes.')] : []),
    ...headed('Other findings', others),
  ];
}

/** Explains the verdict. Of all texts here, only a problem's text can quote input. */
function explainedInWords({ verdict, comparisons, notices }: VerificationFacts, scheme: Findings['scheme']): string {
  if (!('problem' in verdict)) return verdictExplained(verdict, { comparisons, notices, scheme });
  return `${printable(verdict.problem.says)} ${verdict.problem.fix}`;
}

const FORMS: Readonly<Record<Claim['scheme'], string>> = {
  header: 'in the Authorization header',
  query: 'in the query: a presigned URL',
  policy: 'in the fields of a form: a browser upload',
};

function claimBlocks(claim: Claim): Block[] {
  const { scheme, algorithm, accessKeyId, scope, timestamp, moment, signature } = claim;
  const { from, until } = validityOf(claim);
  const beginning = Number.isFinite(from) ? `from ${momentInWords(from)} ` : '';
  const given = ({ octets }: { readonly octets: Octets }) => ({ text: visible(octets), meaning: 'given' }) as const;
  return [
    heading('What the request claims'),
    line('signed', FORMS[scheme]),
    line(TERMS.algorithm, given(algorithm.names.request)),
    line(SHORT_TERMS.keyId, given(accessKeyId)),
    line(algorithm.boundTo === 'region' ? TERMS.region : 'Region set', given(scope.region)),
    line(TERMS.service, given(scope.service)),
    line(TERMS.date, [given(timestamp), aside(`  ${momentInWords(moment)}`)]),
    ...(until === null ? [] : [line('valid', `${beginning}until ${momentInWords(until)}`)]),
    line('signature', given(signature)),
  ];
}

function secretLines({ claim, secretSource }: ReportedRequest): Block[] {
  if (secretSource !== null) return [line(TERMS.secret, `from ${printable(sourceWords(secretSource))}`)];
  return claim ? [line(TERMS.secret, aside('not known'))] : [];
}

/** Shows the texts that a server computes, so that they can be compared with the client's log. */
const valueBlocks = (trace: RedactedTrace): Block[] =>
  [CANONICAL_REQUEST, STRING_TO_SIGN].flatMap(({ id, name }) => {
    const value = findValue(trace, id);
    return value ? [heading(`${name}, as a server computes it`), ...textLines('', value)] : [];
  });
