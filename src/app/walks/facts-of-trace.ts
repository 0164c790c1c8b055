/** The facts of pages: of a trace, and of whatever else is known of its request. */
import { EMPTY, sliceOctets, textFromOctets } from '../../bytes/octets.ts';
import { storedOctets } from '../../bytes/stored-bytes.ts';
import { BEGINNING_LIMIT } from '../../http/body/request-body.ts';
import type { WalkFacts } from '../../pages/facts.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import type { SentRequest } from '../../verification/sent-request.ts';

/** What is not told is not known, or is not there. */
export function factsOf(known: Pick<WalkFacts, 'trace' | 'url' | 'body'> & Partial<WalkFacts>): WalkFacts {
  return {
    destination: { signedFor: '', connectsTo: '' },
    checks: [],
    publisher: null,
    vectors: null,
    disagreements: [],
    opinion: null,
    delivery: 'ready',
    exchange: null,
    verification: null,
    diagnosis: null,
    replay: null,
    ...known,
  };
}

/** A trace of what is not signed here: nothing to publish, nothing to send. `request`: `null` where nobody gave one. */
export function factsOfTrace(
  trace: RedactedTrace,
  request: SentRequest | null,
  found: Partial<Pick<WalkFacts, 'verification' | 'diagnosis' | 'replay'>>,
): WalkFacts {
  const body = request?.body ?? EMPTY;
  const target = request?.head.target.octets ?? EMPTY;
  return factsOf({
    trace,
    url: textFromOctets(target) ?? target,
    body: {
      beginning: sliceOctets(body, 0, BEGINNING_LIMIT),
      length: body.length,
      stored: storedOctets(body),
      isMasked: false,
    },
    vectors: { passed: 0, total: 0 },
    ...found,
  });
}
