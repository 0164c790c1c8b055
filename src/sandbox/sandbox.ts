/**
 * Creates the sandbox, a small S3 that verifies signatures. The sandbox takes the bytes that arrive on a connection and
 * returns the bytes of the response.
 */

import { DOCUMENTED_EXAMPLE } from '../aws/documented-example.ts';
import { S3_EXAMPLE_KEY } from '../aws/example-keys.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import type { Connection, Conversation } from '../wire/listen.ts';
import { type Answer, type Field, isRefusal, refusalAnswer, refusalText, writeAnswer } from './answers/answer.ts';
import { allowedOrigin, corsHeaders } from './answers/cross-origin.ts';
import { conversation } from './conversation.ts';
import { type Outcome, requestHandler } from './handle-request.ts';
import type { AnswerReport, SandboxSettings } from './settings.ts';
import { exampleStore } from './storage/objects.ts';
import { exchangeOf, watchedHandler } from './watched-exchange.ts';

export interface Sandbox {
  /**
   * Begins one connection. The returned function takes bytes as they arrive, and returns the response as soon as
   * possible. If the client asks for a 100 response, that response comes first. `connection` reports when the
   * connection is closed. A connection can close before the response.
   */
  converse(connection?: Connection): Conversation;
}

export function createSandbox(settings: SandboxSettings): Sandbox {
  const { exchanges, onFailure = null } = settings;
  const unwatched = requestHandler(settings);
  const handler = exchanges ? watchedHandler(unwatched, exchanges) : unwatched;
  let requests = 0;
  const answer = (outcome: Outcome, method: Octets, after: 'close' | 'keep-alive') => {
    const { answered, head, seen } = outcome;
    requests += 1;
    const identity = { requestId: requests.toString(16).toUpperCase().padStart(16, '0'), now: settings.clock() };
    const origin = head && allowedOrigin(head, settings.origins ?? []);
    const made = isRefusal(answered) ? refusalAnswer(answered, identity) : answered;
    const whole = withHeaders(made, corsHeaders(origin));
    const written = writeAnswer(whole, identity, method, after);
    try {
      const exchange = exchanges && seen ? exchangeOf(seen, written, exchanges) : null;
      settings.onAnswer?.(reportOf(outcome, whole.status, exchange));
    } catch (error) {
      // The request has been answered, and what it does has been done.
      if (onFailure === null) throw error;
      onFailure(error);
    }
    return written;
  };
  const service = { handler, answer, keepsConnections: settings.keepsConnections ?? false, failed: onFailure };
  return { converse: (connection) => conversation(service, connection) };
}

const withHeaders = (answer: Answer, more: readonly Field[]): Answer =>
  more.length === 0 ? answer : { ...answer, headers: [...answer.headers, ...more] };

function reportOf(
  { answered, head, passedChecks = false }: Outcome,
  status: number,
  exchange: AnswerReport['exchange'],
): AnswerReport {
  const refused = isRefusal(answered) ? answered : null;
  return {
    method: head?.method.octets ?? EMPTY,
    target: head?.target.octets ?? EMPTY,
    status,
    refusal: refused && refusalText(refused),
    refused,
    passedChecks,
    head,
    exchange,
  };
}

export const SANDBOX_REGION = DOCUMENTED_EXAMPLE.region;

export type SandboxWish = Pick<SandboxSettings, 'clock'> & Partial<SandboxSettings>;

/**
 * Creates a sandbox with the key, the bucket, and the object from the AWS example. `wish` replaces any of these
 * settings.
 */
export function exampleSandbox(wish: SandboxWish): Sandbox {
  const { accessKeyId, secretAccessKey } = S3_EXAMPLE_KEY;
  return createSandbox({
    region: SANDBOX_REGION,
    keys: new Map([[accessKeyId, { secretAccessKey, sessionToken: null }]]),
    store: exampleStore(),
    ...wish,
  });
}
