/** Defines what can be wrong in the code of a signer. */

/**
 * `key-as-text`: an HMAC that is written as text is the next key. `key-and-message-swapped`: the secret is the message. `key-chain-order`: the key is derived from
 * the date, the Region, and the service in another order. `secret-without-prefix`: "AWS4" is not before the secret. `headers-unsorted`,
 * `query-unsorted`: nothing sorts the names. `query-not-encoded`: nothing encodes the parameters. `encoded-as-form`, `marks-not-encoded`, `reserved-not-encoded`, and
 * `slash-not-encoded`: the encoder leaves or changes other characters than it should. `local-time`: the time is not UTC. `token-not-sent`: the session token is read,
 * but is in no header. `query-line`, `empty-line`, `hash-line`, and `string-line`: the newline before this part is missing. `last-newline`: a newline is
 * after the hash. `scope-date`: the date of the scope is not that of the time. `hash-of-nothing`: a body is sent, but the hash is that of an empty one.
 */
export type FaultId =
  | 'key-as-text'
  | 'key-and-message-swapped'
  | 'key-chain-order'
  | 'secret-without-prefix'
  | 'headers-unsorted'
  | 'query-unsorted'
  | 'query-not-encoded'
  | 'encoded-as-form'
  | 'marks-not-encoded'
  | 'reserved-not-encoded'
  | 'slash-not-encoded'
  | 'local-time'
  | 'token-not-sent'
  | 'query-line'
  | 'empty-line'
  | 'hash-line'
  | 'string-line'
  | 'last-newline'
  | 'scope-date'
  | 'hash-of-nothing';

/** What is wrong in code, and where. */
export interface CodeFault {
  readonly id: FaultId;
  /** The number of the line in the text, counted from 1. */
  readonly line: number;
  /** The line, without the space around it. */
  readonly quote: string;
}

/** A fault, before its line is quoted. */
export type Found = Pick<CodeFault, 'id' | 'line'> | null;

/** Returns the fault of a value or of a line that was found; `null` if there is none. */
export const faultAt = (id: FaultId, found: { readonly line: number } | null | undefined): Found =>
  found ? { id, line: found.line } : null;
