/**
 * Signs the events of an event stream in a chain. The chain resembles the chain of chunks, but each event has its own
 * time and signed headers. S3 does not use event chains. See tests/test_event_signing.c in
 * https://github.com/awslabs/aws-c-auth.
 */
import { type Bytes, slice } from '../../bytes/bytes.ts';
import { hexadecimal } from '../../bytes/text-operations.ts';
import { sha256 } from '../../crypto/digests.ts';
import { type Recorder, unrecorded, type ValueDefinition } from '../../trace/trace.ts';
import { deriveKey, type SigningContext } from '../line-of-stages.ts';
import { CHUNK_SIGNATURES_STAGE } from '../stages/chunk-signatures.ts';
import { scopeText } from '../stages/credential-scope.ts';
import { stringToSign } from '../stages/string-to-sign.ts';
import type { ChainStart } from './chain.ts';

interface StreamEvent {
  /** YYYYMMDD'T'HHMMSS'Z'. */
  readonly timestamp: Bytes;
  readonly headers: Bytes;
  readonly payload: Bytes;
}

const text = { stage: CHUNK_SIGNATURES_STAGE.id, form: 'text', secrecy: 'public' } as const;

const eventStringToSign = (number: number): ValueDefinition => ({
  ...text,
  id: `event-${number}/string-to-sign`,
  name: `String to sign of event ${number}`,
});
const eventSignature = (number: number): ValueDefinition => ({
  ...text,
  id: `event-${number}/signature`,
  name: `Signature of event ${number}`,
});

/**
 * Returns a function that signs the next event each time it is called. The function returns the signature in
 * hexadecimal digits.
 */
export function eventChain(start: ChainStart & SigningContext, record: Recorder): (event: StreamEvent) => Bytes {
  const { algorithm } = start;
  let previous = start.seed;
  let number = 0;
  return ({ timestamp, headers, payload }) => {
    number += 1;
    // The scope and the key depend on the day of the event.
    const scope = { ...start.scope, date: slice(timestamp, 0, 8) };
    const key = deriveKey({ ...start, scope }, unrecorded);
    const toSign = stringToSign({
      algorithm: algorithm.names.chunk,
      timestamp,
      credentialScope: scopeText(scope, algorithm),
      tail: [previous, hexadecimal(sha256(headers)), hexadecimal(sha256(payload))],
    });
    previous = record(eventSignature(number), key.sign(record(eventStringToSign(number), toSign), unrecorded));
    return previous;
  };
}
