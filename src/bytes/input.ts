/** The inputs of a trace: which one bytes were given as, and who gave it. Ids and names, no sentences. */

/**
 * Which input it is. These ids are public: JSON has them, and a problem names the input at fault by them.
 *
 * - `method`, `url`, `header/N` (of the headers that were given, the Nth from 0), `headers` (all of them, where one is
 *   missing), `payload`: the request that somebody wants.
 * - `region`, `date`, `service`, `access-key-id`, `secret-access-key`, `session-token`, `expires`, `signed-headers`,
 *   `endpoint`: what it is signed with, and where it goes.
 * - `policy`, `field/NAME`: a form. `trailer/N`: a header after the chunks.
 * - `request`, `canonical-texts`, `command`: a text that is read as a whole, such as a request that was pasted.
 * - `content-length`, `decoded-length`, `encoded-length`, `payload-checksum`: what is counted or computed of the body.
 * - `chunk-signature/N`, `trailer-signature`, `trailers`, `previous-signature`, `event/N`: what a body in chunks has.
 * - `value/ID`: a value of the trace as somebody else has it: a server, a log.
 */
export type InputId =
  | 'method'
  | 'url'
  | `header/${number}`
  | 'headers'
  | 'payload'
  | 'region'
  | 'date'
  | 'service'
  | 'access-key-id'
  | 'secret-access-key'
  | 'session-token'
  | 'expires'
  | 'signed-headers'
  | 'endpoint'
  | 'policy'
  | `field/${string}`
  | `trailer/${number}`
  | 'request'
  | 'canonical-texts'
  | 'command'
  | 'content-length'
  | 'decoded-length'
  | 'encoded-length'
  | 'payload-checksum'
  | `chunk-signature/${number}`
  | 'trailer-signature'
  | 'trailers'
  | 'previous-signature'
  | `event/${number}`
  | `value/${string}`;

/** Who gave an input. `kind`s are public: JSON has them. */
export type InputSource =
  /** An operand, or an option that says a part of the request: `-X`, `-H`. */
  | { readonly kind: 'command-line' }
  /** `name`: as it is typed, `--region`. */
  | { readonly kind: 'option'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  /** Variables of the environment that belong together: the keys. */
  | { readonly kind: 'environment' }
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'host-name' }
  /** Nobody said it. */
  | { readonly kind: 'default' }
  | { readonly kind: 'clock' }
  /** What was typed at a question on the terminal. */
  | { readonly kind: 'terminal' }
  | { readonly kind: 'edit' }
  | { readonly kind: 'paste' }
  /** It comes from an input that was edited since. */
  | { readonly kind: 'before-edit'; readonly of: InputSource }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'standard-input' }
  /** An operand that is the text itself. */
  | { readonly kind: 'argument' }
  /** The program that calls the library; `name`: what it calls the text, where it calls it anything. */
  | { readonly kind: 'caller'; readonly name: string | null }
  /** AWS's documented example, which `sigv4 walk` begins with. */
  | { readonly kind: 'documented-example' }
  /** AWS's documentation, of its example keys. */
  | { readonly kind: 'documentation' }
  | { readonly kind: 'vector'; readonly name: string }
  /** A lesson; `request`: the name that it gives to the request. */
  | { readonly kind: 'lesson'; readonly request: string }
  /** The form of an upload. */
  | { readonly kind: 'form' }
  /** A condition of the policy of an upload. */
  | { readonly kind: 'policy' }
  /** Computed from the body. */
  | { readonly kind: 'computed' }
  /** The body on the wire. */
  | { readonly kind: 'body' }
  /** What was given besides a URL that says only a part of a request. */
  | { readonly kind: 'besides-url' }
  /** What a walk signed and sent, and the answer that came to it. */
  | { readonly kind: 'walk' }
  | { readonly kind: 'answer' }
  /** What somebody has of a request that was refused, wherever it was found. */
  | { readonly kind: 'server-answer' }
  | { readonly kind: 'client-log' }
  /** The request, of which a side is computed. */
  | { readonly kind: 'request'; readonly read: 'as-it-says' | 'as-computed' | 'as-sent' }
  /** One side of a request that was refused says it, in the input from `quotedIn`. */
  | { readonly kind: 'side'; readonly side: 'server' | 'client'; readonly quotedIn: InputSource }
  /** Somebody knows it, and it is not said who. */
  | { readonly kind: 'unnamed' };

/** An input, and who gave it. `name`: its own name, of a header. */
export interface Input {
  readonly id: InputId;
  readonly name?: string;
  readonly source: InputSource;
}

/** A value and who gave it. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly source: InputSource;
}

/** The source of an operand that names a file, or standard input as `-`. */
export const fileSource = (path: string): InputSource =>
  path === '-' ? { kind: 'standard-input' } : { kind: 'file', path };
