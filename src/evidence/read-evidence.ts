/** Reads whatever a person has of a failed request: the answer, the request, what the client wrote of its signature. */
import { type Problem, problem } from '../bytes/problem.ts';
import { INPUT } from '../intake/pasted/client-request.ts';
import { chooseAnswer, chooseClient, chooseRequest } from './choose.ts';
import type { Evidence, Piece } from './evidence.ts';
import { findingsIn } from './findings.ts';
import { whereToLook } from './where-to-look.ts';

/**
 * Reads pieces of any bytes, in any mix and order. The problem, `no-evidence`, is of what has nothing in it that can be
 * used: it says what to ask a client or a server for.
 */
export function readEvidence(pieces: readonly Piece[]): Evidence | Problem {
  const found = pieces.map(findingsIn);
  const answer = chooseAnswer(found);
  const client = chooseClient(found, answer);
  const request = chooseRequest(found, answer);
  if (!answer && !client && !request) return nothing(pieces);
  return {
    answer: answer?.answer ?? null,
    client: client?.strings ?? null,
    request: request?.request ?? null,
    remarks: [...(answer?.remarks ?? []), ...(client?.remarks ?? []), ...(request?.remarks ?? [])],
  };
}

function nothing(pieces: readonly Piece[]): Problem {
  const length = pieces[0]?.octets.length ?? 0;
  const says = pieces.every(({ octets }) => octets.trim() === '')
    ? 'The input is empty.'
    : "The input holds no server's answer, no request and nothing that a client printed of its signature.";
  return problem('no-evidence', says, whereToLook(), { where: { value: INPUT, start: 0, end: length } });
}
