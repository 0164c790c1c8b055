/** Requests that the program has signed, as a server receives them. */
import { plain } from '../../../src/bytes/bytes.ts';
import type { Octets } from '../../../src/bytes/octets.ts';
import { readRequestHead } from '../../../src/http/read-head.ts';
import type { ReceivedRequest } from '../../../src/http/read-request.ts';
import type { SigningInput } from '../../../src/sigv4/schemes/signing-input.ts';
import { beginSigning } from '../../../src/sigv4/sign.ts';
import { hashedChunk } from '../../../src/sigv4/stages/chunk-signatures.ts';
import { findValue } from '../../../src/trace/trace.ts';
import { octetsOf, plainOf } from '../octets-of.ts';
import { sound } from '../problems.ts';
import { type Pair, sha256Of } from '../sigv4/independent-signer.ts';

/** A body and how it is sent. One character is one byte. */
export interface SentBody {
  readonly body: string;
  /** Of the chunks with data; `null` for a body that is sent as it is. */
  readonly chunkSizes: readonly number[] | null;
  readonly trailers: readonly Pair[];
}

export interface SentRequest {
  readonly received: ReceivedRequest;
  /** The head, up to its empty line. */
  readonly head: Octets;
  /** As the program's own trace has it. */
  readonly signature: Octets;
}

/** Signs and sends; throws where the request cannot be signed. */
export function sentRequest(input: SigningInput, sent: SentBody): SentRequest {
  const { trace, startChain } = beginSigning(input);
  if (trace.outcome.kind === 'malformed') throw new Error(trace.outcome.problem.says);
  const head = findValue(trace, 'signed-request')?.bytes.octets ?? octetsOf('');
  const body = sent.chunkSizes === null ? sent.body : encoded(sent, input, startChain?.() ?? null);
  const signature = findValue(trace, 'signature')?.bytes.octets ?? octetsOf('');
  return { head, signature, received: { head: sound(readRequestHead(plain(head))), body: octetsOf(body) } };
}

type Chain = ReturnType<NonNullable<ReturnType<typeof beginSigning>['startChain']>>;

/** aws-chunked, written from AWS's pages; signatures of SigV4A are padded with asterisks. */
function encoded({ body, chunkSizes, trailers }: SentBody, { algorithm }: SigningInput, chain: Chain | null): string {
  const padded = (signature: string) => signature.padEnd(algorithm.chunkSignatureLength, '*');
  const extension = (signature: Octets | undefined) =>
    signature === undefined ? '' : `;chunk-signature=${padded(signature)}`;
  let at = 0;
  const chunks = (chunkSizes ?? []).map((size) => {
    const data = body.slice(at, at + size);
    const hashed = hashedChunk({ start: at, length: size, sha256: octetsOf(sha256Of(data)) });
    at += size;
    return `${size.toString(16)}${extension(chain?.sign(hashed).octets)}\r\n${data}\r\n`;
  });
  const last = `0${extension(chain?.signLast().octets)}\r\n`;
  const headers = trailers.map(([name, value]) => ({ name: plainOf(name), value: plainOf(value) }));
  const fields = trailers.map(([name, value]) => `${name}:${value}\r\n`);
  const isSigned = chain !== null && trailers.length > 0;
  const signature = isSigned ? `x-amz-trailer-signature:${padded(chain.signTrailer(headers).octets)}\r\n` : '';
  return `${chunks.join('')}${last}${fields.join('')}${signature}\r\n`;
}
