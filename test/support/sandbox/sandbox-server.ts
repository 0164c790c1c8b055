/** A sandbox that listens, with a look into what it holds and into what it has answered. */

import { createSandbox } from '../../../src/sandbox/sandbox.ts';
import type { AnswerReport } from '../../../src/sandbox/settings.ts';
import { octetsOf } from '../../../src/sandbox/storage/content.ts';
import { createStore } from '../../../src/sandbox/storage/objects.ts';
import { listen } from '../../../src/wire/listen.ts';
import { KEYS } from './sandbox-settings.ts';
import { BUCKETS } from './stored-objects.ts';

export interface SandboxServer {
  readonly host: string;
  readonly port: number;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** An object of examplebucket, one character a byte; `undefined` where there is none. Keys are ASCII. */
  readonly body: (key: string) => string | undefined;
  /** Its x-amz-meta-* and other kept headers. */
  readonly metadata: (key: string) => Readonly<Record<string, string>>;
  /** Status and refusal of each answer, in their order. */
  readonly answers: readonly AnswerReport[];
  readonly close: () => Promise<void>;
}

/** On a free port, at the time of AWS's examples, with the example key and a temporary one. */
export async function openSandbox(region = 'us-east-1'): Promise<SandboxServer> {
  const store = createStore(BUCKETS);
  const answers: AnswerReport[] = [];
  const clock = () => new Date('2013-05-24T00:00:00Z');
  const sandbox = createSandbox({ region, keys: KEYS, store, clock, onAnswer: (report) => answers.push(report) });
  const { host, port, close } = await listen(0, () => sandbox.converse());
  const object = (key: string) =>
    [...store.buckets]
      .filter(([name]) => name === 'examplebucket')
      .flatMap(([, { objects }]) => [...objects])
      .find(([name]) => name === key)?.[1];
  return {
    host,
    port,
    url: `http://${host}:${port}`,
    body: (key) => {
      const body = object(key)?.body;
      return body && octetsOf(body);
    },
    metadata: (key) => Object.fromEntries(object(key)?.metadata ?? []),
    answers,
    close,
  };
}
