/**
 * Determines where the body of a response is written. A file or a pipe gets the body unchanged, and a terminal gets the
 * body escaped.
 */

import type { Files, Leftover, OutputFile } from '../../app/world/files.ts';
import type { Terminal } from '../../app/world/terminal.ts';
import { type Octets, octetsFromArray } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { KEPT_LIMIT } from '../../http/body/recorded.ts';
import { maskSecretsInText } from '../../sigv4/secrets/secret-headers.ts';
import type { Mask } from '../../trace/masks/mask.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import { printable, visible } from '../../views/characters/visible.ts';
import type { SendValues } from './send-options.ts';

/** The heads of a response as they arrived, and the mask for their secrets. */
interface ArrivedHeads {
  readonly octets: Octets;
  readonly mask: Mask;
}

/** Receives one response. Pieces of the body come first, if the body is wanted, and then the whole exchange. */
export interface Sink {
  /**
   * Writes a piece. Resolves with `null` when there is room for more, or with a problem if the piece cannot be written.
   */
  readonly write: (piece: Uint8Array, heads: ArrivedHeads) => Promise<Problem | null>;
  /** Ends the output. `isWhole` means that the whole body has been written and is wanted. */
  readonly finish: (exchange: RedactedExchange, isWhole: boolean, mask: Mask) => Promise<SinkEnd>;
}

export interface SinkEnd {
  /** The reason that the last part could not be written, or `null`. */
  readonly problem: Problem | null;
  /** The part of an incomplete response that a file contains, or `null`. */
  readonly leftover: Leftover | null;
}

const ALL_WRITTEN: SinkEnd = { problem: null, leftover: null };

/**
 * Opens the output that the options name, or resolves with a problem. A file or a pipe gets the body unchanged. A
 * terminal gets the body escaped, so that the body cannot control the terminal. The signal ends the wait for the file.
 */
export async function sinkOf(
  world: Files & Terminal,
  { include, output }: SendValues,
  signal: AbortSignal,
): Promise<Sink | Problem> {
  const isIncluding = include === true;
  if (output !== undefined && output !== '-') {
    const file = await world.createFile(output, signal);
    return isProblem(file) ? file : fileSink(world, file, isIncluding);
  }
  // A hyphen means standard output, as in curl. The body goes there unchanged, even to a terminal.
  const isExact = !world.isOutputTerminal || (output === '-' && !isIncluding);
  return isExact ? exactSink(world, isIncluding) : terminalSink(world, isIncluding);
}

/** Writes the body to a file and the head to standard output. An incomplete response does not replace the file. */
function fileSink(world: Terminal, file: OutputFile, isIncluding: boolean): Sink {
  return {
    write: file.write,
    async finish(exchange, isWhole) {
      const problem = isWhole ? await file.finish() : null;
      const leftover = isWhole && problem === null ? null : await file.abandon();
      if (isIncluding) world.output(headText(headsOf(exchange)));
      return { problem, leftover };
    },
  };
}

/** Writes the body as it arrives. The head comes first if the user asked for it. */
function exactSink(world: Terminal, isIncluding: boolean): Sink {
  let isHeadDue = isIncluding;
  const writeHead = (head: () => Octets) => {
    if (isHeadDue) world.output(headText(head()));
    isHeadDue = false;
  };
  return {
    async write(piece, { octets, mask }) {
      writeHead(() => mask(octets));
      await world.outputBytes(piece);
      return null;
    },
    async finish(exchange) {
      writeHead(() => headsOf(exchange));
      return ALL_WRITTEN;
    },
  };
}

/** Writes nothing until the response has ended. The beginning of the body is then escaped and masked as a whole. */
function terminalSink(world: Terminal, isIncluding: boolean): Sink {
  const pieces: Octets[] = [];
  let total = 0;
  return {
    async write(piece) {
      total += piece.length;
      if (total <= KEPT_LIMIT) pieces.push(octetsFromArray(piece));
      return null;
    },
    async finish(exchange, _isWhole, mask) {
      if (isIncluding) world.output(headText(headsOf(exchange)));
      const body = pieces.join('') as Octets;
      if (body !== '') world.output(`${visibleLines(mask(body), '\n')}\n`);
      if (total > body.length)
        world.errors(
          `sigv4: Only the first ${body.length} of ${total} bytes are shown. Use -o FILE for all of them.\n`,
        );
      return ALL_WRITTEN;
    },
  };
}

/** Returns the heads of the response, including interim ones. The result is empty if no head is complete. */
export const headsOf = ({ received, response }: RedactedExchange): Octets =>
  received.kept.slice(0, response?.bodyStart ?? 0) as Octets;

/** Writes masked heads as lines without control characters. */
export const headText = (heads: Octets): string => visibleLines(heads, '\r\n');

function visibleLines(octets: Octets, lineBreak: string): string {
  return octets
    .split(lineBreak)
    .map((line) => visible(line as Octets))
    .join('\n');
}

/** Says which file contains the received part of an incomplete response. */
export function leftoverText({ path, length }: Leftover, { output }: SendValues): string {
  const bytes = length === 1 ? 'The first byte of the body is' : `The first ${length} bytes of the body are`;
  const rest = path === output ? '' : `; ${quoted(String(output))} was not written`;
  return `sigv4: ${printable(`${bytes} in ${quoted(path)}${rest}.`)}\n`;
}

/** Quotes a path with its secrets masked, because the user may have given a presigned URL by mistake. */
const quoted = (path: string) => maskSecretsInText(JSON.stringify(path));
