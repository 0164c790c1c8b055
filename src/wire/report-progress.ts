/** Telling again and again how far an exchange has come. */
import * as timers from 'node:timers';
import type { ResponseReader } from '../http/read-response.ts';
import type { ExchangeLog } from './exchange-log.ts';
import type { SendOrder } from './send-order.ts';

/** In milliseconds: people see no more than ten numbers a second. */
const INTERVAL = 100;

/** From now on, until what it gives is called. */
export function reportProgress(
  { onProgress }: Pick<SendOrder, 'onProgress'>,
  { elapsed, sent, received }: Pick<ExchangeLog, 'elapsed' | 'sent' | 'received'>,
  reader: Pick<ResponseReader, 'expected'>,
): () => void {
  if (onProgress === null) return () => {};
  const report = () =>
    onProgress({
      milliseconds: elapsed(),
      sent: sent.length(),
      received: received.length(),
      expected: reader.expected(),
    });
  const timer = timers.setInterval(report, INTERVAL);
  return () => timers.clearInterval(timer);
}
