/** What `diagnose` gives: the document that `sigv4 diagnose --json` prints. */

/** A cause that fits, and how sure that is. */
export interface Cause {
  /** Stable: `query-double-encoded`. */
  readonly id: string;
  /** In which way, where that is known. */
  readonly variant?: string;
  /** `proved`; `explains` what is known; `possible`. */
  readonly standing: 'proved' | 'explains' | 'possible';
  /** What proves it: the mistake, made again, gives the same hash or signature, or the server says it. */
  readonly by: 'hash' | 'signature' | 'statement' | null;
  /** Where on the way from the inputs to the answer the mistake is: `canonical-uri`. */
  readonly stage: string;
  /** What it is, in one sentence. */
  readonly says: string;
  /** How to fix it, in one sentence. */
  readonly fix: string;
  /** The name of the lesson that treats it, for `sigv4 learn`. */
  readonly lesson: string;
  /** Where several mistakes were made at once: which of them this is, from 1, and how many there are. `null`: it alone is enough. */
  readonly oneOf: { readonly number: number; readonly count: number } | null;
  /** What differs from what it should be, value by value. */
  readonly changes: readonly Change[];
  /** The page that decides it, then public threads in which it was found. */
  readonly sources: readonly string[];
}

/** A value that the mistake changes; `null` where it is not there. */
export interface Change {
  /** The id of the value: `canonical-uri`; of a header `header-range`. */
  readonly value: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The first difference between what the server made of the request and what the client signed. */
export interface Difference {
  /** The text that they differ in: `canonical-request` or `string-to-sign`. */
  readonly text: string;
  /** The part of that text. */
  readonly part: string;
  readonly name: string;
  /** From 1. */
  readonly line: number;
  /** In bytes, from 0. */
  readonly column: number;
  readonly server: DifferingLine | null;
  readonly client: DifferingLine | null;
}

/** A line of one side. */
export interface DifferingLine {
  /** Of the line in its text, in bytes. */
  readonly offset: number | null;
  readonly line: string;
  /** The byte at the column, for people; `null` after the end of the line. */
  readonly byte: string | null;
}

/** What one side says that it signed or computed. */
export interface QuotedStrings {
  readonly canonicalRequest: {
    readonly text: string | null;
    /** Whether its hash is the one that the string to sign of the same side names. */
    readonly standing: 'proved' | 'refuted' | 'unknown';
    readonly readFrom: 'bytes' | 'text';
    /** Sentences on what was repaired in it. */
    readonly repairs: readonly string[];
  } | null;
  readonly stringToSign: { readonly text: string | null; readonly repairs: readonly string[] } | null;
}

/** What was read of the evidence. */
export interface ReadEvidence {
  readonly answer:
    | ({ readonly by: string; readonly status: number | null; readonly code: string | null } & QuotedStrings)
    | null;
  readonly client: QuotedStrings | null;
  readonly request: {
    readonly method: string;
    readonly form: 'header' | 'query' | 'policy' | 'chunks';
    /** What the request as it was given does not say. It is unknown, and what follows from it proves nothing. */
    readonly unsaid: readonly ('method' | 'headers')[];
  } | null;
  readonly secret: 'known' | 'unknown';
  /** Sentences on what was passed over, and on what was read differently from how it was given. */
  readonly remarks: readonly string[];
}

/** What the signature itself tells, before any cause is asked for. */
export interface SignatureVerdict {
  /**
   * `not-about-signature`: the signature is right, and the answer is about something else.
   * `server-has-another-secret`: it is right for the very string that the server signed. `changed-on-the-way`: it is
   * right, and the server signed another text. `changed-or-another-secret`: it is right, and what the server signed is
   * not known. `signature-right`: it is right, and no answer says why it is refused. `other-text-signed`: it is right for
   * what the client says that it signed, and not for the request. `signature-wrong`: the secret makes another one.
   * `same-string`: both sides signed the same string, and not with the same key.
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
  /** Whose text the signature was computed of; `null` where it was not computed. */
  readonly of: 'request' | 'client' | 'server' | null;
  /** The verdict in a sentence. */
  readonly says: string;
}

/** A refusal that is not about the signature. */
export interface OtherRefusal {
  /**
   * `policy`: a policy denies the action. `permission`: access is denied without a reason. `encryption-key`: a key of KMS.
   * `page`: something else than the server answered, with a page for people. `not-implemented`, `not-found`, `account`,
   * `object-state`, `content`: checks after the signature. `no-such-route`: API Gateway has no such path.
   * `another-check`: a code that no signature makes.
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
  /** The code of the answer. */
  readonly code: string | null;
  /** Why, in one sentence. */
  readonly says: string;
  /** Where to look, in one sentence. */
  readonly fix: string;
}

/** Why a request was refused. Secrets are masked in every text. */
export interface Diagnosis {
  /** Changes when the shape does. */
  readonly version: number;
  /** `null` where nothing can be told: the secret, the signature or a text is missing. */
  readonly verdict: SignatureVerdict | null;
  /** Why the refusal is not about the signature; `null` where it may be. */
  readonly notSignature: OtherRefusal | null;
  /** The surest first; empty where none fits. */
  readonly causes: readonly Cause[];
  /** `null` where one side is not known, or both are the same. */
  readonly firstDifference: Difference | null;
  readonly evidence: ReadEvidence;
  /** What would make it surer, each a sentence. */
  readonly next: readonly string[];
}
