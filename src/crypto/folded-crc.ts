/**
 * Computes a CRC piece by piece. A long piece is folded, what is left of it is folded with the next one, and the table
 * does the little that is left at the end.
 */
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

/** A CRC of the pieces so far. */
export interface RunningCrc<Value> {
  update(piece: Uint8Array): void;
  /** Returns the CRC of all pieces so far. More pieces can follow. */
  value(): Value;
}

/** The length from which folding is faster than the table alone, in octets. */
const LEAST = 16_384;
const NOTHING = new Uint8Array(0);

/** Returns a function that starts with a register, and whose value is the register after the pieces. */
export function foldedCrc<Register>(crc: CrcSteps<Register>): (start: Register) => RunningCrc<Register> {
  const { zero, advance, words, steps } = crc;
  // Made on first use, because most runs compute no such CRC.
  let made: readonly BlockFolder[] | null = null;
  return (start) => {
    let register = start;
    // After a piece was folded, what is left of all pieces: with a register of zero, it has the same CRC as they have.
    let left: Uint8Array = NOTHING;
    const value = (): Register => {
      if (left.length === 0) return register;
      const [, ...others] = made ?? [];
      register = advance(
        zero,
        others.reduce((longer, folder) => folder(NOTHING, longer, []), left),
      );
      left = NOTHING;
      return register;
    };
    const fold = (folder: BlockFolder, piece: Uint8Array): void => {
      const shorter = folder(left, piece, left.length === 0 ? words(register) : []);
      if (left.length === 0) left = new Uint8Array(shorter.length);
      left.set(shorter);
    };
    return {
      value,
      update(piece) {
        // Looked up here, because the primitives of a browser import the CRC-32 that is made with this.
        if (piece.length >= LEAST && primitives.blockFolder) made ??= steps.map(primitives.blockFolder);
        const [folder] = made ?? [];
        let rest = piece;
        while (folder && rest.length >= LEAST) {
          const length = Math.min(FOLDED.most, rest.length - (rest.length % FOLDED.block));
          fold(folder, rest.subarray(0, length));
          rest = rest.subarray(length);
        }
        if (rest.length > 0) register = advance(value(), rest);
      },
    };
  };
}
