/** Collects what a report for an issue tracker is made of. Its texts are without secrets, but still have names. */
import { asText, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { claimOf } from '../../drafts/draft-of-request.ts';
import { maskedPiece } from '../../evidence/secrets/mask-pasted-secrets.ts';
import { headerValue, type RequestHead, writeRequestHead } from '../../http/message.ts';
import { splitTarget } from '../../http/target.ts';
import { secretsOfSides } from '../../sides/mask-sides.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { REQUEST } from '../../sigv4/stages/request.ts';
import { findValue, type ValueDefinition } from '../../trace/trace.ts';
import { diagnosisReport, diagnosisTitle } from '../diagnosis/diagnosis-view.ts';
import type { Block } from '../page.ts';
import type { Results } from '../results.ts';
import { verificationView } from '../verification/verification-view.ts';

/** The content to share, and the names and hashes that are known to be in it. */
export interface Shared {
  readonly verdict: string;
  readonly blocks: readonly Block[];
  /** The texts of both sides, without their secrets. */
  readonly pieces: readonly string[];
  /** Everything that was given, without its secrets. The fields of the form are found in it. */
  readonly given: readonly string[];
  readonly command: string;
  /** The secret that was used; `null` if the secret is unknown. */
  readonly secretAccessKey: Octets | null;
  readonly host: Octets | null;
  readonly path: Octets | null;
  readonly accessKeyId: Octets | null;
  readonly canonicalRequests: readonly Octets[];
  /** The hash of the payload, which is not shortened, like those of the canonical requests. */
  readonly payloadHash: Octets | null;
}

const maskOf =
  (secrets: readonly Octets[]) =>
  (piece: Octets): string =>
    asText(maskedPiece(piece, secrets));

/** Writes the command without the names of files, which can say who somebody is. */
const commandOf = (name: string, inputs: number): string =>
  ['sigv4', name, '--share', ...Array.from({ length: inputs }, () => 'FILE')].join(' ');

export function sharedDiagnosis({ diagnosis }: Results['diagnosis']): Shared {
  const shown = shownDiagnosis(diagnosis);
  const masked = maskOf(secretsOfSides(diagnosis.sides));
  const { answer, server, client, request, claim, secretAccessKey, evidence } = diagnosis.sides;
  const quoted = [server.canonicalRequest, client.canonicalRequest, answer?.canonicalRequest?.octets ?? null];
  return {
    verdict: diagnosisTitle(shown).text,
    blocks: diagnosisReport(shown),
    pieces: [shown.read.answer, shown.read.client].flatMap((strings) =>
      [strings?.canonicalRequest, strings?.stringToSign].flatMap((text) => (text ? [masked(text.octets)] : [])),
    ),
    given: evidence.pieces.map(({ octets }) => masked(octets)),
    command: commandOf('diagnose', evidence.pieces.length),
    secretAccessKey,
    host: shown.read.parts.host,
    path: shown.read.parts.path,
    accessKeyId: claim?.accessKeyId.octets ?? answer?.accessKeyId ?? null,
    canonicalRequests: [...new Set(quoted.filter((text) => text !== null))],
    payloadHash: request && payloadHashOf(request.head),
  };
}

export function sharedVerification({ reported, verified }: Results['verification']): Shared | null {
  if (!verified) return null;
  const { head } = verified.request;
  const { verdict, report } = verificationView(reported);
  const octetsOf = ({ id }: ValueDefinition) => reported.trace && findValue(reported.trace, id)?.bytes.octets;
  const known = verified.secrets.map(({ secretAccessKey }) => octetsFromText(secretAccessKey));
  const masked = maskOf(known);
  return {
    verdict,
    blocks: report,
    pieces: [octetsOf(REQUEST)].flatMap((octets) => (octets ? [masked(octets)] : [])),
    given: [masked(writeRequestHead(head).octets)],
    command: commandOf('verify', 1),
    secretAccessKey: known[0] ?? null,
    host: headerValue(head.headers, 'host')?.octets ?? null,
    path: splitTarget(head.target).path.octets,
    accessKeyId: claimOf({ head, body: null })?.accessKeyId.octets ?? null,
    canonicalRequests: [octetsOf(CANONICAL_REQUEST)].flatMap((octets) => octets ?? []),
    payloadHash: payloadHashOf(head),
  };
}

const payloadHashOf = ({ headers }: RequestHead): Octets | null =>
  headerValue(headers, 'x-amz-content-sha256')?.octets ?? null;
