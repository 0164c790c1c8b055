/** Makes the cases of walks, verifications, and diagnoses. */
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
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
import { diagnosisTitle } from '../diagnosis/diagnosis-view.ts';
import { outcomeRun } from '../exchange-outcome.ts';
import type { Results } from '../results.ts';
import { caseRequest, expectationsOf, type SignatureCase, scopeOfTrace } from './signature-case.ts';

/** What a case holds of a result. */
export type CaseView = Omit<SignatureCase, 'madeBy' | 'notes'>;

/** A case, in whose request the secrets are not masked yet. Those in the pieces are masked already. */
interface CaseFacts extends Omit<CaseView, 'request' | 'isMasked'> {
  readonly sent: { readonly head: Octets; readonly body: Octets | null } | null;
  readonly secrets: readonly Octets[];
}

function masked({ sent, secrets, ...known }: CaseFacts): CaseView | Problem {
  const request = sent && caseRequest(sent.head, sent.body, secrets);
  if (isProblem(request)) return request;
  return { ...known, request, isMasked: request?.isMasked ?? false };
}

/**
 * Creates a case with the request as it was signed, and the response if the request was sent. A short body is included.
 */
export function caseOfWalk({ facts }: Results['walk']): CaseView | Problem {
  const { trace, body, exchange } = facts();
  const head = findValue(trace, SIGNED_REQUEST.id)?.bytes.octets;
  if (head === undefined) return noHead();
  const isWhole = body.beginning.length === body.length && !body.isMasked;
  return masked({
    ...ofTrace(trace),
    kind: 'walk',
    at: findValue(trace, TIMESTAMP.id)?.bytes.octets ?? null,
    verdict: exchange
      ? { id: String(exchange.response?.head.status ?? 'failed'), says: outcomeRun(exchange).text }
      : { id: 'signed', says: 'signed, and not sent' },
    sent: { head, body: isWhole ? body.beginning : null },
    secrets: [],
  });
}

const ofTrace = (trace: RedactedTrace | null) => ({
  scope: scopeOfTrace(trace),
  expected: expectationsOf(trace),
  pieces: [],
});

const noHead = () =>
  problem('case', 'A case holds a request with a signature in a header or in its URL.', 'Keep the JSON of this walk.');

/** Creates a case with the request, the values that are computed for it, and the verdict. */
export function caseOfVerification({ reported, verified }: Results['verification']): CaseView | Problem | null {
  if (!verified) return null;
  const { verdict, trace } = reported;
  const { head, body } = verified.request;
  return masked({
    ...ofTrace(trace),
    kind: 'verify',
    at: writeTimestamp(new Date(verified.now)),
    verdict: { id: verdict.kind, says: verdictInWords(verdict) },
    sent: { head: writeRequestHead(head).octets, body },
    secrets: verified.secrets.map(({ secretAccessKey }) => octetsFromText(secretAccessKey)),
  });
}

/** Creates a case with the input of the diagnosis, with its secrets masked, and the cause that was found. */
export function caseOfDiagnosis({ diagnosis }: Results['diagnosis']): CaseView | Problem {
  const { sides, findings } = diagnosis;
  const secrets = secretsOfSides(sides);
  return masked({
    ...ofTrace(null),
    kind: 'diagnose',
    at: null,
    verdict: { id: findings[0]?.cause.id ?? 'unknown', says: diagnosisTitle(shownDiagnosis(diagnosis)).text },
    sent: null,
    pieces: sides.evidence.pieces.map(({ octets }) => maskedPiece(octets, secrets)),
    secrets,
  });
}
