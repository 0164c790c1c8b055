/** Orders to send something to a server of the test. */
import { DEFAULT_LIMITS, type Limits, type SendOrder } from '../../../src/wire/send.ts';
import { bytes } from './tcp-server.ts';

export const GET = bytes('GET / HTTP/1.1\r\nHost: h\r\n\r\n');

type Changes = Partial<Omit<SendOrder, 'limits'>> & { readonly limits?: Partial<Limits> };

/** GET / over a plain connection, but for the changes. */
export function orderTo(port: number, { limits, ...changes }: Changes = {}): SendOrder {
  return {
    host: '127.0.0.1',
    port,
    proxy: null,
    tls: null,
    method: 'GET',
    request: GET,
    limits: { ...DEFAULT_LIMITS, ...limits },
    signal: null,
    onBody: null,
    onProgress: null,
    makeScratch: null,
    answerLimit: null,
    ...changes,
  };
}
