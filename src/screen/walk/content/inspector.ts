/** Returns what the inspector says, which explains the byte or the line under the cursor. */

import { SIGNATURE } from '../../../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST } from '../../../sigv4/stages/canonical-request/canonical-request.ts';
import { findValue } from '../../../trace/trace.ts';
import { type Inspector, type InspectorRow, inspectorOf, inspectorOfLine } from '../../../views/bytes/inspector.ts';
import { inspectorOfTwo } from '../../../views/bytes/two-bytes.ts';
import { sideOf } from '../../../views/bytes/two-texts.ts';
import { isAccepted, quotedCanonicalRequest, quotedError } from '../../../views/exchange-outcome.ts';
import type { WalkFacts } from '../../../views/facts.ts';
import { aside, type Run, words } from '../../../views/page.ts';
import { checkInRuns, preflightChecks } from '../../../views/preflight.ts';
import { spotOfLine } from '../cursor/on-whole.ts';
import { cursorIn, cursorOf, rowsShown, type View } from '../view.ts';
import { canDiagnose, isInWhole, isLive, liveTarget, type WalkState } from '../walk-state.ts';
import { knowsServers } from './two-signatures.ts';

/**
 * Returns the inspector: the step's own text, or the byte under the cursor. After the byte, the last step always shows
 * the two signatures.
 */
export function inspectorIn(state: WalkState, view: View): Inspector | null {
  const own = ownWords(state, view);
  const shown = own ?? byteInspector(state, view);
  const signatures = own ? [] : signatureRows(state, view);
  if (signatures.length === 0) return shown;
  const { rows, ...rest } = shown ?? NO_BYTE;
  const before = Math.max(view.regions.inspectorHeight - signatures.length, 0);
  return { ...rest, rows: [...rows.slice(0, before), ...signatures] };
}

const NO_BYTE: Inspector = { letter: null, title: '', at: [], rows: [], see: null };

function byteInspector(state: WalkState, view: View): Inspector | null {
  const { facts, places } = view;
  const { position, row } = cursorOf(state, view);
  const texts = view.textsOf(state.step);
  // A line of the picture is explained where its step shows it.
  const spot = isInWhole(state) ? spotOfLine(state, view) : null;
  const shown =
    (spot ? view.rowsOf(spot.step, 'page', state.windows)[spot.cursor.row] : rowsShown(state, view)[row]) ?? null;
  if (!texts) {
    const stage = facts.trace.stages[spot?.step ?? state.step]?.id ?? null;
    if (position) return inspectorOf(facts, places, position, shown, stage);
    return inspectorOfLine(shown?.explains ?? null, shown?.origin ?? null);
  }
  const other = cursorIn(state, view, state.pane === 'page' ? 'beside' : 'page').position;
  const at = position ?? other;
  if (!at) return inspectorOfLine(null, shown?.origin ?? null);
  return sideOf(texts, at.value) === null
    ? inspectorOf(facts, places, at, shown)
    : inspectorOfTwo(facts, places, { texts, at });
}

/** Returns the current step's own text; `null` if the step has no text of its own, or if the cursor was moved. */
function ownWords(state: WalkState, view: View): Inspector | null {
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
function signatureRows(state: WalkState, { facts }: View): InspectorRow[] {
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
