/** Variants that the sandbox cannot be made to refuse, with the reason; each has a test with a stated answer instead. */
export const NOT_BY_SANDBOX: ReadonlyMap<string, string> = new Map([
  ['content-length-signed/to-another', 'no server reads a body of another length than the one that arrives'],
  ['header-value-whitespace/collapsed', 'the sandbox collapses white space, as S3 does'],
  ['header-value-whitespace/server-keeps-spaces', 'the sandbox collapses white space, as S3 does'],
  ['presigned-signed-header-not-sent/value-of-query', 'the sandbox takes headers from headers only'],
  ['presigned-signed-header-not-sent/another-value', 'which value somebody sends is not to be guessed'],
  ['presigned-internal-host/used-elsewhere', 'which host somebody uses is not to be guessed'],
  ['session-token-not-signed/header', 'the key of the sandbox has no session token'],
  ['session-token-not-signed/listed-header', 'the key of the sandbox has no session token'],
  ['session-token-not-signed/parameter', 'the key of the sandbox has no session token'],
]);
