/** One reader and many inputs, each of which follows from its number, so that one that fails can be made again. */
import type { Octets } from '../../src/bytes/octets.ts';
import { octetsOf } from '../support/octets-of.ts';
import { mutated, numbersFrom } from './mutate.ts';
import type { Reader } from './readers.ts';

export interface Failure {
  /** The number of the input. */
  readonly input: number;
  readonly text: string;
  readonly says: string;
}

/** The input with this number; the first ones are the seeds themselves. */
export function inputOf({ seeds }: Pick<Reader, 'seeds'>, number: number): Octets {
  return octetsOf(seeds[number] ?? mutated(seeds, numbersFrom(number)));
}

/** Gives a reader the inputs from one number to before another one. Resolves with the first failure; `null` if there is none. */
export async function tryInputs(reader: Reader, from: number, to: number): Promise<Failure | null> {
  for (let input = from; input < to; input++) {
    const octets = inputOf(reader, input);
    try {
      await reader.read(octets);
    } catch (error) {
      return { input, text: octets, says: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  }
  return null;
}
