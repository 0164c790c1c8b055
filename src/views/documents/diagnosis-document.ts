/** Writes a diagnosis as JSON. */
import { asText } from '../../bytes/octets.ts';
import { RULED_OUT_WORDS } from '../../causes/needs.ts';
import { QUESTIONS } from '../../causes/questions.ts';
import { type ShownDiagnosis, type ShownFinding, shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import type { Strings } from '../../evidence/evidence.ts';
import type { SideName } from '../../sides/difference/byte-alignment.ts';
import type { Difference } from '../../sides/difference/difference.ts';
import { byteNameAt } from '../characters/visible.ts';
import { findingFix, findingSays } from '../diagnosis/finding-words.ts';
import { NOT_SIGNATURE, notSignatureInWords } from '../diagnosis/not-signature.ts';
import { verdictInWords } from '../diagnosis/refusal-verdict.ts';
import { nextInWords, reasonsInWords, testInWords } from '../diagnosis/suspect-words.ts';
import { type NameOfOption, sourceWords } from '../input-words.ts';
import type { Results } from '../results.ts';
import { textIfAny } from './content.ts';
import type * as Documents from './types/diagnosis.ts';

/** Makes the document that `diagnose --json` prints. */
export const diagnosisDocument = ({ diagnosis }: Results['diagnosis'], nameOf: NameOfOption): Documents.Diagnosis =>
  diagnosisJson(shownDiagnosis(diagnosis), nameOf);

/**
 * Converts a diagnosis to JSON. `version` changes when the shape of the document changes. In `causes`, the most certain
 * cause comes first.
 */
export function diagnosisJson(
  { verdict, notSignature, findings, difference, suspects, read, next }: ShownDiagnosis,
  nameOf?: NameOfOption,
): Documents.Diagnosis {
  const { answer, client, request, remarks } = read;
  return {
    version: 1,
    verdict: verdict && { id: verdict.id, of: verdict.of, says: verdictInWords(verdict, findings[0]) },
    notSignature: notSignature && {
      id: notSignature.id,
      code: notSignature.code,
      says: notSignatureInWords(notSignature),
      fix: NOT_SIGNATURE[notSignature.id].fix,
    },
    causes: findings.map(causeJson),
    other: suspects && rounded(suspects.other),
    ruledOut: (suspects?.ruledOut ?? []).map(({ id, by }) => ({ id, by, says: RULED_OUT_WORDS[by] })),
    questions: (suspects?.questions ?? []).map(({ id, answer }) => ({ id, asks: QUESTIONS[id].asks, answer })),
    firstDifference: difference && differenceJson(difference),
    evidence: {
      answer: answer && {
        by: sourceWords(answer.by),
        status: answer.status,
        code: answer.code,
        ...stringsJson(answer),
      },
      client: client && stringsJson(client),
      request: request && { method: asText(request.method), form: request.form, unsaid: request.unsaid },
      parts: {
        host: textIfAny(read.parts.host),
        path: textIfAny(read.parts.path),
        scope: textIfAny(read.parts.scope),
        signedHeaders: textIfAny(read.parts.signedHeaders),
      },
      secret: read.secret,
      remarks: [...read.choices, ...remarks],
    },
    next: next.map((step) => nextInWords(step, nameOf?.('secretFrom'))),
  };
}

/** Rounds a likelihood. Likelihoods are estimates, so more digits would be meaningless. */
const rounded = (likelihood: number): number => Math.round(likelihood * 1000) / 1000;

function causeJson(finding: ShownFinding): Documents.Cause {
  const { cause, variant, certainty, lines, oneOf, changes, isSameBytes, place, twins, suspected } = finding;
  return {
    id: cause.id,
    ...(variant === null ? {} : { variant }),
    standing: certainty.kind,
    by: certainty.kind === 'proved' ? certainty.by : null,
    stage: cause.stage,
    says: findingSays(finding),
    fix: findingFix(finding),
    // Nothing is known of the place of a mistake that is only possible.
    ...(certainty.kind === 'possible'
      ? {}
      : {
          sameBytes: isSameBytes,
          place,
          twins: twins.map((twin) => ({ id: twin.id, variant: twin.variant, says: twin.says, fix: twin.fix })),
        }),
    lines: lines.map(({ program, line }) => ({ program, line })),
    lesson: cause.lesson,
    oneOf,
    changes: changes.map(({ value, name, from, to }) => ({ value, name, from: textIfAny(from), to: textIfAny(to) })),
    sources: [cause.see, ...cause.threads],
    ...(suspected === null
      ? {}
      : {
          likelihood: rounded(suspected.likelihood),
          signs: suspected.signs.map(({ id, quote }) => ({ id, quote })),
          because: reasonsInWords(finding),
          test: testInWords(finding),
        }),
  };
}

/** Converts a difference. Lines are numbered from 1, and bytes from 0. */
function differenceJson({ text, part, pairs, first }: Difference): Documents.Difference {
  const sideJson = (side: SideName): Documents.DifferingLine | null => {
    const octets = pairs[first.pair]?.[side]?.octets;
    if (octets === undefined) return null;
    return { offset: first[side], line: asText(octets), byte: byteNameAt(octets, first.column, null) };
  };
  return {
    text: text.id,
    part: part.id,
    name: part.name,
    line: first.pair + 1,
    column: first.column,
    server: sideJson('server'),
    client: sideJson('client'),
  };
}

function stringsJson({ canonicalRequest, stringToSign }: Strings): Documents.QuotedStrings {
  return {
    canonicalRequest: canonicalRequest && {
      text: textIfAny(canonicalRequest.octets),
      standing: canonicalRequest.proof,
      readFrom: canonicalRequest.readFrom,
      repairs: canonicalRequest.repairs,
    },
    stringToSign: stringToSign && { text: textIfAny(stringToSign.octets), repairs: stringToSign.repairs },
  };
}
