/** Writes the report of `sigv4 verify` on one request: the verdict, followed by the reasons for it. */

import type { InputSource } from '../../bytes/input.ts';
import { lessonOfValue } from '../../lessons/lesson-of.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { momentInWords } from '../../verification/moments.ts';
import type { Notice } from '../../verification/notice.ts';
import type { Verdict } from '../../verification/verdict.ts';
import { type Findings, validityOf, verdictExplained, verdictInWords } from '../../verification/verdict.ts';
import { printable, visible } from '../characters/visible.ts';
import type { VerificationFacts } from '../facts.ts';
import { sourceWords } from '../input-words.ts';
import { aside, type Block, heading, type Line, line, link, prose, type Run, words } from '../page.ts';
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

/** Returns the report below the verdict. */
export function verificationReport(reported: ReportedRequest): Block[] {
  const { verdict, comparisons, notices, remarks, claim, trace, secretSource } = reported;
  return [
    prose(...explainedRuns(verdict, { comparisons, notices, scheme: claim?.scheme ?? null })),
    ...lessonLine(verdict.kind === 'mismatch' ? lessonOfValue(verdict.at.id) : null),
    ...causeBlocks(verdict, { text: 'sigv4 diagnose', meaning: 'command' }, ' with the same input'),
    ...noticeBlocks(notices, remarks),
    ...comparisonBlocks(comparisons),
    ...(claim ? claimBlocks(claim) : []),
    ...(claim || secretSource !== null
      ? [
          line(
            'secret',
            secretSource === null ? [aside('not known')] : [words(`from ${printable(sourceWords(secretSource))}`)],
          ),
        ]
      : []),
    ...(trace ? valueBlocks(trace) : []),
  ];
}

/**
 * Says how to find the mistake that makes a signature wrong. `way` is the command or the key, and `more` is text that
 * follows it.
 */
export function causeBlocks(verdict: Verdict, way: Run, more = ''): Block[] {
  if (verdict.kind !== 'mismatch') return [];
  return [
    prose({ text: 'Cause: ', meaning: 'name' }, way, words(`${more} looks for the mistake that produces these bytes.`)),
  ];
}

/** Shows the texts that a server computes, so that they can be compared with the client's log. */
function valueBlocks(trace: RedactedTrace): Block[] {
  return [CANONICAL_REQUEST, STRING_TO_SIGN].flatMap(({ id, name }) => {
    const value = findValue(trace, id);
    return value
      ? [
          heading(`${name}, as a server computes it`),
          ...textLines('', value, () => '').map((text) => ({ ...text, origin: null })),
        ]
      : [];
  });
}

const FORMS: Readonly<Record<Claim['scheme'], string>> = {
  header: 'in the Authorization header',
  query: 'in the query: a presigned URL',
  policy: 'in the fields of a form: a browser upload',
};

function claimBlocks(claim: Claim): Block[] {
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
  return until === null ? [] : [line('valid', [words(`${beginning}until ${momentInWords(until)}`)], null)];
}

/** Shows remarks about the reading of the input, and notices about the request. */
export function noticeBlocks(notices: readonly Notice[], remarks: readonly string[]): Block[] {
  if (notices.length + remarks.length === 0) return [];
  return [
    heading('Other findings'),
    ...remarks.map((remark) => prose(words(printable(remark)))),
    ...notices.map(({ says, see }) => prose(words(`${printable(says)} `), link(see, see))),
  ];
}

export function verdictRun(verdict: Verdict): Run {
  const text = printable(verdictInWords(verdict));
  switch (verdict.kind) {
    case 'match':
      return { text: `✓ ${text}`, meaning: 'agrees' };
    case 'unknown':
      return { text: `? ${text}`, meaning: 'name' };
    case 'expired':
    case 'not-yet-valid': {
      const besides = verdict.signature === 'same' ? ', but its signature is correct' : '';
      return { text: `✗ ${text}${besides}`, meaning: 'differs' };
    }
    default:
      return { text: `✗ ${text}`, meaning: 'differs' };
  }
}

/** Explains the verdict. Of all texts here, only a problem's text can quote input. */
export function explainedRuns(verdict: Verdict, findings: Findings): Run[] {
  if (!('problem' in verdict)) return [words(verdictExplained(verdict, findings))];
  const { says, fix } = verdict.problem;
  return [words(`${printable(says)} ${fix}`)];
}
