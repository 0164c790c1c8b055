/**
 * Forwards the requests on one client connection to servers, and the responses back to the client, byte for byte and in
 * order.
 */
import type { Socket } from 'node:net';
import * as timers from 'node:timers';
import { type Octets, octetsFromArray } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { RequestHead } from '../../http/message.ts';
import type { UnreadFate } from '../../http/relay/captured.ts';
import { type MessageEvent, rawOf, requestSplitter, type Unread } from '../../http/relay/split-messages.ts';
import type { Place } from '../places.ts';
import type { Direction, Passage, RelayDirector, RelayRoute } from './director.ts';
import { type ExchangeRecorder, exchangeRecorder } from './exchange-recorder.ts';
import { freePiece } from './read-buffers.ts';
import { type OpenTunnel, openTunnel, passTunnel, type ServedConnection } from './tunnel.ts';
import { type UnreadRecorder, unreadRecorder } from './unread-recorder.ts';
import { type Upstream, upstreamTo } from './upstream.ts';

export interface RelaySettings {
  readonly director: RelayDirector;
  readonly place: Place;
  /**
   * The host and the port of the CONNECT that this connection is inside; `null` for a connection that is not inside a
   * CONNECT.
   */
  readonly authority: string | null;
  /** Whether the bytes of this connection were encrypted. */
  readonly scheme: 'http' | 'https';
}

/** Serves a client until one side closes. The socket must allow half-open connections. */
export function relay(client: Socket, settings: RelaySettings): ServedConnection {
  const { director, place } = settings;
  const requests = requestSplitter();
  const course: Course = {
    client,
    settings,
    upstream: null,
    current: null,
    isRecorded: false,
    isAnswered: false,
    unread: null,
    tunnel: null,
  };
  const take = (piece: Uint8Array): Promise<void> | null => {
    if (!course.isAnswered) place.work();
    const { tunnel } = course;
    return tunnel ? tunnel.take(piece) : handleAll(course, requests.push(piece), () => requests.rest());
  };
  const taken = (piece: Uint8Array) => {
    if (!course.tunnel) course.upstream?.whenWritten(() => freePiece(piece));
  };
  readPieces(client, { take, taken }, async () => {
    if (course.tunnel) return course.tunnel.end();
    const rest = requests.rest();
    if (rest.length > 0 && !course.isAnswered)
      await takeUnread(course, { kind: 'unread', raw: rest, problem: INCOMPLETE_HEAD, since: 'head' });
    if (course.upstream) course.upstream.end();
    else client.end();
  });
  const lose = (found: Problem) => {
    course.tunnel?.lose(found);
    course.upstream?.lose(found);
    course.unread?.end();
    // The connection to the server for this request has not been made yet.
    const begun = course.current?.finish(found);
    if (begun && course.isRecorded) director.onExchange(begun);
    client.destroy();
  };
  client.on('close', () => lose(CLIENT_CLOSED));
  const isWaiting = () => course.unread !== null || course.upstream?.isSettled() === false;
  return { isBusy: () => course.tunnel?.isBusy() ?? isWaiting(), lose };
}

interface Course {
  readonly client: Socket;
  readonly settings: RelaySettings;
  upstream: Upstream | null;
  /** The exchange whose request is arriving. */
  current: ExchangeRecorder | null;
  isRecorded: boolean;
  /** Whether the relay itself has responded. Nothing that arrives later is forwarded. */
  isAnswered: boolean;
  /** Takes the bytes that cannot be read, and everything after them; `null` while everything can be read. */
  unread: UnreadRecorder | null;
  /** The open tunnel; `null` before a CONNECT. */
  tunnel: OpenTunnel | null;
}

/** Handles events in order. Returns a promise if one of the events must wait. */
function handleAll(
  course: Course,
  events: readonly MessageEvent<RequestHead>[],
  rest: () => Uint8Array,
): Promise<void> | null {
  for (const [index, event] of events.entries()) {
    if (course.isAnswered) return null;
    // The bytes after a CONNECT are not requests for this proxy.
    if (course.tunnel) return course.tunnel.take(Buffer.concat([...events.slice(index).map(rawOf), rest()]));
    const waits = handle(course, event);
    if (waits) return waits.then(() => handleAll(course, events.slice(index + 1), rest) ?? undefined);
  }
  return course.tunnel ? course.tunnel.take(rest()) : null;
}

function handle(course: Course, event: MessageEvent<RequestHead>): Promise<void> | null {
  const { current } = course;
  switch (event.kind) {
    case 'head':
      return begin(course, event);
    case 'body':
      current?.requestBody(event.raw, event.content);
      return forward(course, event.raw);
    case 'end':
      current?.requestEnd();
      return null;
    case 'blank':
      return forward(course, event.raw);
    case 'unread':
      return takeUnread(course, event);
  }
}

const forward = ({ upstream }: Course, raw: Uint8Array): Promise<void> | null =>
  raw.length > 0 && upstream ? upstream.write(raw) : null;

async function begin(course: Course, { octets, head }: Arrived): Promise<void> {
  const { client, settings } = course;
  const { director, place, authority, scheme } = settings;
  const direction = director.direct({ octets, head, authority, scheme });
  if (direction.kind === 'pass') return pass(course, { octets, head }, direction);
  await leave(course);
  if (direction.kind === 'answer') answer(course, { octets, head }, direction);
  else if (direction.kind === 'tunnel') course.tunnel = await passTunnel(client, direction);
  else {
    const within = { director, place, authority: direction.authority };
    course.tunnel = openTunnel(client, direction, (inside, scheme) => relay(inside, { ...within, scheme }));
    place.rest();
  }
}

interface Arrived {
  readonly octets: Octets;
  readonly head: RequestHead;
}

/** Responds in place of a server. */
function answer(
  course: Course,
  { octets, head }: Arrived,
  { bytes, problem }: Extract<Direction, { kind: 'answer' }>,
): void {
  const { client, settings } = course;
  const request = { head, octets, forwarded: octets };
  const { scheme, director, place } = settings;
  const recorder = exchangeRecorder({ scheme, server: '', request }, null);
  course.isAnswered = true;
  client.end(bytes);
  place.rest();
  const exchange = recorder.finish(problem);
  if (exchange) director.onExchange(exchange);
}

async function pass(course: Course, { octets, head }: Arrived, passage: Passage): Promise<void> {
  const { route, forwarded, tap, delay } = passage;
  const { scheme } = course.settings;
  const request = { head, octets, forwarded };
  const recorder = exchangeRecorder({ scheme, server: `${route.host}:${route.port}`, request }, tap);
  course.current = recorder;
  course.isRecorded = passage.isRecorded;
  if (delay > 0) await pause(delay);
  const upstream = await reach(course, route);
  await upstream?.begin(recorder, passage);
}

/**
 * Connects to the server. If the server is not the same as before, first waits for the responses of the earlier server.
 * Otherwise, waits until another request may be sent. Resolves with `null` if the client has left in the meantime.
 */
async function reach(course: Course, route: RelayRoute): Promise<Upstream | null> {
  const { upstream } = course;
  if (upstream?.isFor(route)) {
    await upstream.room();
    if (upstream.isFor(route)) return upstream;
  }
  await leave(course);
  if (course.client.destroyed) return null;
  course.upstream = upstreamTo(route, course.client, {
    onExchange: course.settings.director.onExchange,
    onSettled: course.settings.place.rest,
    onUnexpected: (raw) => course.unread?.take('response', raw),
  });
  return course.upstream;
}

async function leave(course: Course): Promise<void> {
  await course.upstream?.settled();
  course.upstream?.lose(CLIENT_CLOSED);
  course.upstream = null;
}

/** Refuses bytes that cannot be read, or forwards them to the server of the connection. */
async function takeUnread(course: Course, unread: Unread): Promise<void> {
  const { client, settings, upstream } = course;
  const { refuseHead } = settings.director;
  if (refuseHead && unread.since === 'head') {
    await leave(course);
    const bytes = refuseHead(unread.problem);
    course.isAnswered = true;
    recorderOf(course, unread, { kind: 'refused' }).take('response', bytes);
    client.end(bytes);
    settings.place.rest();
  } else if (upstream) {
    recorderOf(course, unread, { kind: 'forwarded', server: upstream.server });
    await upstream.write(unread.raw);
  } else {
    recorderOf(course, unread, { kind: 'closed' });
    client.destroy();
  }
}

/** Returns the recorder of the bytes that cannot be read, which has taken these. */
function recorderOf(course: Course, unread: Unread, fate: UnreadFate): UnreadRecorder {
  course.unread ??= beginUnread(course, unread, fate);
  course.unread.take('request', unread.raw);
  return course.unread;
}

/** Reports the first bytes that cannot be read, unless they are for a server whose requests are not recorded. */
function beginUnread(
  { current, isRecorded, settings }: Course,
  { raw, problem }: Unread,
  fate: UnreadFate,
): UnreadRecorder {
  const { director, scheme } = settings;
  const isReported = current === null || isRecorded;
  const tap = isReported ? director.onUnread({ scheme, fate, octets: octetsFromArray(raw), problem }) : null;
  return unreadRecorder(tap, problem);
}

const INCOMPLETE_HEAD = problem(
  'incomplete-head',
  'The client ended its side in the middle of the head of a request.',
  'Send it again.',
);

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    timers.setTimeout(resolve, milliseconds);
  });

const CLIENT_CLOSED = problem(
  'client-closed',
  'The client closed the connection before the response was complete.',
  'Send it again.',
);

interface PieceTaker {
  readonly take: (piece: Uint8Array) => Promise<void> | null;
  /** Called after `take` has ended. */
  readonly taken: (piece: Uint8Array) => void;
}

/** Calls `take` with each piece, one after another, and reads no further until the piece has been taken. */
function readPieces(socket: Socket, { take, taken }: PieceTaker, ended: () => Promise<void>): void {
  let turn = Promise.resolve();
  socket.on('error', () => socket.destroy());
  socket.on('data', (piece: Uint8Array) => {
    const waits = take(piece);
    if (!waits) return taken(piece);
    socket.pause();
    turn = waits.then(
      () => {
        taken(piece);
        socket.resume();
      },
      () => void socket.destroy(),
    );
  });
  socket.on('end', () => void turn.then(ended).catch(() => void socket.destroy()));
}
