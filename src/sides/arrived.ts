/** Computes what a server saw of a request that something changed on the way, if the head that arrived is known. */
import { claimOf, draftOfClaim } from '../drafts/draft-of-request.ts';
import { replay } from '../drafts/replay.ts';
import { answerOfNothing } from '../evidence/answers/server-answer.ts';
import type { Evidence, QuotedText } from '../evidence/evidence.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';

/**
 * Adds the texts that the server must have computed, if it did not quote them, and if a part that is signed was changed on
 * the way. The bytes that the server received are known. If no signed part was changed, the request that arrived takes the
 * place of the request.
 */
export function withArrived(evidence: Evidence): Evidence {
  const { transit, request, answer, pieces } = evidence;
  const by = answer?.by ?? pieces[0]?.by;
  if (by === undefined || transit === undefined || request === null || answer?.canonicalRequest || answer?.stringToSign)
    return evidence;
  const seen = { ...request, head: transit.arrived };
  const [sent, arrived] = [textsOf(request), textsOf(seen)];
  if (sent === null || arrived === null) return evidence;
  if (sent.canonicalRequest === arrived.canonicalRequest) return { ...evidence, request: seen };
  const quoted = (octets: typeof arrived.canonicalRequest): QuotedText => ({
    octets,
    by,
    readFrom: 'bytes',
    repairs: [],
    proof: 'proved',
  });
  return {
    ...evidence,
    answer: {
      ...(answer ?? answerOfNothing(by)),
      canonicalRequest: quoted(arrived.canonicalRequest),
      stringToSign: quoted(arrived.stringToSign),
    },
  };
}

function textsOf(request: ClientRequest) {
  const claim = claimOf(request);
  const draft = claim && draftOfClaim(claim, null);
  return draft && replay(draft);
}
