/** Writes cases of walks, verifications, and diagnoses. */
import { base64 } from '../../bytes/base64.ts';
import { plain } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { maskedPiece } from '../../evidence/secrets/mask-pasted-secrets.ts';
import { writeRequestHead } from '../../http/message.ts';
import { secretsOfSides } from '../../sides/mask-sides.ts';
import { TIMESTAMP } from '../../sigv4/stages/request.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { writeTimestamp } from '../../sigv4/timestamp.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { verdictInWords } from '../../verification/verdict.ts';
import { diagnosisTitle } from '../../views/diagnosis/diagnosis-view.ts';
import { outcomeRun } from '../../views/exchange-outcome.ts';
import type { WalkFacts } from '../../views/facts.ts';
import type { ReportedRequest } from '../../views/verification/verification-view.ts';
import type { OutputManner, OutputWriter } from '../form.ts';
import { jsonText, oneLine } from '../json/json-text.ts';
import { readable, textOrHex } from '../json/walk-json.ts';
import type { VerifiedRequest } from '../result.ts';
import {
  CASE_VERSION,
  type CaseRequest,
  caseRequest,
  expectationsOf,
  type SignatureCase,
  scopeOfTrace,
} from './case.ts';

/** A case, in whose request the secrets are not masked yet. Those in the pieces are masked already. */
interface CaseFacts extends Omit<SignatureCase, 'madeBy' | 'request' | 'isMasked' | 'notes'> {
  readonly sent: { readonly head: Octets; readonly body: Octets | null } | null;
  readonly secrets: readonly Octets[];
}

export const caseOfWalk: OutputWriter<'walk'> = ({ facts }, manner) => caseFile(walkCase(facts()), manner);

export const caseOfVerification: OutputWriter<'verification'> = ({ reported, verified }, manner) =>
  verified && caseFile(verificationCase(reported, verified), manner);

export const caseOfDiagnosis: OutputWriter<'diagnosis'> = ({ diagnosis }, manner) =>
  caseFile(diagnosisCase(diagnosis), manner);

function caseFile(facts: CaseFacts | Problem, { version, given }: OutputManner): string | Problem {
  if (isProblem(facts)) return facts;
  const { sent, secrets, ...known } = facts;
  const request = sent && caseRequest(sent.head, sent.body, secrets);
  if (isProblem(request)) return request;
  const isMasked = request?.isMasked ?? false;
  return caseText({ ...known, madeBy: `sigv4 ${version}`, request, isMasked, notes: given('note') });
}

/**
 * Creates a case with the request as it was signed, and the response if the request was sent. A short body is included.
 */
function walkCase({ trace, body, exchange }: WalkFacts): CaseFacts | Problem {
  const head = findValue(trace, SIGNED_REQUEST.id)?.bytes.octets;
  if (head === undefined) return noHead();
  const isWhole = body.beginning.length === body.length && !body.isMasked;
  return {
    ...ofTrace(trace),
    kind: 'walk',
    at: findValue(trace, TIMESTAMP.id)?.bytes.octets ?? null,
    verdict: exchange
      ? { id: String(exchange.response?.head.status ?? 'failed'), says: outcomeRun(exchange).text }
      : { id: 'signed', says: 'signed, and not sent' },
    sent: { head, body: isWhole ? body.beginning : null },
    secrets: [],
  };
}

const ofTrace = (trace: RedactedTrace | null) => ({
  scope: scopeOfTrace(trace),
  expected: expectationsOf(trace),
  pieces: [],
});

const noHead = () =>
  problem('case', 'A case holds a request with a signature in a header or in its URL.', 'Keep the JSON of this walk.');

/** Creates a case with the request, the values that are computed for it, and the verdict. */
function verificationCase(
  { verdict, trace }: ReportedRequest,
  { request: { head, body }, secrets, now }: VerifiedRequest,
): CaseFacts {
  return {
    ...ofTrace(trace),
    kind: 'verify',
    at: writeTimestamp(new Date(now)),
    verdict: { id: verdict.kind, says: verdictInWords(verdict) },
    sent: { head: writeRequestHead(head).octets, body },
    secrets: secrets.map(({ secretAccessKey }) => octetsFromText(secretAccessKey)),
  };
}

/** Creates a case with the input of the diagnosis, with its secrets masked, and the cause that was found. */
function diagnosisCase({ sides, ...diagnosis }: Diagnosis): CaseFacts {
  const secrets = secretsOfSides(sides);
  return {
    ...ofTrace(null),
    kind: 'diagnose',
    at: null,
    verdict: {
      id: diagnosis.findings[0]?.cause.id ?? 'unknown',
      says: diagnosisTitle(shownDiagnosis({ sides, ...diagnosis })).text,
    },
    sent: null,
    pieces: sides.evidence.pieces.map(({ octets }) => maskedPiece(octets, secrets)),
    secrets,
  };
}

/** Writes a case as JSON. */
function caseText({ kind, madeBy, at, request, isMasked, scope, verdict, notes, ...made }: SignatureCase): string {
  const expected = Object.entries(made.expected);
  return jsonText({
    sigcase: CASE_VERSION,
    kind,
    madeBy,
    at,
    request: request && requestJson(request),
    pieces: made.pieces.map(textOrHex),
    masked: isMasked,
    scope: scope && { accessKeyId: readable(scope.accessKeyId), credentialScope: readable(scope.credentialScope) },
    expected: Object.fromEntries(
      expected.flatMap(([id, octets]) => (octets === undefined ? [] : [[id, textOrHex(octets)]])),
    ),
    verdict,
    notes,
  });
}

/** Writes a request as `verify --jsonl` reads it. */
const requestJson = ({ head: { method, target, headers }, body }: CaseRequest) => ({
  method: readable(method.octets),
  target: readable(target.octets),
  headers: headers.map(({ name, value }) => oneLine([readable(name.octets), readable(value.octets)])),
  ...(body === null ? {} : { bodyBase64: base64(plain(body)).octets }),
});
