/** Writes cases of walks, verifications, and diagnoses. */

import { base64 } from '../../bytes/base64.ts';
import { plain } from '../../bytes/bytes.ts';
import { asText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { type CaseView, caseOfDiagnosis, caseOfVerification, caseOfWalk } from '../../views/case/case-of-result.ts';
import { CASE_VERSION, type CaseRequest } from '../../views/case/signature-case.ts';
import { textOrHex } from '../../views/documents/content.ts';
import { oneLine } from '../../views/documents/one-line.ts';
import type { OutputManner, OutputWriter } from '../form.ts';
import { jsonText } from '../json/json-text.ts';

export const writeWalkCase: OutputWriter<'walk'> = (result, manner) => caseText(caseOfWalk(result), manner);
export const writeVerificationCase: OutputWriter<'verification'> = (result, manner) =>
  caseText(caseOfVerification(result), manner);
export const writeDiagnosisCase: OutputWriter<'diagnosis'> = (result, manner) =>
  caseText(caseOfDiagnosis(result), manner);

/** Writes a case as JSON. */
function caseText(made: CaseView | Problem | null, { version, given }: OutputManner): string | Problem | null {
  if (made === null || isProblem(made)) return made;
  const { kind, at, request, isMasked, scope, verdict } = made;
  const expected = Object.entries(made.expected);
  return jsonText({
    sigcase: CASE_VERSION,
    kind,
    madeBy: `sigv4 ${version}`,
    at,
    request: request && requestJson(request),
    pieces: made.pieces.map(textOrHex),
    masked: isMasked,
    scope: scope && { accessKeyId: asText(scope.accessKeyId), credentialScope: asText(scope.credentialScope) },
    expected: Object.fromEntries(
      expected.flatMap(([id, octets]) => (octets === undefined ? [] : [[id, textOrHex(octets)]])),
    ),
    verdict,
    notes: given('note'),
  });
}

/** Writes a request as `verify --jsonl` reads it. */
const requestJson = ({ head: { method, target, headers }, body }: CaseRequest) => ({
  method: asText(method.octets),
  target: asText(target.octets),
  headers: headers.map(({ name, value }) => oneLine([asText(name.octets), asText(value.octets)])),
  ...(body === null ? {} : { bodyBase64: base64(plain(body)).octets }),
});
