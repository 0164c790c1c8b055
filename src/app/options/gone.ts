/**
 * Contains what version 0.1 had and this one does not: a command by its name, an option by its command and its name, a
 * value by its option, and a member of the library by its function. Each says what to do instead. Removed at 1.0.
 */
const GONE: ReadonlyMap<string, string> = new Map([
  ['signer', 'To sign for another program, call sign from the library: see docs/library.md.'],
]);

/** Returns what to do instead of something that is gone, such as `signer` or `send --location`; `null` if it never existed. */
export const insteadOf = (name: string): string | null => GONE.get(name) ?? null;
