/** Creates a step's own text in the inspector, which is shown until the cursor is moved. */

import { SIGNATURE } from '../../../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST } from '../../../sigv4/stages/canonical-request/canonical-request.ts';
import { findValue } from '../../../trace/trace.ts';
import type { Inspector, InspectorRow } from '../../../views/bytes/inspector.ts';
import { isAccepted, quotedCanonicalRequest, quotedError } from '../../../views/exchange-outcome.ts';
import type { WalkFacts } from '../../../views/facts.ts';
import { aside, type Run, words } from '../../../views/page.ts';
import { checkInRuns, preflightChecks } from '../../../views/preflight.ts';
import type { View } from '../view.ts';
import { canDiagnose, isLive, liveTarget, type WalkState } from '../walk-state.ts';
import { knowsServers } from './two-signatures.ts';

/** Returns the current step's own text; `null` if the step has no text of its own, or if the cursor was moved. */
export function ownWords(state: WalkState, view: View): Inspector | null {
  if (state.isMoved) return null;
  const { facts } = view;
  const target = liveTarget(state);
  if (target && isLive(state)) {
    const rows = preflightChecks(facts, target).map((check): InspectorRow => ({ label: '', runs: checkInRuns(check) }));
    return own('Before it leaves this machine', 'what the server will check', rows);
  }
  const rows = signatureRows(state, view);
  const { exchange } = facts;
  if (rows.length === 0 || exchange === null) return null;
  const times: InspectorRow = { label: 'time', runs: [words(timesInWords(exchange.times))] };
  return own('The two signatures', `${exchange.received.length} bytes in the response`, [...rows, times]);
}

const own = (title: string, at: string, rows: readonly InspectorRow[]): Inspector => ({
  letter: null,
  title,
  at: [at],
  rows,
  see: null,
});

/** Returns the client's signature and the server's signature, for the last step; empty for any other step. */
export function signatureRows(state: WalkState, { facts }: View): InspectorRow[] {
  const isLast = state.step === state.cursors.length - 1;
  const signature = findValue(facts.trace, SIGNATURE.id)?.bytes.octets;
  if (!isLast || !facts.exchange || facts.trace.purpose !== 'sign' || signature === undefined) return [];
  return [
    { label: 'client', runs: [words(signature)], isOneRow: true },
    { label: 'server', runs: serverRuns(facts, signature, canDiagnose(state)), isOneRow: true },
  ];
}

function serverRuns(facts: WalkFacts, signature: string, canDiagnoseNow: boolean): Run[] {
  const { exchange, trace } = facts;
  if (!exchange?.response) return [words('sent no response')];
  const isKnown = knowsServers(facts);
  if (isKnown && trace.algorithm.includes('ECDSA')) return [words('verified it with the public key')];
  if (isKnown) return [words(signature), aside(' same')];
  if (isAccepted(exchange)) return [words('does not show its own. If it checks signatures, it computed the same one.')];
  if (!canDiagnoseNow) return [words('does not show its own')];
  // An error such as RequestTimeTooSkewed already names the reason. Only a wrong signature needs a search for it.
  const code = quotedError(exchange.response)?.code;
  const isNamed = code !== undefined && code !== SIGNATURE_DOES_NOT_MATCH;
  return [words(`does not show its own. ${isNamed ? NAMED : DIAGNOSIS_OFFERS[canonicalRequests(facts)]}`)];
}

/** What a diagnosis adds, keyed by what the response shows of the server's canonical request. */
const DIAGNOSIS_OFFERS: Readonly<Record<ReturnType<typeof canonicalRequests>, string>> = {
  differ: 'Its canonical request differs: press d to find the byte.',
  same: 'Its canonical request is the same: press d to see what else can differ.',
  unknown: 'Press d to find the reason.',
};

const SIGNATURE_DOES_NOT_MATCH = 'SignatureDoesNotMatch';
const NAMED = 'The verdict above names the reason; d explains it.';

/** Compares the client's canonical request with the canonical request that the server's error quotes. */
function canonicalRequests({ exchange, trace }: WalkFacts): 'same' | 'differ' | 'unknown' {
  const own = findValue(trace, CANONICAL_REQUEST.id);
  const quoted = exchange?.response ? quotedCanonicalRequest(exchange.response) : null;
  // What is masked cannot be compared.
  if (!own || quoted === null || exchange?.isMasked || own.masked.length > 0) return 'unknown';
  return own.bytes.octets === quoted ? 'same' : 'differ';
}

function timesInWords(times: NonNullable<WalkFacts['exchange']>['times']): string {
  const { connected, sent, firstByte, finished } = times;
  const parts = [
    ['connected', connected],
    ['sent', sent],
    ['first byte', firstByte],
    ['end', finished],
  ] as const;
  return parts
    .flatMap(([name, at]) => (at === null ? [] : [`${at.toFixed(1)} ${name}`]))
    .join(' ── ')
    .concat(' (ms)');
}
