/** Words that stand on the last line of the canonical request in the place of a hash, whatever the algorithm is. */
import { fixed } from '../bytes/bytes.ts';
import { AUTHORIZATION_HEADER, STREAMING_TRAILERS } from './documentation.ts';

export const UNSIGNED_PAYLOAD = fixed('UNSIGNED-PAYLOAD', {
  id: 'unsigned-payload',
  says: 'these words say that the signature does not cover the payload',
  see: AUTHORIZATION_HEADER,
});
export const UNSIGNED_CHUNKS = fixed('STREAMING-UNSIGNED-PAYLOAD-TRAILER', {
  id: 'unsigned-chunks',
  says: 'these words say that the payload comes in chunks without signatures, with trailing headers behind them',
  see: STREAMING_TRAILERS,
});
