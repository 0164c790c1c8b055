/**
 * Defines fragments of a request in a paste that does not contain the request itself: a header line, a URL, a list of
 * signed headers, or an option in a program.
 */
import type { Octets } from '../../bytes/octets.ts';

export type MentionId =
  /** `method target` on a line of its own. */
  | 'request-line'
  /** A complete URL. */
  | 'url'
  /** A header line; `name` is in lowercase. */
  | 'header'
  /** A list of signed headers, as in SignedHeaders. */
  | 'signed-headers'
  /** A parameter of a signature, with its value. */
  | 'parameter'
  /** A credential scope: `DATE/REGION/SERVICE/TERMINATOR`. */
  | 'scope'
  /** An option or argument in a program or its output; `name` is spelled as in the text. */
  | 'setting'
  /** The name of a function or class that signs or presigns. */
  | 'signing-code'
  /** A percent sign that was encoded a second time, and the digits after it. */
  | 'encoded-twice'
  /** A directive in a proxy's configuration that affects signed parts. */
  | 'proxy-setting';

export interface Mention {
  readonly id: MentionId;
  /** The name of a header or a setting; empty for other kinds. */
  readonly name: string;
  readonly value: Octets;
  /** The offset in the piece. */
  readonly start: number;
}

/** The kinds that show that the paste is about a signature. All other kinds, such as a scope in a document, do not. */
const TELLING: ReadonlySet<MentionId> = new Set(['parameter', 'signing-code', 'encoded-twice', 'proxy-setting']);

/** Matches a list that has a header that every signature has. */
const SIGNED = /(?:^|;)(?:host|x-[a-z-]+)(?:;|$)/i;

/** Returns whether the mentions reveal something about a signed request. */
export const isTelling = (mentions: readonly Mention[]): boolean =>
  mentions.some(
    ({ id, name, value }) =>
      TELLING.has(id) ||
      (id === 'header' && /^(?:x-(?:amz|goog|oss|tos)-|authorization$)/.test(name)) ||
      (id === 'signed-headers' && SIGNED.test(value)) ||
      (id === 'request-line' && value.includes('?')),
  );
