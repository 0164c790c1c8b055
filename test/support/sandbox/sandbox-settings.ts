/** Sandboxes that know other keys, are in other regions, or leave a check out; and the answer of one to some bytes. */
import type { AuthenticationSettings } from '../../../src/sandbox/authenticate.ts';
import { createSandbox } from '../../../src/sandbox/sandbox.ts';
import { createStore } from '../../../src/sandbox/storage/objects.ts';
import { authenticate } from './authenticate.ts';
import { KEY_ID, type Reply, readReply, SECRET } from './sandbox-client.ts';
import { BUCKETS } from './stored-objects.ts';
import { wholeReader } from './whole-requests.ts';

/** A key of temporary credentials: AWS prints neither, and no one has them. */
export const TEMPORARY_KEY_ID = 'ASIAIOSFODNN7EXAMPLE';
export const TOKEN = 'FQoGZXIvYXdzEXAMPLE//TOKEN==';

export const KEYS: AuthenticationSettings['keys'] = new Map([
  [KEY_ID, { secretAccessKey: SECRET, sessionToken: null }],
  [TEMPORARY_KEY_ID, { secretAccessKey: SECRET, sessionToken: TOKEN }],
]);

export interface Circumstances extends Partial<Omit<AuthenticationSettings, 'now'>> {
  /** After the time of the examples. */
  readonly seconds?: number;
}

export function settingsOf({ seconds = 0, ...settings }: Circumstances = {}): AuthenticationSettings {
  const now = new Date(Date.parse('2013-05-24T00:00:00Z') + seconds * 1000);
  return { region: 'us-east-1', keys: KEYS, now, ...settings };
}

/** The answer of a sandbox of its own. One character is one byte. */
export function askIn(circumstances: Circumstances, request: string): Reply {
  const { now, ...settings } = settingsOf(circumstances);
  const sandbox = createSandbox({ ...settings, store: createStore(BUCKETS), clock: () => now });
  const answer = sandbox.converse()(Buffer.from(request, 'latin1'));
  if (!answer?.isLast) throw new Error('The sandbox waits for more.');
  return readReply(answer.bytes);
}

/** What authentication makes of these bytes. */
export function authenticated(request: string, circumstances: Circumstances = {}) {
  const received = wholeReader(16_777_216).push(Buffer.from(request, 'latin1'));
  if (received === null || received === 'continue' || 'kind' in received) throw new Error('No whole request.');
  return authenticate(received, settingsOf(circumstances));
}
