/** Defines what checking the signature of a refused request can show. */

/**
 * `not-about-signature`: the signature is right, and the server refused the request for another reason.
 * `server-has-another-secret`: the signature is right for the string that the server signed. `changed-on-the-way`:
 * the signature is right, but the server signed a different text. `changed-or-another-secret`: the signature is
 * right, and the text that the server signed is unknown. `signature-right`: the signature is right, and no response
 * says why the request was refused. `other-text-signed`: the signature is right for the text that the client
 * reported, but not for the request or for the text that the server signed. `signature-wrong`: the secret produces a
 * different signature. `same-string`: both sides signed the same string with different keys. `arrived-as-sent`: the
 * server computed the hash of exactly this request, and the signature was not checked. `body-signature-wrong`: the
 * signature of the request is right, and the one of a chunk or of the trailing headers in its body is not.
 */
export type VerdictId =
  | 'not-about-signature'
  | 'server-has-another-secret'
  | 'changed-on-the-way'
  | 'changed-or-another-secret'
  | 'signature-right'
  | 'other-text-signed'
  | 'signature-wrong'
  | 'same-string'
  | 'arrived-as-sent'
  | 'body-signature-wrong';
