/**
 * Creates the sandbox, a small S3 that verifies signatures. The sandbox takes the bytes that arrive on a connection and
 * returns the bytes of the response.
 */

import { DOCUMENTED_EXAMPLE } from '../aws/documented-example.ts';
import { S3_EXAMPLE_KEY } from '../aws/example-keys.ts';
import { asText, EMPTY, type Octets } from '../bytes/octets.ts';
import { percentDecode } from '../bytes/text-operations.ts';
import { sharedRoom } from '../http/body/memory.ts';
import { headerValue, type RequestHead } from '../http/message.ts';
import { splitTarget } from '../http/target.ts';
import { dialectOfHead } from '../sigv4/claims/read-claim.ts';
import type { Connection, Conversation } from '../wire/listen.ts';
import { addressOf } from './addressing.ts';
import {
  type Answer,
  type Field,
  isRefusal,
  type Refusal,
  type RequestIdentity,
  refusalAnswer,
  refusalText,
  writeAnswer,
} from './answers/answer.ts';
import { type AnswerStyle, DETAILS, OWN_STYLE, styleOfDialect } from './answers/answer-styles.ts';
import { allowedOrigin, corsHeaders } from './answers/cross-origin.ts';
import { conversation } from './conversation.ts';
import { type Outcome, requestHandler } from './handle-request.ts';
import type { AnswerReport, SandboxSettings } from './settings.ts';
import { inNamesOfVendor } from './siblings.ts';
import { exampleStore } from './storage/objects.ts';
import { MEMORY_LIMIT } from './storage/spool.ts';
import { exchangeOf, watchedHandler } from './watched-exchange.ts';

/**
 * The maximum total number of bytes in memory for all bodies that are being received at the same time. The buffers
 * double in size as they grow, so they may take up to twice as much memory.
 */
const ROOM_FOR_BODIES = 8 * MEMORY_LIMIT;

export interface Sandbox {
  /**
   * Begins one connection. The returned function takes bytes as they arrive, and returns the response as soon as
   * possible. If the client asks for a 100 response, that response comes first. `connection` reports when the
   * connection is closed. A connection can close before the response.
   */
  converse(connection?: Connection): Conversation;
}

export function createSandbox(settings: SandboxSettings): Sandbox {
  const room = sharedRoom(ROOM_FOR_BODIES);
  const { exchanges, onFailure = null } = settings;
  const unwatched = requestHandler(settings, room);
  const handler = exchanges ? watchedHandler(unwatched, exchanges) : unwatched;
  let requests = 0;
  const answer = (outcome: Outcome, method: Octets, after: 'close' | 'keep-alive') => {
    const { answered, head, seen } = outcome;
    requests += 1;
    const identity = identityOf(requests, settings, isRefusal(answered) ? answered : null, head);
    const origin = head && allowedOrigin(head, settings.origins ?? []);
    const made = isRefusal(answered) ? refusalAnswer(answered, identity) : answered;
    const whole = withHeaders(head ? inNamesOfVendor(made, dialectOfHead(head)) : made, corsHeaders(origin));
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

function identityOf(
  count: number,
  settings: SandboxSettings,
  refused: Refusal | null,
  head: RequestHead | null,
): RequestIdentity {
  const { clock } = settings;
  const style = styleOf(settings, head);
  const [before, digits, after] = style.requestId;
  const requestId = before + count.toString(16).toUpperCase().padStart(digits, '0') + after;
  const place = refused && head ? placeOf(refused, head, { ...settings, style }) : [];
  return { requestId, hostId: style.hostId, now: clock(), style, place };
}

/** Returns the style that is asked for, or that of the server for which a request is signed. */
const styleOf = ({ style }: SandboxSettings, head: RequestHead | null): AnswerStyle =>
  style ?? (head ? styleOfDialect(dialectOfHead(head)) : undefined) ?? OWN_STYLE;

/** Returns the elements about the request that servers other than S3 include in an error. */
function placeOf(
  { check }: Refusal,
  { headers, target }: RequestHead,
  { style = OWN_STYLE, region, endpoints, rules }: SandboxSettings,
): Field[] {
  if (style.elements.includes(DETAILS)) return [];
  const { path } = splitTarget(target);
  const host = headerValue(headers, 'host')?.octets ?? EMPTY;
  const { bucket, key } = addressOf(host, path.octets, { endpoints, plusInPath: rules?.plusInPath });
  const hidden = style.hidesBucket && check !== undefined;
  const resource = path.octets.startsWith('/') ? percentDecode(path).octets : EMPTY;
  return [
    ...present('Resource', resource),
    ...present('BucketName', hidden ? EMPTY : bucket),
    ...present('Key', key),
    ['Region', region],
  ];
}

const present = (name: string, value: Octets): Field[] => (value === '' ? [] : [[name, asText(value)]]);

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
