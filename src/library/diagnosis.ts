/** The result of `diagnose`: the document that `sigv4 diagnose --json` prints. */

/** A cause that fits, and how certain it is. */
export interface Cause {
  /** Stable: `query-double-encoded`. */
  readonly id: string;
  /** The variant of the mistake, if it is known. */
  readonly variant?: string;
  /** `proved`, `explains` what is known, or `possible`. */
  readonly standing: 'proved' | 'explains' | 'possible';
  /** What proves it: the mistake, made again, gives the same hash or signature, or the server states it. */
  readonly by: 'hash' | 'signature' | 'statement' | null;
  /** The stage of the mistake, such as `canonical-uri`. */
  readonly stage: string;
  readonly says: string;
  readonly fix: string;
  /** The name of the lesson about it, for `sigv4 learn`. */
  readonly lesson: string;
  /**
   * If several mistakes were made together: the number of this one, from 1, and their count. `null` if fixing it alone
   * is enough.
   */
  readonly oneOf: { readonly number: number; readonly count: number } | null;
  /** The values that the mistake changes. */
  readonly changes: readonly Change[];
  /** The page that specifies the right behavior, then public threads about the mistake. */
  readonly sources: readonly string[];
}

/** A value that the mistake changes; `null` if it is missing. */
export interface Change {
  /** The id of the value, such as `canonical-uri`, or `header-range` for a header. */
  readonly value: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The first difference between what the server computed and what the client signed. */
export interface Difference {
  /** The text that differs: `canonical-request` or `string-to-sign`. */
  readonly text: string;
  /** The part of that text. */
  readonly part: string;
  readonly name: string;
  /** The line, counted from 1. */
  readonly line: number;
  /** The byte in the line, counted from 0. */
  readonly column: number;
  readonly server: DifferingLine | null;
  readonly client: DifferingLine | null;
}

export interface DifferingLine {
  /** The offset of the line in its text, in bytes. */
  readonly offset: number | null;
  readonly line: string;
  /** The byte at the column in words; `null` at the end of the line. */
  readonly byte: string | null;
}

/** The texts that one side says it signed or computed. */
export interface QuotedStrings {
  readonly canonicalRequest: {
    readonly text: string | null;
    /** Whether its hash is the one in the same side's string to sign. */
    readonly standing: 'proved' | 'refuted' | 'unknown';
    readonly readFrom: 'bytes' | 'text';
    /** Sentences about repairs to the text. */
    readonly repairs: readonly string[];
  } | null;
  readonly stringToSign: { readonly text: string | null; readonly repairs: readonly string[] } | null;
}

/** The content of the evidence. */
export interface ReadEvidence {
  readonly answer:
    | ({ readonly by: string; readonly status: number | null; readonly code: string | null } & QuotedStrings)
    | null;
  readonly client: QuotedStrings | null;
  readonly request: {
    readonly method: string;
    readonly form: 'header' | 'query' | 'policy' | 'chunks';
    /** The parts that this form of the request does not contain. They are unknown, and prove nothing. */
    readonly unsaid: readonly ('method' | 'headers')[];
  } | null;
  readonly secret: 'known' | 'unknown';
  /** Sentences about anything that was skipped, or read differently from how it is written. */
  readonly remarks: readonly string[];
}

/** What the signature itself shows, before any cause is tried. */
export interface SignatureVerdict {
  /**
   * `not-about-signature`: the signature is right, and the answer is about something else. `server-has-another-secret`:
   * it is right for the string that the server signed. `changed-on-the-way`: it is right, but the server signed another
   * text. `changed-or-another-secret`: it is right, and the text that the server signed is unknown. `signature-right`:
   * it is right, and no answer states why it is refused. `other-text-signed`: it is right for the text that the client
   * says it signed, but not for the request. `signature-wrong`: the secret makes another signature. `same-string`: both
   * sides signed the same string with different keys.
   */
  readonly id:
    | 'not-about-signature'
    | 'server-has-another-secret'
    | 'changed-on-the-way'
    | 'changed-or-another-secret'
    | 'signature-right'
    | 'other-text-signed'
    | 'signature-wrong'
    | 'same-string';
  /** The side whose text the signature was computed from; `null` if it was not computed. */
  readonly of: 'request' | 'client' | 'server' | null;
  readonly says: string;
}

/** A refusal that is not about the signature. */
export interface OtherRefusal {
  /**
   * `policy`: a policy denies the action. `permission`: access is denied without a reason. `encryption-key`: a KMS key.
   * `page`: a web page from something other than the server. `not-implemented`, `not-found`, `account`, `object-state`,
   * `content`: checks after the signature. `no-such-route`: API Gateway has no such path. `another-check`: a code that
   * is never about the signature.
   */
  readonly id:
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
  /** The code in the answer. */
  readonly code: string | null;
  /** The reason, in one sentence. */
  readonly says: string;
  /** Where to look, in one sentence. */
  readonly fix: string;
}

/** Why a request was refused. Secrets are masked in every text. */
export interface Diagnosis {
  /** The version of this document, which changes with its shape. */
  readonly version: number;
  /** `null` if the secret, the signature, or a text is missing. */
  readonly verdict: SignatureVerdict | null;
  /** Why the refusal is not about the signature; `null` if it may be. */
  readonly notSignature: OtherRefusal | null;
  /** The causes that fit, with the most certain first. */
  readonly causes: readonly Cause[];
  /** `null` if one side is unknown, or if both are equal. */
  readonly firstDifference: Difference | null;
  readonly evidence: ReadEvidence;
  /** Sentences about what to give to find out more. */
  readonly next: readonly string[];
}
