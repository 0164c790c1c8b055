/** Records one exchange while a proxy forwards it. */
import { performance } from 'node:perf_hooks';
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { ResponseHead } from '../../http/message.ts';
import { isInterim } from '../../http/read-heads.ts';
import type { CapturedExchange, PassedRequest } from '../../http/relay/captured.ts';
import { hashingOf, passedBody } from '../../http/relay/passed-body.ts';
import type { RawTap } from './director.ts';

export interface ExchangeRecorder {
  requestBody(raw: Uint8Array, content: readonly Uint8Array[]): void;
  requestEnd(): void;
  /** Takes a head. Only a final head begins the response. */
  responseHead(octets: Octets, head: ResponseHead): void;
  responseBody(raw: Uint8Array, content: readonly Uint8Array[]): void;
  hasResponse(): boolean;
  /** Returns the exchange. Only the first call counts; later calls return `null`. */
  finish(problem: Problem | null): CapturedExchange | null;
}

interface Begun extends Pick<CapturedExchange, 'scheme' | 'server'> {
  readonly request: Omit<PassedRequest, 'body'>;
}

/** Creates a recorder. `tap` takes all bytes in both directions, for a file. */
export function exchangeRecorder(begun: Begun, tap: RawTap | null): ExchangeRecorder {
  const start = performance.now();
  const elapsed = () => performance.now() - start;
  const [sent, received] = [passedBody(hashingOf(begun.request.head)), passedBody('not-hashed')];
  let response: { readonly head: ResponseHead; readonly octets: Octets } | null = null;
  let requestEnd: number | null = null;
  let firstByte: number | null = null;
  let isFinished = false;
  const seen = (direction: 'request' | 'response', raw: Uint8Array) => tap?.take(direction, elapsed(), raw);
  seen('request', Buffer.from(begun.request.octets, 'latin1'));
  return {
    requestBody(raw, content) {
      seen('request', raw);
      for (const piece of content) sent.add(piece);
    },
    requestEnd() {
      requestEnd ??= elapsed();
    },
    responseHead(octets, head) {
      firstByte ??= elapsed();
      seen('response', Buffer.from(octets, 'latin1'));
      if (!isInterim(head)) response ??= { head, octets };
    },
    responseBody(raw, content) {
      seen('response', raw);
      for (const piece of content) received.add(piece);
    },
    hasResponse: () => response !== null,
    finish(problem) {
      if (isFinished) return null;
      isFinished = true;
      tap?.end(problem);
      return {
        ...begun,
        request: { ...begun.request, body: sent.body() },
        response: response && { ...response, body: received.body() },
        times: { requestEnd, firstByte, finished: elapsed() },
        problem,
      };
    },
  };
}
