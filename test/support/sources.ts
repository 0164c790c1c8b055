/** Inputs of tests, by a name. */
import type { Input, InputSource } from '../../src/bytes/input.ts';

const INPUTS = new Map<string, Input>();

/** A source with such a name. */
export const named = (name: string): InputSource => ({ kind: 'caller', name });

/** An input from a source with such a name; the same object each time, so that its bytes may go on. */
export function inputNamed(name: string): Input {
  const input = INPUTS.get(name) ?? { id: 'request', source: named(name) };
  INPUTS.set(name, input);
  return input;
}
