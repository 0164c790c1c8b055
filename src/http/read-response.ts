/**
 * Reads a response as its bytes arrive, up to its proper end (RFC 9112, section 6). The reader itself does not use
 * sockets.
 */
import { isProblem, type Problem } from '../bytes/problem.ts';
import { earlyClose, unreadable, withRemarks } from './answer-problems.ts';
import type { BodyDecoder } from './body/decode-body.ts';
import { bodyDecoder } from './body/decode-body.ts';
import type { Scratch } from './body/recorded.ts';
import { type Recorded, type Recorder, recorder } from './body/recorded.ts';
import { type Framing, framingOf } from './framing.ts';
import type { HeaderField, ResponseHead } from './message.ts';
import { type Heads, headsReader } from './read-heads.ts';

export interface ReadResponse {
  readonly head: ResponseHead;
  /** The interim responses (1xx) before the final one (RFC 9110, section 15.2). */
  readonly interim: readonly ResponseHead[];
  /** The offset of the body, which is the length of all heads with their empty lines. */
  readonly bodyStart: number;
  readonly framing: Framing;
  /** The decoded body so far, without the lines around chunks. */
  readonly body: Recorded;
  /** The fields after the last chunk (RFC 9112, section 7.1.2). */
  readonly trailers: readonly HeaderField[];
  /** Mistakes by the other side that leave the response readable. */
  readonly remarks: readonly Problem[];
  readonly complete: boolean;
}

export type Reading =
  | { readonly kind: 'head' }
  | { readonly kind: 'body'; readonly response: ReadResponse }
  | { readonly kind: 'done'; readonly response: ReadResponse }
  | { readonly kind: 'broken'; readonly problem: Problem; readonly response: ReadResponse | null };

export interface Taken {
  readonly kind: Reading['kind'];
  /** The decoded bytes of the body in the piece, as views of the piece. */
  readonly body: readonly Uint8Array[];
}

export interface ResponseReader {
  push(piece: Uint8Array): Taken;
  close(): Taken;
  /**
   * Returns the heads as soon as the final head is complete, even before any byte of the body arrives. Returns `null`
   * until then.
   */
  heads(): Heads | null;
  /** Returns the length of the response, including its heads, or `null` if the length is unknown. */
  expected(): number | null;
  reading(): Reading;
}

interface Message {
  readonly heads: Heads;
  readonly decoder: BodyDecoder;
}

type Stage =
  | { readonly kind: 'head' }
  | { readonly kind: 'body' | 'done'; readonly message: Message }
  | {
      readonly kind: 'broken';
      readonly problem: Problem;
      readonly message: Message | null;
      readonly complete: boolean;
    };

/**
 * Creates a reader for the response to a request with this method. The reader treats bytes after the end of the body as
 * a problem. `makeScratch` provides room for a long chunked body. No other body needs such room, because it is part of
 * the recorded response.
 */
export function responseReader(
  method: string,
  makeScratch: (() => Scratch) | null = null,
  isHashed = true,
): ResponseReader {
  const heads = headsReader();
  let body = recorder(null, isHashed);
  let stage: Stage = { kind: 'head' };
  const taken = (pieces: readonly Uint8Array[] = []): Taken => {
    for (const piece of pieces) body.add(piece);
    return { kind: stage.kind, body: pieces };
  };
  const takeHead = (piece: Uint8Array): Taken => {
    const found = heads.take(piece);
    if (found === null) return taken();
    stage = isProblem(found) ? broken(found) : afterHeads(found.heads, method);
    if (stage.kind === 'body' && stage.message.decoder.framing().kind === 'chunked')
      body = recorder(makeScratch, isHashed);
    return stage.kind === 'body' && !isProblem(found) ? takeBody(stage.message, found.rest) : taken();
  };
  const takeBody = (message: Message, piece: Uint8Array): Taken => {
    const decoded = message.decoder.take(piece);
    if (isProblem(decoded.state)) stage = broken(decoded.state, message);
    else if (decoded.state === 'ended') stage = ended(message, decoded.surplus);
    return taken(decoded.body);
  };
  return {
    push(piece) {
      if (stage.kind === 'head') return takeHead(piece);
      if (stage.kind === 'body') return takeBody(stage.message, piece);
      if (stage.kind === 'done') stage = ended(stage.message, piece.length);
      return taken();
    },
    close() {
      stage = atClose(stage, heads.length());
      return taken();
    },
    heads: () => messageOf(stage)?.heads ?? null,
    expected() {
      const message = messageOf(stage);
      return message && expectedOf(message);
    },
    reading: () => readingOf(stage, body),
  };
}

const messageOf = (stage: Stage): Message | null => ('message' in stage ? stage.message : null);

function expectedOf({ heads, decoder }: Message): number | null {
  const framing = decoder.framing();
  if (framing.kind === 'none') return heads.octets.length;
  return framing.kind === 'length' ? heads.octets.length + framing.length : null;
}

function afterHeads(heads: Heads, method: string): Stage {
  const framing = framingOf(heads.head, method);
  return isProblem(framing)
    ? broken(framing, { heads, decoder: bodyDecoder({ kind: 'unknown' }) })
    : { kind: 'body', message: { heads, decoder: bodyDecoder(framing) } };
}

function ended(message: Message, surplus: number): Stage {
  if (surplus === 0) return { kind: 'done', message };
  const problem = unreadable('bytes-after-end', `${counted(surplus)} came after the end of the response.`, '6.3');
  return { kind: 'broken', problem, message, complete: true };
}

const counted = (bytes: number) => (bytes === 1 ? 'A byte' : `${bytes} bytes`);

function atClose(stage: Stage, received: number): Stage {
  if (stage.kind === 'head') {
    return broken(
      received === 0
        ? unreadable('no-answer', 'The other side closed the connection without a response.', '8')
        : earlyClose(`in the headers of the response, after ${received} bytes`),
    );
  }
  if (stage.kind !== 'body') return stage;
  const problem = stage.message.decoder.close();
  return problem ? broken(problem, stage.message) : { kind: 'done', message: stage.message };
}

function broken(problem: Problem, message: Message | null = null): Stage {
  return { kind: 'broken', problem, message, complete: false };
}

function readingOf(stage: Stage, body: Recorder): Reading {
  if (stage.kind === 'head') return stage;
  if (stage.kind === 'broken') {
    const { problem, message, complete } = stage;
    return { kind: 'broken', problem, response: message && responseOf(message, body, complete) };
  }
  return { kind: stage.kind, response: responseOf(stage.message, body, stage.kind === 'done') };
}

function responseOf({ heads, decoder }: Message, body: Recorder, complete: boolean): ReadResponse {
  return {
    head: heads.head,
    interim: heads.interim,
    bodyStart: heads.octets.length,
    framing: decoder.framing(),
    body: body.record(),
    trailers: decoder.trailers(),
    remarks: withRemarks(heads.remarks, decoder.remarks()),
    complete,
  };
}
