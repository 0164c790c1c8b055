import { type Octets, octetAt } from '../../bytes/octets.ts';
import { RULED_OUT_WORDS } from '../../causes/needs.ts';
import { QUESTIONS } from '../../causes/questions.ts';
import type { ShownDiagnosis, ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import type { Strings } from '../../evidence/evidence.ts';
import type { Change } from '../../sides/difference/changes.ts';
import type { Difference } from '../../sides/difference/difference.ts';
import type { SideLine } from '../../sides/difference/line-difference.ts';
import { byteName } from '../../views/characters/visible.ts';
import { findingFix, findingSays } from '../../views/diagnosis/finding-words.ts';
import { NOT_SIGNATURE_FIXES, notSignatureInWords } from '../../views/diagnosis/not-signature-words.ts';
import { verdictInWords } from '../../views/diagnosis/refusal-verdict.ts';
import { reasonsInWords, testInWords } from '../../views/diagnosis/suspect-words.ts';
import { sourceWords } from '../../views/input-words.ts';
import type * as Documents from './documents/diagnosis.ts';
import { readable } from './walk-json.ts';

/**
 * Converts a diagnosis to JSON. `version` changes when the shape of the document changes. In `causes`, the most certain
 * cause comes first.
 */
export function diagnosisJson({
  verdict,
  notSignature,
  findings,
  difference,
  suspects,
  read,
  next,
}: ShownDiagnosis): Documents.Diagnosis {
  const { answer, client, request, remarks } = read;
  return {
    version: 1,
    verdict: verdict && { id: verdict.id, of: verdict.of, says: verdictInWords(verdict, findings[0]) },
    notSignature: notSignature && {
      id: notSignature.id,
      code: notSignature.code,
      says: notSignatureInWords(notSignature),
      fix: NOT_SIGNATURE_FIXES[notSignature.id],
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
      request: request && { method: readable(request.method), form: request.form, unsaid: request.unsaid },
      parts: {
        host: textOf(read.parts.host),
        path: textOf(read.parts.path),
        scope: textOf(read.parts.scope),
        signedHeaders: textOf(read.parts.signedHeaders),
      },
      secret: read.secret,
      remarks: [...read.choices, ...remarks],
    },
    next,
  };
}

/** Rounds a likelihood. Likelihoods are estimates, so more digits would be meaningless. */
const rounded = (likelihood: number): number => Math.round(likelihood * 1000) / 1000;

function suspectedJson(finding: ShownFinding): Pick<Documents.Cause, 'likelihood' | 'signs' | 'because' | 'test'> {
  const { suspected } = finding;
  if (suspected === null) return {};
  return {
    likelihood: rounded(suspected.likelihood),
    signs: suspected.signs.map(({ id, quote }) => ({ id, quote })),
    because: reasonsInWords(finding),
    test: testInWords(finding),
  };
}

function causeJson(finding: ShownFinding): Documents.Cause {
  const { cause, variant, standing, lines, oneOf, changes } = finding;
  return {
    id: cause.id,
    ...(variant === null ? {} : { variant }),
    standing: standing.kind,
    by: standing.kind === 'proved' ? standing.by : null,
    stage: cause.stage,
    says: findingSays(finding),
    fix: findingFix(finding),
    ...placeJson(finding),
    lines: lines.map(({ program, line }) => ({ program, line })),
    lesson: cause.lesson,
    oneOf,
    changes: changes.map(changeJson),
    sources: [cause.see, ...cause.threads],
    ...suspectedJson(finding),
  };
}

/** Whether a certain change is that of the first cause, and where it happened. Nothing is known of the place of a mistake that is only possible. */
function placeJson({
  standing,
  isSameBytes,
  place,
  twins,
}: ShownFinding): Pick<Documents.Cause, 'sameBytes' | 'place' | 'twins'> {
  if (standing.kind === 'possible') return {};
  return {
    sameBytes: isSameBytes,
    place,
    twins: twins.map(({ id, variant, says, fix }) => ({ id, variant, says, fix })),
  };
}

const textOf = (octets: Octets | null) => octets && readable(octets);

function changeJson({ value, name, from, to }: Change): Documents.Change {
  return { value, name, from: textOf(from), to: textOf(to) };
}

/** Converts a difference. Lines are numbered from 1, and bytes from 0. */
function differenceJson({ text, part, pairs, first }: Difference): Documents.Difference {
  const { server = null, client = null } = pairs[first.pair] ?? {};
  return {
    text: text.id,
    part: part.id,
    name: part.name,
    line: first.pair + 1,
    column: first.column,
    server: sideJson(server, first.server, first.column),
    client: sideJson(client, first.client, first.column),
  };
}

function sideJson(line: SideLine | null, offset: number | null, column: number): Documents.DifferingLine | null {
  if (line === null) return null;
  const byte = column < line.octets.length ? byteName(octetAt(line.octets, column)) : null;
  return { offset, line: readable(line.octets), byte };
}

function stringsJson({ canonicalRequest, stringToSign }: Strings): Documents.QuotedStrings {
  return {
    canonicalRequest: canonicalRequest && {
      text: textOf(canonicalRequest.octets),
      standing: canonicalRequest.standing,
      readFrom: canonicalRequest.readFrom,
      repairs: canonicalRequest.repairs,
    },
    stringToSign: stringToSign && { text: textOf(stringToSign.octets), repairs: stringToSign.repairs },
  };
}
