/** Limits the memory that V8 takes for new objects. */
import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the memory for new objects at its present size. A screen makes new objects for each key, almost all of which are
 * short-lived. V8 would let their memory grow to 48 MiB, which saves no time here. It does save time while a program
 * starts, because most objects stay then, and would be copied too often.
 */
export function keepYoungMemory(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
