/** Defines the result of `diagnose`, which `sigv4 diagnose --json` also prints. */
import type { VerdictId } from '../../../diagnosis/verdict-id.ts';
import type { NotSignatureId } from '../../../sides/answers/not-signature-id.ts';

/** A mistake that fits the evidence, and how certain it is. */
export interface Cause {
  /** A stable ID, such as `query-double-encoded`. */
  readonly id: string;
  /** The variant of the mistake; omitted if unknown. */
  readonly variant?: string;
  /** How certain the cause is: `proved`, `explains` if the cause accounts for all known facts, or `possible`. */
  readonly standing: 'proved' | 'explains' | 'possible';
  /**
   * The proof of the cause. Reproducing the mistake produces the same `hash` or `signature`, or the server states the
   * cause (`statement`); `null` if the cause is not proved.
   */
  readonly by: 'hash' | 'signature' | 'statement' | null;
  /** The ID of the signing stage in which the mistake was made, such as `canonical-uri`. */
  readonly stage: string;
  readonly says: string;
  readonly fix: string;
  /**
   * Whether the first cause produces the same bytes, so that nothing tells the two apart. Omitted if the cause is only
   * possible.
   */
  readonly sameBytes?: boolean;
  /**
   * Where the change happened: at the `client`, or in `transit`; `null` if nothing shows it. This is a certainty of its
   * own: a cause may prove the bytes, but not who changed them. Omitted if the cause is only possible.
   */
  readonly place?: 'client' | 'transit' | null;
  /** Mistakes at the other place that produce the same bytes. Omitted if the cause is only possible. */
  readonly twins?: readonly {
    readonly id: string;
    readonly variant: string | null;
    readonly says: string;
    readonly fix: string;
  }[];
  /** The lines to change in the programs that appear in this failure, such as `nginx`. */
  readonly lines: readonly { readonly program: string; readonly line: string }[];
  /** The name of the lesson about this mistake, for `sigv4 learn`. */
  readonly lesson: string;
  /**
   * The number of this mistake, counted from 1, and the total, if more than one mistake was made; `null` if this
   * mistake alone explains the failure.
   */
  readonly oneOf: { readonly number: number; readonly count: number } | null;
  /** The values that the mistake changes; empty if unknown. */
  readonly changes: readonly Change[];
  /** URLs: first the page that specifies the correct behavior, then public threads about the mistake. */
  readonly sources: readonly string[];
  /**
   * How likely a suspect is, from 0 to 1. The likelihoods of all causes and `other` add up to 1. Omitted, like the
   * members below, if a cause is more than possible or the refusal is not about the signature.
   */
  readonly likelihood?: number;
  /** The signs in the request that point to the cause, each with the part of the request; secrets are masked. */
  readonly signs?: readonly { readonly id: string; readonly quote: string }[];
  /** The signs as sentences. */
  readonly because?: readonly string[];
  /** A test that shows whether this is the cause. */
  readonly test?: string;
}

/** A value that the mistake changes. `from` or `to` is `null` if the value is missing on that side. */
export interface Change {
  /** The ID of the value, such as `canonical-uri`, or `header-range` for the Range header. */
  readonly value: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The first difference between the text that the server computed and the text that the client signed. */
export interface Difference {
  /** The text that differs, either `canonical-request` or `string-to-sign`. */
  readonly text: string;
  /** The ID of the part of that text that differs. */
  readonly part: string;
  readonly name: string;
  /** The line number, counted from 1. */
  readonly line: number;
  /** The position of the differing byte in the line, counted from 0. */
  readonly column: number;
  readonly server: DifferingLine | null;
  readonly client: DifferingLine | null;
}

export interface DifferingLine {
  /** The offset of the differing byte in the whole text. */
  readonly offset: number | null;
  readonly line: string;
  /** A description of the differing byte; `null` at the end of the line. */
  readonly byte: string | null;
}

/**
 * The canonical request and the string to sign that one side reported; either is `null` if that text was not reported.
 */
export interface QuotedStrings {
  readonly canonicalRequest: {
    readonly text: string | null;
    /** Whether the hash of the text matches the hash in the same side's string to sign. */
    readonly standing: 'proved' | 'refuted' | 'unknown';
    readonly readFrom: 'bytes' | 'text';
    /** Sentences that describe how the text was repaired. */
    readonly repairs: readonly string[];
  } | null;
  readonly stringToSign: { readonly text: string | null; readonly repairs: readonly string[] } | null;
}

/** The parts of the evidence that were read. A part that the evidence does not contain is `null`. */
export interface ReadEvidence {
  readonly answer:
    | ({ readonly by: string; readonly status: number | null; readonly code: string | null } & QuotedStrings)
    | null;
  readonly client: QuotedStrings | null;
  readonly request: {
    readonly method: string;
    readonly form: 'header' | 'query' | 'policy' | 'chunks';
    /** The parts that this form of the request does not contain. These parts are unknown, so they prove nothing. */
    readonly unsaid: readonly ('method' | 'target' | 'headers')[];
  } | null;
  /**
   * The parts of the request that were read, from any input that has them; `null` for a part that could not be read.
   */
  readonly parts: {
    readonly host: string | null;
    readonly path: string | null;
    readonly scope: string | null;
    /** The names with semicolons between them. */
    readonly signedHeaders: string | null;
  };
  readonly secret: 'known' | 'unknown';
  /** Sentences about input that was skipped or was not read literally. */
  readonly remarks: readonly string[];
}

/** The verdict of the signature itself, regardless of any cause. */
export interface SignatureVerdict {
  readonly id: VerdictId;
  /** The side whose text was used to check the signature; `null` if the signature was not checked. */
  readonly of: 'request' | 'client' | 'server' | null;
  readonly says: string;
}

/** A refusal that is not about the signature. */
export interface OtherRefusal {
  readonly id: NotSignatureId;
  /** The error code in the response; `null` if the response has none. */
  readonly code: string | null;
  /** The reason for the refusal, in one sentence. */
  readonly says: string;
  /** One sentence about what to check next. */
  readonly fix: string;
}

/** The diagnosis of a refused request. Secrets are masked in all strings. */
export interface Diagnosis {
  /** The version of this document. The version changes when the structure changes. */
  readonly version: number;
  /**
   * The verdict of the signature; `null` if it cannot be checked because the secret, the signature, or the signed text
   * is missing.
   */
  readonly verdict: SignatureVerdict | null;
  /** The reason that the refusal is not about the signature; `null` if the refusal may be about the signature. */
  readonly notSignature: OtherRefusal | null;
  /** The causes that fit, the most certain first. */
  readonly causes: readonly Cause[];
  /** The likelihood that none of the `causes` is right; `null` if the causes have no likelihoods. */
  readonly other: number | null;
  /** The causes that are ruled out, and why. */
  readonly ruledOut: readonly { readonly id: string; readonly by: string; readonly says: string }[];
  /**
   * Questions about experiments that the user has tried: first the answered questions, and then the questions worth
   * answering, the best first.
   */
  readonly questions: readonly {
    readonly id: string;
    readonly asks: string;
    readonly answer: 'yes' | 'no' | 'unknown' | null;
  }[];
  /** The first difference between the two sides; `null` if one side is unknown, or if both are equal. */
  readonly firstDifference: Difference | null;
  readonly evidence: ReadEvidence;
  /** Sentences that say what else to provide for a more certain diagnosis. */
  readonly next: readonly string[];
}
