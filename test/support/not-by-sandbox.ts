/** Variants that the sandbox cannot be made to refuse, with the reason; each has a test with a stated answer instead. */
export const NOT_BY_SANDBOX: ReadonlyMap<string, string> = new Map([
  ['content-length-signed/to-another', 'no server reads a body of another length than the one that arrives'],
]);
