/** Diagnoses refused requests on behalf of other programs. */
import { octetsFromArray, octetsFromText } from '../bytes/octets.ts';
import { isProblem as isOwnProblem, type Problem as OwnProblem } from '../bytes/problem.ts';
import { diagnose as diagnoseEvidence } from '../diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../diagnosis/shown-diagnosis.ts';
import type { Piece } from '../evidence/evidence.ts';
import { readEvidence } from '../evidence/read-evidence.ts';
import {
  isObject,
  isText,
  type JsonObject,
  readOptionalText,
  unknownMember,
  wrongMember,
} from '../intake/json/json-line.ts';
import { diagnosisJson } from '../views/documents/diagnosis-document.ts';
import type { Diagnosis } from '../views/documents/types/diagnosis.ts';
import type { Problem } from './problem.ts';
import { noObject, publicProblem } from './reading/request-input.ts';

export { isProblem, type Problem } from './problem.ts';

/** A file, a log, or a paste, as bytes or as text. */
export type EvidencePiece = string | Uint8Array;

export interface DiagnoseInput {
  /**
   * Everything known about the failed request, in any order, such as the server's response, the request, and the
   * client's log. Can be a single piece, a list, or an object. The diagnosis uses the property names of an object to
   * refer to its pieces.
   */
  readonly evidence: EvidencePiece | readonly EvidencePiece[] | Readonly<Record<string, EvidencePiece>>;
  /**
   * The secret with which the request should be signed. If given, each mistake can be reproduced and compared with the
   * signature.
   */
  readonly secretAccessKey?: string;
}

/**
 * Finds the causes of a refused request by reproducing each known mistake and comparing the result with the reports of
 * the client and the server. If the input contains nothing usable, returns the problem `no-evidence`, which says what
 * to ask for. See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html.
 */
export function diagnose(input: DiagnoseInput): Diagnosis | Problem {
  const order = readDiagnoseInput(input);
  if (isOwnProblem(order)) return publicProblem(order);
  const evidence = readEvidence(order.pieces);
  if (isOwnProblem(evidence)) return publicProblem(evidence);
  const { secretAccessKey } = order;
  const secret = secretAccessKey === null ? null : octetsFromText(secretAccessKey);
  return diagnosisJson(shownDiagnosis(diagnoseEvidence(evidence, () => secret, { secretTo: 'library' })));
}

interface DiagnoseOrder {
  readonly pieces: readonly Piece[];
  readonly secretAccessKey: string | null;
}

function readDiagnoseInput(input: unknown): DiagnoseOrder | OwnProblem {
  if (!isObject(input)) return noObject('evidence');
  const unknown = unknownMember(input, ['evidence', 'secretAccessKey']);
  if (unknown) return unknown;
  const secretAccessKey = readOptionalText(input, 'secretAccessKey');
  if (secretAccessKey !== null && isOwnProblem(secretAccessKey)) return secretAccessKey;
  const pieces = readPieces(input);
  return isOwnProblem(pieces) ? pieces : { pieces, secretAccessKey };
}

function readPieces({ evidence }: JsonObject): Piece[] | OwnProblem {
  const pieces: Piece[] = [];
  for (const [name, content] of namedPieces(evidence)) {
    if (content instanceof Uint8Array) pieces.push({ octets: octetsFromArray(content), by: { kind: 'caller', name } });
    else if (isText(content)) pieces.push({ octets: octetsFromText(content), by: { kind: 'caller', name } });
    else
      return wrongMember('evidence', 'is neither text nor bytes', 'Give a string, a Uint8Array, or several of them.');
  }
  return pieces;
}

function namedPieces(evidence: unknown): readonly (readonly [name: string, content: unknown])[] {
  if (Array.isArray(evidence)) return evidence.map((content, index) => [`piece ${index + 1}`, content]);
  if (isObject(evidence) && !(evidence instanceof Uint8Array)) return Object.entries(evidence);
  return [['the evidence', evidence]];
}
