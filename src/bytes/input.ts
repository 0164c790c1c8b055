/**
 * Identifies the inputs of a trace, which input bytes come from, and their sources. These are ids and names, not
 * sentences.
 */

/**
 * Identifies an input. These ids are public: they appear in JSON, and a problem uses them to name the input at fault.
 * - `method`, `url`, `header/N` (the Nth given header, from 0), `headers` (all of them, when one is missing),
 *   `payload`: the request to sign.
 * - `region`, `date`, `service`, `access-key-id`, `secret-access-key`, `session-token`, `expires`, `signed-headers`,
 *   `endpoint`: how it is signed, and where it is sent.
 * - `policy`, `field/NAME`: a form. `trailer/N`: a header after the chunks.
 * - `request`, `canonical-texts`, `command`: a text that is read as a whole, such as a pasted request.
 * - `content-length`, `decoded-length`, `encoded-length`, `payload-checksum`: values counted or computed from the body.
 * - `chunk-signature/N`, `trailer-signature`, `trailers`, `previous-signature`, `event/N`: the parts of a chunked body.
 * - `value/ID`: a value of the trace as a server or a log reports it.
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

/** The source of an input. The `kind`s are public: they appear in JSON. */
export type InputSource =
  /** An operand, or an option for a part of the request: `-X`, `-H`. */
  | { readonly kind: 'command-line' }
  /** `name` is the option as typed: `--region`. */
  | { readonly kind: 'option'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  /** The environment variables of the credentials, taken together. */
  | { readonly kind: 'environment' }
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'host-name' }
  | { readonly kind: 'default' }
  | { readonly kind: 'clock' }
  /** Typed at a prompt on the terminal. */
  | { readonly kind: 'terminal' }
  | { readonly kind: 'edit' }
  | { readonly kind: 'paste' }
  /** From an input that has been edited since. */
  | { readonly kind: 'before-edit'; readonly of: InputSource }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'standard-input' }
  /** An operand that is the text itself. */
  | { readonly kind: 'argument' }
  /** The program that calls the library; `name` is its name for the text, if it has one. */
  | { readonly kind: 'caller'; readonly name: string | null }
  /** The example in AWS's documentation that `sigv4 walk` starts with. */
  | { readonly kind: 'documented-example' }
  /** AWS's documentation, for its example keys. */
  | { readonly kind: 'documentation' }
  | { readonly kind: 'vector'; readonly name: string }
  /** A lesson; `request` is its name for the request. */
  | { readonly kind: 'lesson'; readonly request: string }
  /** The form of a browser upload. */
  | { readonly kind: 'form' }
  /** A condition in the policy of a browser upload. */
  | { readonly kind: 'policy' }
  /** Computed from the body. */
  | { readonly kind: 'computed' }
  /** The body on the wire. */
  | { readonly kind: 'body' }
  /** Given in addition to a URL, which is only a part of a request. */
  | { readonly kind: 'besides-url' }
  /** The request that a walk signed and sent. */
  | { readonly kind: 'walk' }
  /** The answer to the request of a walk. */
  | { readonly kind: 'answer' }
  /** What a server or a client reported about a refused request. */
  | { readonly kind: 'server-answer' }
  | { readonly kind: 'client-log' }
  /** The request that one side's values are computed from. */
  | { readonly kind: 'request'; readonly read: 'as-it-says' | 'as-computed' | 'as-sent' }
  /** Reported by one side of a refused request, in the input `quotedIn`. */
  | { readonly kind: 'side'; readonly side: 'server' | 'client'; readonly quotedIn: InputSource }
  /** Known, but the source is not specified. */
  | { readonly kind: 'unnamed' };

/** An input and its source; `name` is the name of a header. */
export interface Input {
  readonly id: InputId;
  readonly name?: string;
  readonly source: InputSource;
}

/** A value and its source. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly source: InputSource;
}

/** Returns the source of an operand that names a file, or standard input as `-`. */
export const fileSource = (path: string): InputSource =>
  path === '-' ? { kind: 'standard-input' } : { kind: 'file', path };
