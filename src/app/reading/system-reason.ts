/** Why the operating system refuses something, as Node.js reports it. */

/** Gives the reason without the call and the path that Node.js adds: a message quotes the path itself, or hides it. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const call = 'syscall' in error ? error.message.indexOf(`, ${error.syscall}`) : -1;
  return call < 0 ? error.message : error.message.slice(0, call);
}
