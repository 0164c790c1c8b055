/** Writes and reads the file of a recorded exchange: all bytes in both directions, with times (docs/formats.md). */
import { arrayFromOctets, type Octets, sliceOctets } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { CapturedExchange, PassedBody } from './captured.ts';
import { hashingOf, type PassedBodyCollector, passedBody } from './passed-body.ts';
import { type MessageSplitter, requestSplitter, responseSplitter } from './split-messages.ts';

/** The facts in the second line of a recording, as JSON. */
export interface RecordingFacts {
  /** The time of the first byte, such as `2013-05-24T00:00:00.000Z`. */
  readonly started: string;
  readonly scheme: 'http' | 'https';
  /** The server to which the request was sent, such as `127.0.0.1:9000`. */
  readonly server: string;
}

const FIRST_LINE = 'sigv4 exchange 1';

/**
 * The kind of a record: `>` for bytes from the client, `<` for bytes from the server, and `~` for the forwarded head,
 * if it differs.
 */
export type RecordKind = '>' | '<' | '~';

export const recordingStart = (facts: RecordingFacts): Uint8Array =>
  Buffer.from(`${FIRST_LINE}\n${JSON.stringify(facts)}\n`);

export function recordingPiece(kind: RecordKind, milliseconds: number, raw: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${kind} ${milliseconds.toFixed(3)} ${raw.length}\n`), raw, Buffer.from('\n')]);
}

/** Ends a recording with `complete`, or with the problem. */
export const recordingEnd = (found: Problem | null): Uint8Array =>
  Buffer.from(`= ${found === null ? 'complete' : `${found.code} ${found.says}`}\n`);

export interface Recording {
  readonly facts: RecordingFacts;
  readonly exchange: CapturedExchange;
}

/** Reads a recording. Returns a problem if the file is not a recording or is not complete. */
export function readRecording(octets: Octets): Recording | Problem {
  const [first, second = ''] = octets.split('\n', 2);
  const facts = first === FIRST_LINE ? factsOf(second) : null;
  if (facts === null) return notStored();
  if (Number.isNaN(Date.parse(facts.started))) return noTime(facts.started);
  const read = readPieces(octets, FIRST_LINE.length + second.length + 2);
  if (read === null) return notRecorded('ends in the middle');
  const request = messageIn(requestSplitter(), read.pieces, '>', (head) => passedBody(hashingOf(head)));
  if (request === null) return noRequest(read.problem);
  const response = messageIn(
    responseSplitter(() => request.head.method.octets),
    read.pieces,
    '<',
    () => passedBody('not-hashed'),
  );
  const { end, ...arrived } = request;
  const forwarded = read.pieces.find(({ kind }) => kind === '~')?.octets ?? request.octets;
  const timeOf = (kind: RecordKind) => read.pieces.find((piece) => piece.kind === kind)?.milliseconds ?? null;
  return {
    facts,
    exchange: {
      scheme: facts.scheme,
      server: facts.server,
      request: { ...arrived, forwarded },
      response: response && { head: response.head, octets: response.octets, body: response.body },
      times: { requestEnd: end, firstByte: timeOf('<'), finished: read.pieces.at(-1)?.milliseconds ?? 0 },
      problem: read.problem,
    },
  };
}

interface Piece {
  readonly kind: RecordKind;
  readonly milliseconds: number;
  readonly octets: Octets;
}

const PIECE = /([><~]) (\d+\.\d{3}) (\d{1,15})\n/y;
const END = /= ([^\t-\r ]+) ?(.*)\n$/y;

function readPieces(octets: Octets, start: number) {
  const pieces: Piece[] = [];
  for (let at = start; at < octets.length; ) {
    PIECE.lastIndex = at;
    END.lastIndex = at;
    const [line, kind, milliseconds, length] = PIECE.exec(octets) ?? [];
    if (line === undefined) {
      const [, code = '', says = ''] = END.exec(octets) ?? [];
      return code === ''
        ? null
        : { pieces, problem: code === 'complete' ? null : problem(code, says, 'Send it again.') };
    }
    const from = at + line.length;
    at = from + Number(length) + 1;
    pieces.push({
      kind: kind as RecordKind,
      milliseconds: Number(milliseconds),
      octets: sliceOctets(octets, from, at - 1),
    });
  }
  return null;
}

interface Message<Head> {
  readonly head: Head;
  readonly octets: Octets;
  readonly body: PassedBody;
  /** The time at which its end arrived, in milliseconds; `null` if it did not. */
  readonly end: number | null;
}

/** Reads the last message in one direction. For responses, this is the final response after any interim responses. */
function messageIn<Head>(
  splitter: MessageSplitter<Head>,
  pieces: readonly Piece[],
  kind: RecordKind,
  startBody: (head: Head) => PassedBodyCollector,
): Message<Head> | null {
  let found: Pick<Message<Head>, 'head' | 'octets'> | null = null;
  let end: number | null = null;
  let body = passedBody('not-hashed');
  for (const piece of pieces.filter((each) => each.kind === kind)) {
    for (const event of splitter.push(arrayFromOctets(piece.octets))) {
      if (event.kind === 'head') {
        found = { head: event.head, octets: event.octets };
        body = startBody(event.head);
        end = null;
      }
      if (event.kind === 'end') end = piece.milliseconds;
      if (event.kind === 'body') for (const content of event.content) body.add(content);
    }
  }
  return found && { ...found, body: body.body(), end };
}

function factsOf(line: string): RecordingFacts | null {
  try {
    const { started, scheme, server } = JSON.parse(line);
    const isWhole = typeof started === 'string' && typeof server === 'string' && /^https?$/.test(String(scheme));
    return isWhole ? { started, scheme, server } : null;
  } catch {
    return null;
  }
}

/** `found` is the problem that ended the recording, if there was one: why the bytes could not be read. */
const noRequest = (found: Problem | null): Problem =>
  found === null
    ? notRecorded('has no request')
    : problem('recording', `The file has no request that can be read. ${found.says}`, 'Look at the bytes in the file.');

const noTime = (started: string): Problem =>
  problem(
    'recording',
    `The time in the second line of the recording cannot be read: ${JSON.stringify(started)}.`,
    'Write the time of the first byte as in "2013-05-24T00:00:00.000Z".',
  );

const notStored = (): Problem =>
  problem(
    'recording',
    'The file is not a recording, a HAR file, a case, a page of sigv4 diagnose --html, or what sigv4 walk --json prints.',
    'Give one of these. For a request by itself, use sigv4 verify or sigv4 diagnose.',
  );

const notRecorded = (why: string): Problem =>
  problem('recording', `The file ${why}.`, 'Give a file that sigv4 capture --record has written.');
