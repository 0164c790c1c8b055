/** Searches for the cause of a refusal in the bytes of an exchange. */
import type { Octets } from '../../bytes/octets.ts';
import { type Diagnosis, type DiagnosisChoices, isNamed, searchDiagnosis } from '../../diagnosis/diagnosis.ts';
import { evidentFindings, type ShownFinding, shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { answeredEvidence } from '../../evidence/read-evidence.ts';
import type { CapturedExchange, PassedBody } from '../../http/relay/captured.ts';
import { inOriginForm } from '../../http/relay/edit-head.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { finished, type Search, until } from '../../search/search.ts';
import { findingFix, findingInList } from '../../views/diagnosis/finding-words.ts';
import { isLikely } from '../../views/diagnosis/suspect-words.ts';
import type { TrafficCause, TrafficCauses } from '../../views/traffic/traffic-entry.ts';
import { secretFinder } from '../settings/secrets.ts';
import { arrivedRequest, type ExamineSettings, requestOf } from './captured-request.ts';
import type { FoundCauses, SearchJob } from './cause-searches.ts';
import { unpackExchange } from './packed-exchange.ts';

/**
 * Searches for the cause of a refusal, until its end or until `isOver` returns true. Returns `null` if there is nothing to
 * diagnose.
 */
export function searchCauses({ exchange, settings, mistakes }: SearchJob, isOver: () => boolean): FoundCauses | null {
  const unpacked = unpackExchange(exchange);
  const request = unpacked && requestOf(unpacked);
  const search = request && searchExchange(unpacked, request, settings);
  if (!search) return null;
  const diagnosis = until(search, () => mistakes === 'usual' || isOver());
  return { ...causesOf(diagnosis), isComplete: diagnosis.stopped === null || mistakes === 'usual' };
}

/** Returns the cause that the diagnosis of an exchange names or, if it names none, the one that is likely. */
export function causesOf(diagnosis: Diagnosis): TrafficCauses {
  const [first] = shownDiagnosis(diagnosis).findings;
  if (first === undefined) return { cause: null, suspect: null };
  if (isNamed(diagnosis)) return { cause: reasonOf(first), suspect: null };
  return { cause: null, suspect: isLikely(first) ? reasonOf(first) : null };
}

function reasonOf(first: ShownFinding): TrafficCause {
  const { cause, certainty } = first;
  return {
    id: cause.id,
    stage: cause.stage,
    certainty: certainty.kind,
    says: findingInList(first),
    fix: findingFix(first),
  };
}

/**
 * Diagnoses a refused request from complete evidence: the request from the client, the forwarded request, and the
 * response.
 */
export function diagnoseExchange(
  exchange: CapturedExchange,
  request: ClientRequest,
  settings: ExamineSettings,
): Diagnosis | null {
  const search = searchExchange(exchange, request, settings);
  return search && finished(search);
}

/** Diagnoses like `diagnoseExchange`, but as a search that can be interrupted. */
export function searchExchange(
  exchange: CapturedExchange,
  request: ClientRequest,
  settings: ExamineSettings,
  choices: Pick<DiagnosisChoices, 'mistakes'> = {},
): Search<Diagnosis> | null {
  const evidence = evidenceOf(exchange, request);
  return evidence && searchDiagnosis(evidence, secretFinder(settings.secrets), choices);
}

/** What is certain about a refusal without a search. */
export interface EvidentCause {
  readonly cause: TrafficCause | null;
  /** Whether a search may find the cause. */
  readonly isSearched: boolean;
}

/** Determines what is certain about the refusal of an exchange without a search. */
export function evidentCause(
  exchange: CapturedExchange,
  request: ClientRequest,
  settings: ExamineSettings,
): EvidentCause {
  const evidence = evidenceOf(exchange, request);
  return evidence ? causeInEvidence(evidence, settings) : { cause: null, isSearched: false };
}

/** Determines what is certain from evidence about a refusal without a search. */
export function causeInEvidence(evidence: Evidence, { secrets }: ExamineSettings): EvidentCause {
  const { findings, isWorthSearching } = evidentFindings(evidence, secretFinder(secrets));
  const [first] = findings;
  if (first === undefined) return { cause: null, isSearched: isWorthSearching };
  return { cause: reasonOf(first), isSearched: false };
}

function evidenceOf(exchange: CapturedExchange, request: ClientRequest): Evidence | null {
  const { response } = exchange;
  if (response === null) return null;
  const answered = answeredEvidence(request, messageOf(response));
  return { ...answered, ...transitOf(exchange, request) };
}

/** Returns the head that the client sent and the head that arrived, if they were both seen. */
function transitOf(exchange: CapturedExchange, { head: sent }: ClientRequest): Pick<Evidence, 'transit'> {
  const { octets, forwarded } = exchange.request;
  const isSeen = exchange.isSeenAtBothEnds || inOriginForm(octets) !== forwarded;
  const arrived = isSeen ? arrivedRequest(exchange) : null;
  return arrived === null ? {} : { transit: { sent, arrived: arrived.head } };
}

export const messageOf = ({ octets, body }: { readonly octets: Octets; readonly body: PassedBody }): Octets =>
  (octets + body.kept) as Octets;
