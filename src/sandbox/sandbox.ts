/**
 * Creates the sandbox, a small S3 that verifies signatures. It takes the bytes that arrive on a connection and returns
 * the bytes of the response.
 */

import { DOCUMENTED_EXAMPLE } from '../aws/documented-example.ts';
import { S3_EXAMPLE_KEY } from '../aws/example-keys.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import { sharedRoom } from '../http/body/memory.ts';
import type { RequestHead } from '../http/message.ts';
import type { Connection, Conversation } from '../wire/listen.ts';
import {
  type Answer,
  type Field,
  isRefusal,
  type Refusal,
  refusalAnswer,
  refusalText,
  writeAnswer,
} from './answers/answer.ts';
import { allowedOrigin, corsHeaders } from './answers/cross-origin.ts';
import { conversation } from './conversation.ts';
import { type Outcome, requestHandler } from './handle-request.ts';
import type { AnswerReport, SandboxSettings } from './settings.ts';
import { exampleStore } from './storage/objects.ts';
import { MEMORY_LIMIT } from './storage/spool.ts';

/**
 * The maximum number of bytes in memory of all bodies that are being received at the same time. The buffers double as
 * they grow, so they may take up to twice as much memory.
 */
const ROOM_FOR_BODIES = 8 * MEMORY_LIMIT;

export interface Sandbox {
  /**
   * Begins one connection. The returned function takes bytes as they arrive, and returns the response as soon as
   * possible. If the client asks for a 100 response, that comes first. `connection` reports when the connection is
   * closed, which may be before the response.
   */
  converse(connection?: Connection): Conversation;
}

export function createSandbox(settings: SandboxSettings): Sandbox {
  const room = sharedRoom(ROOM_FOR_BODIES);
  const handler = requestHandler(settings, room);
  let requests = 0;
  const answer = ({ answered, head }: Outcome, method: Octets, after: 'close' | 'keep-alive') => {
    requests += 1;
    const identity = {
      requestId: requests.toString(16).toUpperCase().padStart(16, '0'),
      hostId: 'sandbox',
      now: settings.clock(),
    };
    const origin = head && allowedOrigin(head, settings.origins ?? []);
    const whole = withHeaders(isRefusal(answered) ? refusalAnswer(answered, identity) : answered, corsHeaders(origin));
    settings.onAnswer?.(reportOf(answered, head, whole.status));
    return writeAnswer(whole, identity, method, after);
  };
  const service = { handler, answer, keepsConnections: settings.keepsConnections ?? false };
  return { converse: (connection) => conversation(service, connection) };
}

const withHeaders = (answer: Answer, more: readonly Field[]): Answer =>
  more.length === 0 ? answer : { ...answer, headers: [...answer.headers, ...more] };

function reportOf(answered: Answer | Refusal, head: RequestHead | null, status: number): AnswerReport {
  const refused = isRefusal(answered) ? answered : null;
  return {
    method: head?.method.octets ?? EMPTY,
    target: head?.target.octets ?? EMPTY,
    status,
    refusal: refused && refusalText(refused),
    refused,
    head,
  };
}

export const SANDBOX_REGION = DOCUMENTED_EXAMPLE.region;

export type SandboxWish = Pick<SandboxSettings, 'clock'> & Partial<SandboxSettings>;

/** Creates a sandbox with the key, the bucket, and the object of the AWS example, except for what `wish` replaces. */
export function exampleSandbox(wish: SandboxWish): Sandbox {
  const { accessKeyId, secretAccessKey } = S3_EXAMPLE_KEY;
  return createSandbox({
    region: SANDBOX_REGION,
    keys: new Map([[accessKeyId, { secretAccessKey, sessionToken: null }]]),
    store: exampleStore(),
    ...wish,
  });
}
