/** Changes the bytes of a request on their way from the client to the server. Nothing is signed again. */
import { type Octets, octetAt, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { WireChange } from '../format-parts.ts';
import { extendLink } from './links.ts';

export interface WireMessage {
  /** The request line, the headers, and the empty line after them. */
  readonly head: Octets;
  readonly body: Octets;
  readonly coding: 'aws-chunked' | 'none';
}

/**
 * Applies the changes in order. Content-Length is adjusted if the length of a body without chunks changes, or if a
 * whole chunk is dropped. Otherwise, the server would wait for bytes that are never sent. Returns a problem if a change
 * is not possible.
 */
export function changeOnTheWay(message: WireMessage, changes: readonly WireChange[]): WireMessage | Problem {
  let changed = message;
  for (const change of changes) {
    const next = apply(changed, change);
    if (isProblem(next)) return next;
    changed = next;
  }
  return changed;
}

function apply(message: WireMessage, change: WireChange): WireMessage | Problem {
  switch (change.what) {
    case 'replace-in-head':
      return withPart(message, 'head', replaceText(message.head, change, 'head'));
    case 'replace-in-body':
      return withBody(message, replaceText(message.body, change, 'body'), message.coding === 'none');
    case 'add-header':
      return withPart(message, 'head', addHeader(message.head, change.header));
    case 'extend-link':
      return withPart(message, 'head', extendLink(message.head, change));
    case 'remove-header':
      return withPart(message, 'head', removeHeader(message.head, change.name));
    case 'swap-chunks':
      return withBody(message, swapChunks(message.body, change.chunks), false);
    case 'drop-chunk':
      return withBody(message, dropChunk(message.body, change.chunk), true);
    case 'flip-chunk':
      return withBody(message, flipChunk(message.body, change.chunk), false);
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

function replaceText(
  octets: Octets,
  { from, to }: { readonly from: string; readonly to: string },
  where: string,
): Octets | Problem {
  const wanted = octetsFromText(from);
  const at = octets.indexOf(wanted);
  if (at < 0) return nothingToChange(`The ${where} of the request does not contain ${JSON.stringify(from)}.`);
  return `${octets.slice(0, at)}${octetsFromText(to)}${octets.slice(at + wanted.length)}` as Octets;
}

const addHeader = (head: Octets, header: string): Octets =>
  `${head.slice(0, -LINE_END.length)}${octetsFromText(header)}${LINE_END}${LINE_END}` as Octets;

function removeHeader(head: Octets, name: string): Octets | Problem {
  const wanted = `${name.toLowerCase()}:`;
  const [first = '', ...fields] = head.split(LINE_END);
  const left = fields.filter((field) => !field.toLowerCase().startsWith(wanted));
  if (left.length === fields.length) return nothingToChange(`The request has no header ${name}.`);
  return [first, ...left].join(LINE_END) as Octets;
}

const LINE_END = '\r\n';

/**
 * Splits a body into chunks. Each chunk includes its size line and line ending, and the last chunk includes everything
 * after it.
 */
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

/** Changes the chunk with this number. `change` receives all chunks and the index of the chunk to change. */
function changeChunk(
  body: Octets,
  number: number,
  change: (chunks: readonly Octets[], at: number) => readonly Octets[] | Problem,
): Octets | Problem {
  const chunks = chunksOf(body);
  if (isProblem(chunks)) return chunks;
  if (number < 1 || number > chunks.length) {
    return nothingToChange(`There is no chunk ${number}: the body has ${chunks.length}, including the empty one.`);
  }
  const changed = change(chunks, number - 1);
  return isProblem(changed) ? changed : (changed.join('') as Octets);
}

const dropChunk = (body: Octets, number: number): Octets | Problem =>
  changeChunk(body, number, (chunks, at) => chunks.filter((_, index) => index !== at));

function swapChunks(body: Octets, [one, other]: readonly [number, number]): Octets | Problem {
  return changeChunk(body, one, (chunks, at) => {
    const [first, second] = [chunks[at], chunks[other - 1]];
    if (first === undefined || second === undefined || one === other) {
      return nothingToChange(`Chunk ${one} cannot change places with chunk ${other}.`);
    }
    return chunks.map((chunk, index) => (index === at ? second : index === other - 1 ? first : chunk));
  });
}

function flipChunk(body: Octets, number: number): Octets | Problem {
  return changeChunk(body, number, (chunks, at) => {
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
