/** Where the body of an answer goes: exactly into a file or a pipe, escaped onto a terminal. */

import type { OptionValues } from '../../app/options/option-values.ts';
import type { Files, Leftover, OutputFile } from '../../app/world/files.ts';
import type { Terminal } from '../../app/world/world.ts';
import { type Octets, octetsFromArray } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { KEPT_LIMIT } from '../../http/body/recorded.ts';
import { printable, visible } from '../../pages/characters/visible.ts';
import { maskSecretsInText } from '../../sigv4/secrets/secret-headers.ts';
import type { Mask, RedactedExchange } from '../../trace/redact-exchange.ts';

/** The heads of an answer as they came, and what masks secrets in them. */
export interface ArrivedHeads {
  readonly octets: Octets;
  readonly mask: Mask;
}

/** Takes one answer: its body piece by piece, as far as it is wanted, and then the whole exchange. */
export interface Sink {
  /** Resolves when there is room for more; a problem where the piece cannot be written. */
  readonly write: (piece: Uint8Array, heads: ArrivedHeads) => Promise<Problem | null>;
  /** Nothing more comes. `isWhole`: what was written is all of the answer, and it is wanted. */
  readonly finish: (exchange: RedactedExchange, isWhole: boolean, mask: Mask) => Promise<SinkEnd>;
  /** No answer comes at all. */
  readonly discard: () => Promise<void>;
}

export interface SinkEnd {
  /** Why the last of it could not be written. */
  readonly problem: Problem | null;
  /** What is in a file of an answer that is not whole. */
  readonly leftover: Leftover | null;
}

const ALL_WRITTEN: SinkEnd = { problem: null, leftover: null };

/**
 * Opens where the options want the answer; a problem where that cannot be. A file or a pipe gets the body exactly. A
 * terminal gets it escaped, so that no byte of it can command the terminal. The signal ends the wait for the file.
 */
export async function sinkOf(
  world: Files & Terminal,
  options: OptionValues,
  signal: AbortSignal,
): Promise<Sink | Problem> {
  const isIncluding = options.include === true;
  if (typeof options.output === 'string' && options.output !== '-') {
    const file = await world.createFile(options.output, signal);
    return isProblem(file) ? file : fileSink(world, file, isIncluding);
  }
  // As curl has it, a hyphen is standard output: what goes there is exact, as in a file.
  const isExact = !world.isOutputTerminal || (options.output === '-' && !isIncluding);
  return isExact ? exactSink(world, isIncluding) : terminalSink(world, isIncluding);
}

/** The head goes to standard output. The old content of the file is not lost for an answer that is not whole. */
function fileSink(world: Terminal, file: OutputFile, isIncluding: boolean): Sink {
  return {
    write: file.write,
    async finish(exchange, isWhole) {
      const problem = isWhole ? await file.finish() : null;
      const leftover = isWhole && problem === null ? null : await file.abandon();
      if (isIncluding) world.output(headText(headsOf(exchange)));
      return { problem, leftover };
    },
    discard: async () => void (await file.abandon()),
  };
}

/** As it comes, in little memory. The head is written before the first byte of the body, or alone at the end. */
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
    discard: async () => {},
  };
}

/** As much of the body as is kept of an answer: it is escaped and masked as a whole. */
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
      if (total > body.length) world.errors(`sigv4: Of ${total} bytes, only the first are shown. Use -o FILE.\n`);
      return ALL_WRITTEN;
    },
    discard: async () => {},
  };
}

/** The heads of the answer, interim ones too; empty where none came whole. */
export const headsOf = ({ received, response }: RedactedExchange): Octets =>
  received.kept.slice(0, response?.bodyStart ?? 0) as Octets;

/** Heads of which the secrets are masked, as lines without control characters. */
export const headText = (heads: Octets): string => visibleLines(heads, '\r\n');

function visibleLines(octets: Octets, lineBreak: string): string {
  return octets
    .split(lineBreak)
    .map((line) => visible(line as Octets))
    .join('\n');
}

/** Where what came of an answer is that is not whole, as a line. */
export function leftoverText({ path, length }: Leftover, { output }: OptionValues): string {
  const bytes = length === 1 ? 'The first byte of the body is' : `The first ${length} bytes of the body are`;
  const rest = path === output ? '' : `; ${quoted(String(output))} was not written`;
  return `sigv4: ${printable(`${bytes} in ${quoted(path)}${rest}.`)}\n`;
}

/** A presigned URL may be given where a file is meant. */
const quoted = (path: string) => maskSecretsInText(JSON.stringify(path));
