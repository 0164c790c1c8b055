/**
 * Shortens data without changing its CRC, several times as fast as any table (S. Russell, Chorba: A novel CRC32
 * implementation, 2024, https://arxiv.org/abs/2412.16398).
 *
 * A CRC is a remainder, so a multiple of the polynomial can be added to the data. The multiples that are used here have
 * few terms, at powers of x that are multiples of 8. Adding one removes a block of 16 octets, and adds (XOR) the same
 * block to a few later places, the `steps`. From the first block to the last, this leaves only as many octets as the
 * longest step.
 *
 * The memory has five parts: zeros, as many octets as are left; what is left of the data before; the data without its
 * last octets, which become what is left; zeros in their place, because they are added to nothing; and these last octets.
 *
 * JavaScript has no numbers of 128 bits, but WebAssembly has (https://www.w3.org/TR/wasm-core-2/). The module is
 * written here, instruction by instruction, because its only function is a few loops of the same kind.
 */
import { type BlockFolder, FOLDED } from './runtime.ts';

const BLOCK = FOLDED.block;

/** The length of the memory in pages of 64 KiB: one for the data, and one for the rest, three times the longest step at most. */
const PAGES = 2;

/** What is used of WebAssembly, which is in neither of the libraries of types. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
  ) => {
    readonly exports: {
      readonly memory: { readonly buffer: ArrayBuffer };
      readonly fold: (at: number, end: number) => void;
    };
  };
};

/**
 * Creates a folder. `steps` are numbers of octets in ascending order, and say to which later places a block is added. No
 * step is shorter than a block, and no two end in the same one.
 */
export function blockFolder(steps: readonly number[]): BlockFolder {
  const { memory, fold } = new WebAssembly.Instance(new WebAssembly.Module(moduleOf(steps))).exports;
  const left = wholeBlocks(steps.at(-1) ?? 0);
  const octets = new Uint8Array(memory.buffer);
  const words = new Int32Array(memory.buffer, left);
  return (before, data, added) => {
    const length = before.length + data.length;
    octets.set(before, left);
    octets.set(data.subarray(0, data.length - left), left + before.length);
    octets.fill(0, length, length + left);
    octets.set(data.subarray(data.length - left), length + left);
    added.forEach((word, index) => {
      words[index] = (words[index] ?? 0) ^ word;
    });
    fold(0, length - left);
    return octets.subarray(length + left, length + 2 * left);
  };
}

const wholeBlocks = (length: number): number => Math.ceil(length / BLOCK) * BLOCK;

// The instructions that are used (section 5.4 of the specification). A memory is accessed at any alignment, 0.
const LOOP = [0x03, 0x40];
const END = 0x0b;
const BRANCH_IF = 0x0d;
const LOCAL_GET = 0x20;
const LOCAL_TEE = 0x22;
const I32_CONST = 0x41;
const I32_LESS = 0x49;
const I32_ADD = 0x6a;
const V128_LOAD = [0xfd, 0x00, 0];
const V128_STORE = [0xfd, 0x0b, 0];
const V128_XOR = [0xfd, 0x51];
const I32 = 0x7f;
const AT = 0;
const UNTIL = 1;

/**
 * Writes the module, which exports its memory and a function without a result. `at` is where the zeros begin that are
 * as far before the first block as before the blocks that stay, and `end` is where `at` is when only those are left.
 */
function moduleOf(steps: readonly number[]): Uint8Array {
  const left = wholeBlocks(steps.at(-1) ?? 0);
  // A block that stays is only added to by blocks before `end`, so fewer steps lead to each later one.
  const staying = steps.flatMap((step, index) => loopOf(steps.slice(index), wholeBlocks(step), left, 2 * left));
  const loops = [...loopOf(steps, 0, left, left), ...staying];
  return Uint8Array.of(
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 2, I32, I32, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, PAGES]),
    ...section(7, [2, ...name('memory'), 2, 0, ...name('fold'), 0, 0]),
    ...section(10, [1, ...sized([0, ...loops, END])]),
  );
}

/**
 * Adds to each block what is `steps` before it, until `at` is `beyond` octets after `end`. The data is `origin` octets
 * after `at`, and the block is `target` octets after it.
 */
function loopOf(steps: readonly number[], beyond: number, origin: number, target: number): number[] {
  return [
    ...LOOP,
    ...[LOCAL_GET, AT],
    ...[LOCAL_GET, AT, ...V128_LOAD, ...unsigned(target)],
    ...steps.flatMap((step) => [LOCAL_GET, AT, ...V128_LOAD, ...unsigned(origin - step), ...V128_XOR]),
    ...[...V128_STORE, ...unsigned(target)],
    ...[LOCAL_GET, AT, I32_CONST, BLOCK, I32_ADD, LOCAL_TEE, AT],
    ...[LOCAL_GET, UNTIL, I32_CONST, ...signed(beyond), I32_ADD],
    ...[I32_LESS, BRANCH_IF, 0],
    END,
  ];
}

const section = (id: number, bytes: readonly number[]): number[] => [id, ...sized(bytes)];
const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const name = (text: string): number[] => sized([...text].map((letter) => letter.charCodeAt(0)));

/** Writes a number in LEB128: seven bits in each octet, the lowest first, and the highest bit if more follow. */
function unsigned(number: number): number[] {
  return number < 0x80 ? [number] : [(number & 0x7f) | 0x80, ...unsigned(number >>> 7)];
}

/** Writes a positive number whose sign is the highest of the seven bits in the last octet. */
function signed(number: number): number[] {
  return number < 0x40 ? [number] : [(number & 0x7f) | 0x80, ...signed(number >>> 7)];
}
