/** Defines why a refusal can be about something other than the signature. */

/**
 * `policy`: a policy denies the action. `permission`: access is denied without a reason. `encryption-key`: the
 * refusal is about a KMS key. `page`: something other than the server returned a web page. `not-implemented`,
 * `not-found`, `account`, `object-state`, `content`: a check that comes after the signature failed. `no-such-route`:
 * API Gateway does not have the path or method. `another-check`: the error code is never about the signature.
 */
export type NotSignatureId =
  | 'policy'
  | 'permission'
  | 'encryption-key'
  | 'page'
  | 'not-implemented'
  | 'not-found'
  | 'account'
  | 'object-state'
  | 'content'
  | 'no-such-route'
  | 'another-check';
