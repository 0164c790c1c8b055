/** Changes to a request between its client and the server: bytes in, bytes out, nothing signed again. */
import { type Octets, octetAt, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { WireChange } from '../format-parts.ts';

export interface WireMessage {
  /** Request line, headers, empty line. */
  readonly head: Octets;
  readonly body: Octets;
  readonly coding: 'aws-chunked' | 'none';
}

/**
 * One after the other. Content-Length stays as the client said it, but where the body becomes longer or shorter without
 * chunks around it, or a whole chunk is gone: a server would wait for bytes that nobody sends.
 */
export function changedOnTheWay(message: WireMessage, changes: readonly WireChange[]): WireMessage | Problem {
  let changed = message;
  for (const change of changes) {
    const next = applied(changed, change);
    if (isProblem(next)) return next;
    changed = next;
  }
  return changed;
}

function applied(message: WireMessage, change: WireChange): WireMessage | Problem {
  switch (change.what) {
    case 'replace-in-head':
      return withPart(message, 'head', replaced(message.head, change, 'head'));
    case 'replace-in-body':
      return withBody(message, replaced(message.body, change, 'body'), message.coding === 'none');
    case 'add-header':
      return withPart(message, 'head', withHeader(message.head, change.header));
    case 'remove-header':
      return withPart(message, 'head', withoutHeader(message.head, change.name));
    case 'swap-chunks':
      return withBody(message, swapped(message.body, change.chunks), false);
    case 'drop-chunk':
      return withBody(message, dropped(message.body, change.chunk), true);
    case 'flip-chunk':
      return withBody(message, flipped(message.body, change.chunk), false);
  }
}

function withPart(message: WireMessage, part: 'head' | 'body', octets: Octets | Problem): WireMessage | Problem {
  return isProblem(octets) ? octets : { ...message, [part]: octets };
}

function withBody(message: WireMessage, body: Octets | Problem, lengthFollows: boolean): WireMessage | Problem {
  const changed = withPart(message, 'body', body);
  if (isProblem(changed) || !lengthFollows) return changed;
  return { ...changed, head: withLength(changed.head, changed.body.length) };
}

const withLength = (head: Octets, length: number): Octets =>
  head.replace(/^(content-length:[ \t]*)\d+/im, (_line, name: string) => `${name}${length}`) as Octets;

function replaced(
  octets: Octets,
  { from, to }: { readonly from: string; readonly to: string },
  where: string,
): Octets | Problem {
  const wanted = octetsFromText(from);
  const at = octets.indexOf(wanted);
  if (at < 0) return nothingToChange(`${JSON.stringify(from)} does not stand in the ${where} of the request.`);
  return `${octets.slice(0, at)}${octetsFromText(to)}${octets.slice(at + wanted.length)}` as Octets;
}

/** The head ends with an empty line, which stays behind it. */
const withHeader = (head: Octets, header: string): Octets =>
  `${head.slice(0, -LINE_END.length)}${octetsFromText(header)}${LINE_END}${LINE_END}` as Octets;

function withoutHeader(head: Octets, name: string): Octets | Problem {
  const wanted = `${name.toLowerCase()}:`;
  const [first = '', ...fields] = head.split(LINE_END);
  const left = fields.filter((field) => !field.toLowerCase().startsWith(wanted));
  if (left.length === fields.length) return nothingToChange(`The request has no header ${name}.`);
  return [first, ...left].join(LINE_END) as Octets;
}

const LINE_END = '\r\n';

/** Of chunks of this body, each with its line and its line end; the last one with all that follows. */
function chunksOf(body: Octets): Octets[] | Problem {
  const chunks: Octets[] = [];
  for (let at = 0; at < body.length; ) {
    const line = /^([0-9a-f]+)(?:;[^\r\n]*)?\r\n/.exec(body.slice(at, at + LONGEST_LINE));
    if (!line) return nothingToChange('The body of the request is not in chunks.');
    const size = Number.parseInt(line[1] ?? '', 16);
    const end = size === 0 ? body.length : at + line[0].length + size + LINE_END.length;
    chunks.push(sliceOctets(body, at, end));
    at = end;
  }
  return chunks.length > 0 ? chunks : nothingToChange('The request has no body.');
}

const LONGEST_LINE = 256;

/** `change` gets the chunks and the place of the one that is meant, from 0. */
function changedChunk(
  body: Octets,
  number: number,
  change: (chunks: readonly Octets[], at: number) => readonly Octets[] | Problem,
): Octets | Problem {
  const chunks = chunksOf(body);
  if (isProblem(chunks)) return chunks;
  if (number < 1 || number > chunks.length) {
    return nothingToChange(`There is no chunk ${number}: the body has ${chunks.length}, the empty one among them.`);
  }
  const changed = change(chunks, number - 1);
  return isProblem(changed) ? changed : (changed.join('') as Octets);
}

const dropped = (body: Octets, number: number): Octets | Problem =>
  changedChunk(body, number, (chunks, at) => chunks.filter((_, index) => index !== at));

function swapped(body: Octets, [one, other]: readonly [number, number]): Octets | Problem {
  return changedChunk(body, one, (chunks, at) => {
    const [first, second] = [chunks[at], chunks[other - 1]];
    if (first === undefined || second === undefined || one === other) {
      return nothingToChange(`Chunk ${one} cannot change places with chunk ${other}.`);
    }
    return chunks.map((chunk, index) => (index === at ? second : index === other - 1 ? first : chunk));
  });
}

function flipped(body: Octets, number: number): Octets | Problem {
  return changedChunk(body, number, (chunks, at) => {
    const chunk = chunks[at] ?? ('' as Octets);
    const data = chunk.indexOf(LINE_END) + LINE_END.length;
    if (data + LINE_END.length >= chunk.length) return nothingToChange(`Chunk ${number} has no data to change.`);
    const other = String.fromCharCode(octetAt(chunk, data) ^ 1);
    const changed = `${chunk.slice(0, data)}${other}${chunk.slice(data + 1)}` as Octets;
    return chunks.map((one, index) => (index === at ? changed : one));
  });
}

function nothingToChange(says: string): Problem {
  return problem('wire-change', says, 'Change something that the request has.');
}
