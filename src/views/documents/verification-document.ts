/** Makes the documents of verified requests. */

import { asText, type Octets } from '../../bytes/octets.ts';
import { lessonOfValue } from '../../lessons/lesson-of.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { commonStart } from '../../trace/common-ends.ts';
import type { Comparison } from '../../verification/comparison/comparison.ts';
import type { Verdict } from '../../verification/verdict.ts';
import { validityOf, verdictExplained } from '../../verification/verdict.ts';
import { type NameOfOption, optionInWords, sourceWords } from '../input-words.ts';
import type { Results } from '../results.ts';
import type { ReportedRequest } from '../verification/verification-view.ts';
import { problemJson, textOrHex } from './content.ts';
import { originWriter } from './origins.ts';
import type * as Documents from './types/claim.ts';
import { stagesJson } from './walk-document.ts';

/** Makes the document that `verify --json` prints of one request. */
export const verificationDocument = ({ reported }: Results['verification'], nameOf: NameOfOption) =>
  verificationJson(reported, nameOf);

/** Converts one request. `version` changes when the shape of the document changes. */
export function verificationJson(reported: ReportedRequest, nameOf: NameOfOption) {
  const { verdict, comparisons, notices, remarks, claim, trace } = reported;
  const origins = originWriter(trace?.values ?? []);
  return {
    version: 1,
    ...verdictJson(verdict),
    says: verdictExplained(
      verdict,
      { comparisons, notices, scheme: claim?.scheme ?? null },
      optionInWords(nameOf, 'at'),
    ),
    claim: claim && claimJson(claim),
    secretSource: reported.secretSource && sourceWords(reported.secretSource),
    comparisons: comparisons.map(comparisonJson),
    notices,
    remarks,
    lesson: verdict.kind === 'mismatch' ? lessonOfValue(verdict.at) : null,
    stages: trace ? stagesJson(trace, [], origins) : [],
    origins: origins.tables(),
  };
}

/**
 * Converts the members that every form of output has: the verdict, the place and reason of a failure, and the period of
 * validity.
 */
export function verdictJson(verdict: Verdict) {
  const at = verdict.kind === 'mismatch' ? verdict.at : null;
  return {
    verdict: verdict.kind,
    firstDifference: at && { id: at.id, name: at.name, stage: at.stage },
    from: verdict.kind === 'not-yet-valid' ? momentJson(verdict.from) : null,
    until: verdict.kind === 'expired' ? momentJson(verdict.until) : null,
    problem: 'problem' in verdict ? problemJson(verdict.problem) : null,
  };
}

export function claimJson(claim: Claim): Documents.Claim {
  const { scheme, algorithm, accessKeyId, scope, timestamp, signature } = claim;
  const { from, until } = validityOf(claim);
  return {
    form: scheme,
    algorithm: algorithm.names.request.octets,
    accessKeyId: asText(accessKeyId.octets),
    date: asText(scope.date.octets),
    ...(algorithm.boundTo === 'region'
      ? { region: asText(scope.region.octets) }
      : { regionSet: asText(scope.region.octets) }),
    service: asText(scope.service.octets),
    timestamp: asText(timestamp.octets),
    signature: asText(signature.octets),
    validFrom: momentJson(from),
    validUntil: until === null ? null : momentJson(toTheSecond(until)),
  };
}

/** Rounds down to a whole second, like the text of a verdict. */
const toTheSecond = (milliseconds: number) => Math.floor(milliseconds / 1000) * 1000;

/** The range of JavaScript dates on either side of 1970, in milliseconds. */
const LAST_MOMENT = 8.64e15;

/** Writes a time limit in ISO 8601. Returns `null` if there is no limit. */
const momentJson = (milliseconds: number) =>
  Math.abs(milliseconds) <= LAST_MOMENT ? new Date(milliseconds).toISOString() : null;

export function comparisonJson({ claimed, computed, says, ...comparison }: Comparison): Documents.Comparison {
  const { id, name, stage, standing } = comparison;
  const content = (octets: Octets | null) => octets && textOrHex(octets);
  const differs = standing === 'differs' && claimed !== null && computed !== null;
  const differsFrom = differs ? commonStart(claimed, computed) : null;
  const values = { claimed: content(claimed), computed: content(computed), differsFrom };
  // If the values are the same, there is no difference to explain, so the sentence is omitted.
  return { id, name, stage, standing, ...values, says: standing === 'same' ? null : says };
}
