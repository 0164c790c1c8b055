/** Bodies in signed chunks for tests: the whole chain of a request, as people see it and as machines make it. */
import { plain } from '../../../src/bytes/bytes.ts';
import { beginSigning } from '../../../src/sigv4/sign.ts';
import { hashedChunk } from '../../../src/sigv4/stages/chunk-signatures.ts';
import { findValue, withValues } from '../../../src/trace/trace.ts';
import { givenOf, octetsOf } from '../octets-of.ts';
import { type Pair, sha256Of } from './independent-signer.ts';
import { type Asked, inputOf } from './signing.ts';

export interface Chunked {
  readonly asked: Asked;
  readonly chunks: readonly string[];
  readonly trailers?: readonly Pair[];
}

/** The signatures of each chunk, the empty one too, and of the trailing headers if there are any. */
export function chainOf({ asked, chunks, trailers = [] }: Chunked, kind: 'recorded' | 'bare') {
  const { trace, startChain, startRecordedChain } = beginSigning(inputOf(asked, givenOf));
  const recorded = startRecordedChain?.();
  const chain = kind === 'recorded' ? recorded?.chain : startChain?.();
  if (!chain) throw new Error('there is no chain');
  let start = 0;
  const signed = chunks.map((chunk) => {
    const hashed = hashedChunk({ start, length: chunk.length, sha256: octetsOf(sha256Of(chunk)) });
    start += chunk.length;
    return chain.sign(kind === 'recorded' ? hashed : plain(hashed.octets));
  });
  const all = [...signed, chain.signLast()];
  const headers = trailers.map(([name, value]) => ({ name: givenOf(name, 'name'), value: givenOf(value, 'value') }));
  const trailer = trailers.length > 0 ? chain.signTrailer(headers).octets : null;
  return {
    all,
    seed: findValue(trace, 'signature')?.bytes.octets,
    signatures: all.map(({ octets }) => octets),
    trailer,
    trace: withValues(trace, kind === 'recorded' ? (recorded?.values ?? []) : []),
  };
}
