/** Where the body of an answer goes: exactly into a file or a pipe, escaped onto a terminal. */

import type { OptionValues } from '../../app/options/option-values.ts';
import type { OutputFile, World } from '../../app/world/world.ts';
import { type Octets, octetsFromArray } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { KEPT_LIMIT } from '../../http/body/recorded.ts';
import { visible } from '../../pages/characters/visible.ts';
import type { Mask, RedactedExchange } from '../../trace/redact-exchange.ts';

export interface Sink {
  readonly write: (piece: Uint8Array) => Promise<void>;
  readonly finish: (exchange: RedactedExchange, mask: Mask) => Promise<void>;
}

/** A file or a pipe gets the body exactly; a terminal gets it escaped, so that no byte of it can command the terminal. */
export async function sinkOf(world: World, options: OptionValues): Promise<Sink | Problem> {
  // As curl has it, a hyphen is standard output: what goes there is exact, as in a file.
  if (options.output === '-' && !options.include) return { write: world.outputBytes, finish: async () => {} };
  if (typeof options.output === 'string' && options.output !== '-') {
    const file = await world.createFile(options.output);
    return isProblem(file) ? file : fileSink(world, file, options);
  }
  if (!world.isOutputTerminal && !options.include) return { write: world.outputBytes, finish: async () => {} };
  return bufferedSink(world, options);
}

/** What stood in the file is not lost for a request that got no answer. */
function fileSink(world: World, file: OutputFile, options: OptionValues): Sink {
  return {
    write: file.write,
    finish: async (exchange) => {
      await (exchange.response && !exchange.problem ? file.finish() : file.abandon());
      if (options.include) world.output(headText(exchange));
    },
  };
}

/** The head comes before the body, and is whole only once the exchange is: what is kept of the body waits for it. */
function bufferedSink(world: World, options: OptionValues): Sink {
  const pieces: Octets[] = [];
  let total = 0;
  return {
    write: async (piece) => {
      total += piece.length;
      if (!world.isOutputTerminal || total <= KEPT_LIMIT) pieces.push(octetsFromArray(piece));
    },
    finish: async (exchange, mask) => {
      if (options.include) world.output(headText(exchange));
      const body = pieces.join('') as Octets;
      if (world.isOutputTerminal) {
        world.output(
          body === ''
            ? ''
            : `${mask(body)
                .split('\n')
                .map((line) => visible(line as Octets))
                .join('\n')}\n`,
        );
        if (total > body.length) world.errors(`sigv4: Of ${total} bytes, only the first are shown. Use -o FILE.\n`);
      } else {
        await world.outputBytes(Buffer.from(body, 'latin1'));
      }
    },
  };
}

export function headText({ received, response }: RedactedExchange): string {
  const head = received.kept.slice(0, response?.bodyStart ?? 0);
  return head
    .split('\r\n')
    .map((line) => visible(line as Octets))
    .join('\n');
}

/** No redirect and no refusal has a longer body; what is longer is the answer itself. */
const HELD_BACK_LIMIT = 1_048_576;

/** The body of an answer, kept back until it is known whether it is only that of a redirect. */
export function heldBack(write: Sink['write']): {
  readonly write: Sink['write'];
  readonly release: () => Promise<void>;
} {
  let pieces: Uint8Array[] | null = [];
  let length = 0;
  const release = async () => {
    const waiting = pieces ?? [];
    pieces = null;
    for (const piece of waiting) await write(piece);
  };
  return {
    release,
    write: async (piece) => {
      if (pieces === null) return write(piece);
      pieces.push(piece);
      length += piece.length;
      if (length > HELD_BACK_LIMIT) await release();
    },
  };
}
