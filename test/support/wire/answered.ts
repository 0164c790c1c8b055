/** An exchange as it is after its answer has come. */
import { problem } from '../../../src/bytes/problem.ts';
import { recorder } from '../../../src/http/body/recorded.ts';
import { type Exchange, failedExchange } from '../../../src/http/exchange.ts';
import { responseReader } from '../../../src/http/read-response.ts';

/** An exchange whose other side answered with these bytes, one character a byte. */
export function answered(text: string, changes: Partial<Exchange> = {}): Exchange {
  const bytes = Buffer.from(text, 'latin1');
  const reader = responseReader('GET');
  reader.push(bytes);
  const reading = reader.reading();
  const received = recorder();
  received.add(bytes);
  return {
    ...failedExchange({ host: '127.0.0.1', port: 9000 }, problem('none', 'None.', 'None.')),
    received: { ...received.record(), pieces: [{ milliseconds: 1, length: bytes.length }] },
    response: 'response' in reading ? reading.response : null,
    problem: reading.kind === 'broken' ? reading.problem : null,
    ...changes,
  };
}
