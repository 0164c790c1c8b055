/** Computes a CRC of any number of octets. A long piece is folded first, and the table does the little that is left. */
import { primitives } from './runtime/node.ts';
import { type BlockFolder, FOLDED } from './runtime/runtime.ts';

/** How a CRC is computed. A register is what it keeps between two octets. */
interface CrcSteps<Register> {
  /** The register that does not change the octets that follow. */
  readonly zero: Register;
  /** Returns the register after these octets. */
  readonly advance: (register: Register, octets: Uint8Array) => Register;
  /** Returns the register as words of 32 bits, in the order in which they are added to the octets that follow. */
  readonly words: (register: Register) => readonly number[];
  /**
   * The steps of multiples of the polynomial in octets (`runtime/fold-blocks.ts`): first few and long ones, which are
   * fast, and then more short ones, which leave less. With steps much shorter than a hundred octets, a processor waits
   * for what it has just stored. A search for words of low weight in a code found them (J. Stern, A method for finding
   * codewords of small weight, 1988), and twice the steps are those of the square. The steps of anything else would
   * lead to another CRC.
   */
  readonly steps: readonly (readonly number[])[];
}

/** The length from which folding is faster than the table alone, in octets. */
const LEAST = 16_384;

/** Returns a function that advances a register by a piece. */
export function foldedCrc<Register>({
  zero,
  advance,
  words,
  steps,
}: CrcSteps<Register>): CrcSteps<Register>['advance'] {
  // Made on first use, because most runs compute no such CRC.
  let folders: readonly BlockFolder[] | null = null;
  const fold = (data: Uint8Array, register: Register, made: readonly BlockFolder[]): Uint8Array => {
    let left = data;
    for (const folder of made) left = folder(left, left === data ? words(register) : []);
    return left;
  };
  return (start, piece) => {
    // Looked up here, because the primitives of a browser import the CRC-32 that is made with this.
    const { blockFolder } = primitives;
    if (blockFolder === null || piece.length < LEAST) return advance(start, piece);
    folders ??= steps.map(blockFolder);
    let register = start;
    let rest = piece;
    while (rest.length >= LEAST) {
      const length = Math.min(FOLDED.most, rest.length - (rest.length % FOLDED.block));
      register = advance(zero, fold(rest.subarray(0, length), register, folders));
      rest = rest.subarray(length);
    }
    return advance(register, rest);
  };
}
