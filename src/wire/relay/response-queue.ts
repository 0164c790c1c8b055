/**
 * Assigns the responses of one server connection to requests. Each response belongs to the oldest request that has no
 * response yet, and is sent to the client.
 */
import type { Socket } from 'node:net';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { ResponseHead } from '../../http/message.ts';
import { isInterim } from '../../http/read-heads.ts';
import type { CapturedExchange } from '../../http/relay/captured.ts';
import { type MessageEvent, rawOf, responseSplitter } from '../../http/relay/split-messages.ts';
import { clientWriter } from './client-writer.ts';
import type { Passage } from './director.ts';
import type { ExchangeRecorder } from './exchange-recorder.ts';

interface Outstanding {
  readonly recorder: ExchangeRecorder;
  readonly passage: Passage;
  /** Whether the client had already ended its side when the response began. */
  hasClientLeft: boolean;
}

/** What happens when there are fewer outstanding responses than `most`. */
interface Waiting {
  readonly most: number;
  readonly then: () => void;
}

export interface ResponseQueue {
  expect(recorder: ExchangeRecorder, passage: Passage): void;
  /**
   * Forwards bytes from the server to the client. `source` is paused while the client does not accept more bytes.
   * `written` is called when the piece is no longer needed.
   */
  push(piece: Uint8Array, source: Socket, written: () => void): void;
  isEmpty(): boolean;
  /** Resolves when no response is outstanding. */
  settled(): Promise<void>;
  /** Returns a promise that resolves when another request may be sent; `null` if it may be sent now. */
  room(): Promise<void> | null;
  /**
   * Ends all exchanges because the server will send nothing more. `otherwise` is the problem for exchanges without a
   * response.
   */
  close(otherwise: Problem, source: Socket): void;
}

/**
 * The maximum number of requests on one connection that wait for a response. The beginning of each body is kept until the
 * response has ended, so a client that sends requests and gets no responses must not be read without a limit.
 */
const MOST_OUTSTANDING = 16;

export interface ResponseListener {
  readonly onExchange: (exchange: CapturedExchange) => void;
  /** Called when no response is outstanding any longer. */
  readonly onSettled: () => void;
  /** Takes bytes that belong to no request that was read. */
  readonly onUnexpected: (raw: Uint8Array) => void;
}

export function responseQueue(
  client: Socket,
  { onExchange, onSettled, onUnexpected }: ResponseListener,
): ResponseQueue {
  const outstanding: Outstanding[] = [];
  let waiting: readonly Waiting[] = [];
  const responses = responseSplitter(() => outstanding[0]?.passage.method ?? '');
  const writer = clientWriter(client);
  let isFinal = true;
  const whenFewerThan = (most: number): Promise<void> =>
    new Promise((then) => {
      waiting = [...waiting, { most, then }];
      settle();
    });
  const settle = () => {
    const isSettled = ({ most }: Waiting) => outstanding.length < most;
    const settled = waiting.filter(isSettled);
    waiting = waiting.filter((each) => !isSettled(each));
    for (const { then } of settled) then();
  };
  const finish = (found: Problem | null) => {
    const first = outstanding.shift();
    const exchange = first?.recorder.finish(found);
    if (exchange && first?.passage.isRecorded) onExchange(exchange);
    if (outstanding.length === 0) onSettled();
    settle();
  };
  const cut = (source: Socket) => {
    finish(problem('connection-cut', 'The connection was cut in the middle of the response.', 'Send it again.'));
    source.destroy();
    client.destroySoon();
  };
  const handle = (event: MessageEvent<ResponseHead>, source: Socket): void => {
    const first = outstanding[0];
    if (!first) onUnexpected(rawOf(event));
    switch (event.kind) {
      case 'head':
        isFinal = !isInterim(event.head);
        if (first) first.hasClientLeft ||= client.readableEnded && keepsConnection(first.passage.forwarded);
        first?.recorder.responseHead(event.octets, event.head);
        writer.send(Buffer.from(event.octets, 'latin1'), source);
        break;
      case 'body':
        first?.recorder.responseBody(event.raw, event.content);
        if (first?.passage.cut === 'response-body') cut(source);
        else if (!first?.passage.hidesBody) writer.send(event.raw, source);
        break;
      case 'end':
        if (isFinal) finish(first?.hasClientLeft ? CLIENT_LEFT : null);
        break;
      case 'unread':
        first?.recorder.responseBody(event.raw, []);
        writer.send(event.raw, source);
        finish(event.problem);
        break;
      case 'blank':
        writer.send(event.raw, source);
    }
  };
  return {
    expect: (recorder, passage) => void outstanding.push({ recorder, passage, hasClientLeft: false }),
    push(piece, source, written) {
      writer.piece(() => {
        for (const event of responses.push(piece)) handle(event, source);
      }, written);
    },
    isEmpty: () => outstanding.length === 0,
    settled: () => whenFewerThan(1),
    room: () => (outstanding.length < MOST_OUTSTANDING ? null : whenFewerThan(MOST_OUTSTANDING)),
    close(otherwise, source) {
      const rest = responses.rest();
      if (rest.length > 0) writer.send(rest, source);
      if (rest.length > 0 && outstanding.length === 0) onUnexpected(rest);
      if (outstanding[0]?.recorder.hasResponse()) finish(responses.close());
      while (outstanding.length > 0) finish(otherwise);
    },
  };
}

/**
 * Returns whether a client that sends this head keeps the connection open (RFC 9112, section 9.3). Such a client closes
 * its side only when it no longer waits for a response.
 */
const keepsConnection = (head: string): boolean =>
  / HTTP\/1\.1\r?\n/.test(head) && !/\nconnection:[^\n]*\bclose\b/i.test(head);

const CLIENT_LEFT = problem(
  'client-closed',
  'The client closed the connection before the response began: it no longer waited.',
  'Compare the time of the response with the timeouts of the client.',
);
