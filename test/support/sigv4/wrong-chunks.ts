/** Uploads in signed chunks whose head is right and whose body is not: each thing that can be wrong with a signature. */
import { type ChunkOrder, chunked, crc32Of, SIGNED_TRAILER } from './chunked-order.ts';

const CHUNKS = ['first chunk, ', 'second chunk, ', 'third chunk, '].map((data) => data.padEnd(8192, '.'));
const CRC32 = ['x-amz-checksum-crc32', crc32Of(CHUNKS.join(''))] as const;
const TRAILED = { chunks: CHUNKS, words: SIGNED_TRAILER, trailers: [CRC32] } as const;

/** A signature of which one digit is another. */
const another = (signature: string) => signature.replace(/./, (digit) => (digit === '0' ? '1' : '0'));
const signatureAt = (at: number, change: (signature: string) => string) => (right: readonly string[]) =>
  right.map((signature, index) => (index === at ? change(signature) : signature));

/** Puts the second and the third chunk of an encoded body in the other order. */
const swapped = (body: string) =>
  body.replace(/(2000;chunk-signature=\w+\r\nsecond[^\r]*\r\n)(2000;chunk-signature=\w+\r\nthird[^\r]*\r\n)/, '$2$1');

/** What is wrong, the upload, and what the diagnosis says that it is. */
const ORDERS: readonly (readonly [what: string, order: Partial<ChunkOrder>, variant: string, place: string])[] = [
  ['the data of a chunk', { alter: (body) => body.replace('second', 'Second') }, 'data', 'chunk 2 of 4'],
  ['the signature of the first chunk', { signatures: signatureAt(0, another) }, 'signature', 'chunk 1 of 4'],
  ['the signature of a chunk in the middle', { signatures: signatureAt(1, another) }, 'signature', 'chunk 2 of 4'],
  ['the signature of the last chunk', { signatures: signatureAt(3, another) }, 'last', 'chunk 4 of 4'],
  ['a longer signature', { signatures: signatureAt(1, (one) => `${one}0`) }, 'signature', 'chunk 2 of 4'],
  ['chunks in another order', { alter: swapped }, 'order', 'chunk 2 of 4'],
  [
    'a chunk that is missing',
    { decodedLength: '16384', alter: (body) => body.replace(/2000;chunk-signature=\w+\r\nsecond[^\r]*\r\n/, '') },
    'data',
    'chunk 2 of 3',
  ],
  [
    'the value of a trailer',
    { ...TRAILED, alter: (body) => body.replace(CRC32[1], crc32Of('another')) },
    'trailer',
    'the headers after the chunks',
  ],
  [
    'the signature of the trailer',
    { ...TRAILED, trailerSignature: another },
    'trailer',
    'the headers after the chunks',
  ],
  [
    'the signature of the last chunk before a trailer',
    { ...TRAILED, signatures: signatureAt(3, another) },
    'signature',
    'chunk 4 of 4',
  ],
];

export const WRONG_CHUNKS = ORDERS.map(([what, order, variant, place]) => ({
  what,
  request: chunked({ chunks: CHUNKS, ...order }).request,
  /** As the client sent it, if it was right then. */
  sent: chunked({ ...order, chunks: CHUNKS, alter: (body) => body, signatures: (right) => right }).request,
  variant,
  place,
}));
