/**
 * Identifies the inputs of a trace and where each of them came from. The values here are IDs and names, not sentences.
 */

/**
 * Identifies an input. These IDs are public: they appear in JSON, and problems use them to name the input at fault.
 * - `method`, `url`, `header/N` (the Nth given header, counted from 0), `headers` (all of them, if one is missing), and
 *   `payload` are the request to sign.
 * - `region`, `date`, `service`, `access-key-id`, `secret-access-key`, `session-token`, `expires`, `signed-headers`,
 *   and `endpoint` say how the request is signed and where it is sent.
 * - `policy` and `field/NAME` are parts of a form. `trailer/N` is a header after the chunks.
 * - `request`, `canonical-texts`, and `command` are each read as a whole, such as a pasted request.
 * - `content-length`, `decoded-length`, `encoded-length`, and `payload-checksum` are computed from the body.
 * - `chunk-signature/N`, `trailer-signature`, `trailers`, `previous-signature`, and `event/N` are parts of a chunked
 *   body.
 * - `value/ID` is a value of the trace as reported by a server or a log.
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

/** The source of an input. The values of `kind` are public because they appear in JSON. */
export type InputSource =
  /** An operand, or an option such as `-X` or `-H` that gives part of the request. */
  | { readonly kind: 'command-line' }
  /** `name` is the option as typed, such as `--region`. */
  | { readonly kind: 'option'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  /** The environment variables for credentials, treated as one source. */
  | { readonly kind: 'environment' }
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'host-name' }
  | { readonly kind: 'default' }
  | { readonly kind: 'clock' }
  /** Text typed at a prompt on the terminal. */
  | { readonly kind: 'terminal' }
  | { readonly kind: 'edit' }
  | { readonly kind: 'paste' }
  /** An input that was edited later; `of` is its source before the edit. */
  | { readonly kind: 'before-edit'; readonly of: InputSource }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'standard-input' }
  /** An operand that is the text itself rather than the name of a file. */
  | { readonly kind: 'argument' }
  /** The program that calls the library. `name` is what that program calls the text; `null` if it does not name it. */
  | { readonly kind: 'caller'; readonly name: string | null }
  /** The example in the AWS documentation that `sigv4 walk` starts with. */
  | { readonly kind: 'documented-example' }
  /** The AWS documentation, as the source of its example keys. */
  | { readonly kind: 'documentation' }
  | { readonly kind: 'vector'; readonly name: string }
  /** A lesson; `request` is the lesson's name for the request. */
  | { readonly kind: 'lesson'; readonly request: string }
  | { readonly kind: 'form' }
  /** A condition in the policy of a browser upload. */
  | { readonly kind: 'policy' }
  | { readonly kind: 'computed' }
  | { readonly kind: 'body' }
  /** An input given along with a URL. A URL is only part of a request. */
  | { readonly kind: 'besides-url' }
  /** The request that a walk signed and sent. */
  | { readonly kind: 'walk' }
  /** The response to the request of a walk. */
  | { readonly kind: 'answer' }
  /** A report from a server or a client about a refused request. */
  | { readonly kind: 'server-answer' }
  | { readonly kind: 'client-log' }
  /** The request that the values of one side are computed from. */
  | { readonly kind: 'request'; readonly read: 'as-it-says' | 'as-computed' | 'as-sent' | 'as-arrived' }
  /** A text that was not reported but was rebuilt by repeating a proven mistake. */
  | { readonly kind: 'rebuilt' }
  /** A value that one side of a refused request reported; `quotedIn` is the input that contains it. */
  | { readonly kind: 'side'; readonly side: 'server' | 'client'; readonly quotedIn: InputSource }
  /** An input whose source is not specified. */
  | { readonly kind: 'unnamed' };

/** An input and its source. `name` is the name of a header. */
export interface Input {
  readonly id: InputId;
  readonly name?: string;
  readonly source: InputSource;
}

export interface Sourced<Value> {
  readonly value: Value;
  readonly source: InputSource;
}

/** Returns the source for an operand that names a file, or that means standard input (`-`). */
export const fileSource = (path: string): InputSource =>
  path === '-' ? { kind: 'standard-input' } : { kind: 'file', path };
