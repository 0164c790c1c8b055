/**
 * Creates the walk that shows a diagnosis and the walks that replay its causes, and diagnoses requests that this
 * program sent.
 */

import { given } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { type Diagnosis, searchDiagnosis, withAnswers } from '../../diagnosis/diagnosis.ts';
import { fixedRequest } from '../../diagnosis/fixed-request.ts';
import { comparedSides } from '../../diagnosis/rebuilt-side.ts';
import { type ShownDiagnosis, shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { traceDiagnosis } from '../../diagnosis/traces/trace-diagnosis.ts';
import { firstChanged, sourceOfReplay, traceReplay } from '../../diagnosis/traces/trace-replay.ts';
import type { Evidence, Piece, QuotedText, Strings } from '../../evidence/evidence.ts';
import { answeredEvidence } from '../../evidence/read-evidence.ts';
import type { RequestBody } from '../../http/body/request-body.ts';
import type { Exchange } from '../../http/exchange.ts';
import { writeRequestHead } from '../../http/message.ts';
import { readRequestHead } from '../../http/read-head.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import type { Search, SearchWatch } from '../../search/search.ts';
import { secretsOfSides } from '../../sides/mask-sides.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { SECRET_ACCESS_KEY } from '../../sigv4/stages/request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import { redact } from '../../trace/redact.ts';
import { findValue, type Trace, type ValueDefinition } from '../../trace/trace.ts';
import { findingOfReplay } from '../../views/diagnosis/cause-view.ts';
import { type ExportWorld, type WalkExports, walkExports } from '../outputs/walk-exports.ts';
import { watchedSearch } from '../reading/watched-search.ts';
import type { World } from '../world/world.ts';
import { factsOfTrace, redactionOf } from './facts-of-trace.ts';
import { tryFix } from './fix-trial.ts';
import { type PasteReader, type ShownPastePage, type ShownWalk, shownWalk } from './shown-walk.ts';

export interface DiagnosisChoice {
  readonly showsSecrets: boolean;
  readonly paste: PasteReader;
  /** The files that can be written, and the sockets to the sandbox. If omitted, nothing can be written or tried. */
  readonly world?: ExportWorld & Pick<World, 'listen' | 'send'>;
  /** Creates a page for pasting more. If omitted, nothing can be added. */
  readonly pasteMore?: (pieces: readonly Piece[], text: string | null) => ShownPastePage;
}

export function diagnosisWalk(diagnosis: Diagnosis, choice: DiagnosisChoice): ShownWalk {
  const others = choice.world?.secrets() ?? [];
  const shown = shownDiagnosis(diagnosis, others);
  const { pasteMore } = choice;
  const { request } = diagnosis.sides;
  const secrets = [...secretsOfSides(diagnosis.sides), ...others];
  const trace = redact(traceDiagnosis(comparedSides(diagnosis.sides, diagnosis.findings)), 'mask', secrets);
  return shownWalk({
    facts: factsOfTrace(trace, request, { diagnosis: shown }, secrets),
    paste: choice.paste,
    pasteMore: pasteMore === undefined ? null : (text) => pasteMore(piecesOf(diagnosis.sides.evidence), text),
    exports: exportsOf(diagnosis, choice),
    answered: diagnosis.suspects === null ? null : (answers) => diagnosisWalk(withAnswers(diagnosis, answers), choice),
    tryFix: triesOf(diagnosis, choice),
    openReplay: async (name) => replayWalk(diagnosis, shown, name, choice),
  });
}

/** Returns the input, and before it, the request, if it was read from the wire and is not part of the input. */
function piecesOf({ pieces, request }: Evidence): readonly Piece[] {
  if (request === null) return pieces;
  const head = writeRequestHead(request.head).octets;
  const isGiven = pieces.some(({ by }) => by.kind !== 'answer');
  return isGiven ? pieces : [{ octets: (head + (request.body ?? '')) as Octets, by: BY_WIRE }, ...pieces];
}

const BY_WIRE = { kind: 'request', read: 'as-sent' } as const;

const exportsOf = (diagnosis: Diagnosis, { world }: DiagnosisChoice): WalkExports | null =>
  world ? walkExports(world, 'diagnosis', (now) => ({ kind: 'diagnosis', facts: () => now, diagnosis })) : null;

function triesOf({ findings, sides }: Diagnosis, { world }: DiagnosisChoice): ShownWalk['tryFix'] {
  if (!world) return null;
  return async (index) => {
    const finding = findings[index];
    const fixed = finding ? fixedRequest(finding, sides, findings) : null;
    return fixed === null ? NOTHING_TO_TRY : tryFix(fixed, world);
  };
}

const NOTHING_TO_TRY = problem(
  'no-trial',
  'The fix of this cause is not a right signature, so it cannot be tried here.',
  'Follow the fix.',
);

function replayWalk(
  { findings, sides }: Diagnosis,
  shown: ShownDiagnosis,
  name: string,
  { showsSecrets, paste, world }: DiagnosisChoice,
): ShownWalk | Problem {
  const index = findingOfReplay(name);
  const finding = index === null ? undefined : findings[index];
  const shownFinding = index === null ? undefined : shown.findings[index];
  if (!finding?.replayed || !shownFinding) return NOTHING_THERE;
  const replayed = { ...finding, replayed: finding.replayed };
  const trace = traceReplay(replayed, sides);
  const redaction = redactionOf({ trace, showsSecrets });
  const secrets = redaction === 'mask' ? [...secretsOfSides(sides), ...(world?.secrets() ?? [])] : [];
  const replay = { finding: shownFinding, by: sourceOfReplay(replayed, sides), at: firstChanged(replayed, trace) };
  return shownWalk({
    facts: factsOfTrace(redact(trace, redaction, secrets), sides.request, { replay }, secrets),
    paste,
  });
}

const NOTHING_THERE = problem(
  'no-replay',
  'This cause is a statement of the server, so there is no mistake to replay.',
  'Press the right arrow to see both sides.',
);

interface SentHere {
  readonly trace: Trace;
  readonly head: Octets;
  readonly body: Pick<RequestBody, 'beginning' | 'length'>;
  /** The secret that the server knows; `null` if it is unknown. */
  readonly secretAccessKey: Octets | null;
}

/** Returns the secret in a trace that has not been redacted. */
export const secretOf = (trace: Trace): Octets | null => findValue(trace, SECRET_ACCESS_KEY.id)?.bytes.octets ?? null;

const BY = { kind: 'walk' } as const;

/**
 * Diagnoses the last exchange, whose request, response, and secret are all known. `exchange` is `null` if nothing has
 * been sent yet.
 */
export function searchRefusal(sent: SentHere, exchange: Exchange | null): Search<Diagnosis> | Problem {
  const evidence = exchange ? evidenceOf(sent, exchange) : NO_ANSWER;
  return isProblem(evidence) ? evidence : searchDiagnosis(evidence, () => sent.secretAccessKey);
}

/** Runs a search that can be watched, and creates the walk of its diagnosis. */
export async function searchedWalk(
  search: Search<Diagnosis>,
  choice: DiagnosisChoice,
  watch?: SearchWatch,
): Promise<ShownWalk> {
  return diagnosisWalk(await watchedSearch(search, watch), choice);
}

/** Returns the evidence about a request that this program sent. Its bytes are known, so they are not read as a paste. */
function evidenceOf({ trace, head, body }: SentHere, { received, response }: Exchange): Evidence | Problem {
  if (!response) return NO_ANSWER;
  const read = readRequestHead(given(head, { id: 'request', source: BY }));
  if (isProblem(read)) return read;
  const request: ClientRequest = {
    head: read,
    bodyOffset: null,
    scheme: null,
    seenBy: 'client',
    unsaid: [],
    remarks: [],
    body: body.beginning.length === body.length ? body.beginning : null,
  };
  const answer = (received.kept.slice(0, response.bodyStart) + response.body.kept) as Octets;
  return { ...answeredEvidence(request, answer), client: stringsOf(trace) };
}

/**
 * Returns the signed texts in the form in which a client's log would quote them, or `null` if no canonical request was
 * signed.
 */
function stringsOf(trace: Trace): Strings | null {
  const quoted = ({ id }: ValueDefinition): QuotedText | null => {
    const octets = findValue(trace, id)?.bytes.octets;
    return octets === undefined ? null : { octets, by: BY, readFrom: 'bytes', repairs: [], proof: 'proved' };
  };
  const canonicalRequest = quoted(CANONICAL_REQUEST);
  if (canonicalRequest === null) return null;
  const signature = findValue(trace, SIGNATURE.id)?.bytes.octets ?? null;
  return { canonicalRequest, stringToSign: quoted(STRING_TO_SIGN), signature };
}

const NO_ANSWER = problem('no-answer', 'There is no response yet.', 'Send the request first.');
