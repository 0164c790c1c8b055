/** A trace of what is not signed here as the facts of pages: nothing to publish, nothing to send. */
import { EMPTY, sliceOctets, textFromOctets } from '../../bytes/octets.ts';
import { storedOctets } from '../../bytes/stored-bytes.ts';
import { BEGINNING_LIMIT } from '../../http/body/request-body.ts';
import type { WalkFacts } from '../../pages/facts.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import type { SentRequest } from '../../verification/sent-request.ts';

/** `request`: what it is about; `null` where nobody gave one. `found`: what is known beside the trace. */
export function factsOfTrace(
  trace: RedactedTrace,
  request: SentRequest | null,
  found: Partial<Pick<WalkFacts, 'verification' | 'diagnosis' | 'replay'>>,
): WalkFacts {
  const body = request?.body ?? EMPTY;
  const target = request?.head.target.octets ?? EMPTY;
  return {
    trace,
    by: 'the request',
    url: textFromOctets(target) ?? target,
    body: {
      beginning: sliceOctets(body, 0, BEGINNING_LIMIT),
      length: body.length,
      stored: storedOctets(body),
      isMasked: false,
    },
    destination: { signedFor: '', connectsTo: '' },
    checks: [],
    publisher: null,
    vectors: { passed: 0, total: 0 },
    disagreements: [],
    opinion: null,
    delivery: 'ready',
    exchange: null,
    verification: null,
    diagnosis: null,
    replay: null,
    ...found,
  };
}
