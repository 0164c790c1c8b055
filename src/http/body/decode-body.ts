/** Taking the body out of the bytes behind a head, for each framing (RFC 9112, section 6.3). */

import type { Framing } from '../framing.ts';
import { earlyClose } from '../unreadable.ts';
import type { BodyDecoder } from './body-decoder.ts';
import { chunkDecoder } from './decode-chunks.ts';

export function bodyDecoder(framing: Framing): BodyDecoder {
  switch (framing.kind) {
    case 'none':
    case 'unknown':
      return lengthDecoder(0, framing);
    case 'length':
      return lengthDecoder(framing.length, framing);
    case 'until-close':
      return untilCloseDecoder();
    case 'chunked':
      return chunkDecoder();
  }
}

const NO_TRAILERS = { trailers: () => [], remarks: () => [] };

function lengthDecoder(length: number, framing: Framing): BodyDecoder {
  let taken = 0;
  return {
    take(piece) {
      const body = piece.subarray(0, length - taken);
      taken += body.length;
      return { body: pieces(body), state: taken === length ? 'ended' : 'open', surplus: piece.length - body.length };
    },
    close: () => earlyClose(`after ${taken} of ${length} body bytes`),
    framing: () => framing,
    ...NO_TRAILERS,
  };
}

function untilCloseDecoder(): BodyDecoder {
  return {
    take: (piece) => ({ body: pieces(piece), state: 'open', surplus: 0 }),
    close: () => null,
    framing: () => ({ kind: 'until-close' }),
    ...NO_TRAILERS,
  };
}

const pieces = (body: Uint8Array) => (body.length === 0 ? [] : [body]);
