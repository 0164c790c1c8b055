/** Uploads in aws-chunked with faults, by the tests' own signer. One character is one byte. */
import { crc32 } from 'node:zlib';
import { NOW, type Order, ordered, SCOPE, SECRET } from '../sandbox/sandbox-client.ts';
import { chunkSignaturesOf, type Pair, trailerSignatureOf } from './independent-signer.ts';

export const SIGNED_CHUNKS = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
export const SIGNED_TRAILER = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER';
export const UNSIGNED_TRAILER = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

/** The CRC-32 in base64, as in `x-amz-checksum-crc32`. */
export function crc32Of(bytes: string): string {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(crc32(Buffer.from(bytes, 'latin1')));
  return four.toString('base64');
}

/** An upload, and its faults. */
export interface ChunkOrder extends Partial<Order> {
  /** What x-amz-content-sha256 says. */
  readonly words: string;
  readonly chunks: readonly string[];
  /** After the chunks. */
  readonly trailers: readonly Pair[];
  /** What x-amz-trailer says; `null` where it is not sent. */
  readonly announced: string | null;
  readonly decodedLength: string | null;
  /** What becomes of the right signatures; `null` where one is not sent. The last is that of the empty chunk. */
  readonly signatures: (right: readonly string[]) => readonly (string | null)[];
  readonly trailerSignature: (right: string) => string | null;
  /** What becomes of the encoded body. */
  readonly alter: (body: string) => string;
}

/** The request that uploads these chunks to `new.txt`, right but for what the order says. */
export function chunked(order: Partial<ChunkOrder> = {}) {
  const { words = SIGNED_CHUNKS, chunks = ['first chunk, '.padEnd(8192, '.'), 'second chunk'], trailers = [] } = order;
  const { announced = trailers.length > 0 ? trailers.map(([name]) => name).join(',') : null } = order;
  const { decodedLength = String(chunks.join('').length), alter = (body) => body } = order;
  const isSigned = words !== UNSIGNED_TRAILER;
  const headers: Pair[] = [...(order.headers ?? []), ['Content-Encoding', 'aws-chunked']];
  if (decodedLength !== null) headers.push(['x-amz-decoded-content-length', decodedLength]);
  if (announced !== null) headers.push(['x-amz-trailer', announced]);
  const head = ordered({ method: 'PUT', path: '/new.txt', ...order, headers, payloadHash: words, body: '' });
  const by = { secret: order.secret ?? SECRET, timestamp: order.date ?? NOW, scope: order.scope ?? SCOPE };
  const right = chunkSignaturesOf([...chunks, ''], head.signature, by);
  const signatures = order.signatures?.(right) ?? right;
  const coded = [...chunks, ''].map((chunk, index) => {
    const signature = isSigned ? (signatures[index] ?? null) : null;
    const extension = signature === null ? '' : `;chunk-signature=${signature}`;
    return `${chunk.length.toString(16)}${extension}\r\n${chunk}${chunk === '' ? '' : '\r\n'}`;
  });
  const rightTrailer = trailerSignatureOf(trailers, right.at(-1) ?? '', by);
  const trailerSignature = order.trailerSignature ? order.trailerSignature(rightTrailer) : rightTrailer;
  const isTrailerSigned = words === SIGNED_TRAILER && trailers.length > 0 && trailerSignature !== null;
  const behind = [...trailers, ...(isTrailerSigned ? [['x-amz-trailer-signature', trailerSignature] as const] : [])];
  const body = alter(`${coded.join('')}${behind.map(([name, value]) => `${name}:${value}\r\n`).join('')}\r\n`);
  const request = head.request.replace('\r\n\r\n', `\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  return { ...head, request, body, payload: chunks.join(''), chunkSignatures: right, rightTrailer };
}
