/** Defines an entry of the list of requests that a sandbox or a capture has seen. An entry contains no secrets. */
import type { Certainty } from '../../search/certainty/hit.ts';
import type { Comparison } from '../../verification/comparison/comparison.ts';
import type { Verdict } from '../../verification/verdict.ts';

export interface TrafficEntry extends CauseKnowledge {
  /** The number of the request, starting at 1. */
  readonly number: number;
  /** The time at which the exchange ended, in milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** The path and query, with secrets masked. */
  readonly target: string;
  /** The form of the signature, such as `header`. */
  readonly form: string;
  readonly verdict: Verdict['kind'];
  /** Whose signature the request has, in a sentence, if it is not one of AWS; `null` otherwise. */
  readonly otherScheme: string | null;
  /** A value other than the signature that differs, in words; `null` if nothing else is known to differ. */
  readonly difference: { readonly signature: Comparison['standing']; readonly says: string } | null;
  /** The status of the response; `null` if there is no response. */
  readonly status: number | null;
  readonly outcome: TrafficOutcome;
  /** The number of bytes of both bodies. */
  readonly bytes: number;
  /** The duration of the exchange in milliseconds. */
  readonly milliseconds: number;
  /** The access key ID that the request names, or an empty string. */
  readonly keyId: string;
  /** The value of User-Agent, or an empty string. */
  readonly client: string;
  /** The value of Host, or an empty string; `null` if the headers were not read. */
  readonly host: string | null;
  /** The code and the message of the server's error, on one line; `null` if there is no error. */
  readonly error: string | null;
  /** The lines of the head that were changed in transit, each after `-` or `+`. */
  readonly changes: readonly string[];
}

/** A reason that an exchange failed. */
export interface TrafficCause {
  readonly id: string;
  readonly stage: string;
  /** How certain it is, as in a diagnosis. */
  readonly certainty: Certainty['kind'];
  readonly says: string;
  readonly fix: string;
}

export interface TrafficCauses {
  /** The reason that the exchange failed; `null` if the exchange did not fail, or if the reason is not known. */
  readonly cause: TrafficCause | null;
  /** A reason that nothing proves, but that is more likely than all others together; `null` if there is none. */
  readonly suspect: TrafficCause | null;
}

/** What is known about the reason that an exchange failed, and how. */
export interface CauseKnowledge extends TrafficCauses {
  /**
   * The state of the search for the cause. `none` means that there is no cause to search for, or that it was known at
   * once; `skipped` means that the cause was not searched for, because there was too much to search.
   */
  readonly search: 'none' | 'running' | 'ended' | 'skipped';
  /**
   * The number of a request that is alike. All mistakes were tried on that request, and only the usual ones on this one.
   * `null` if there is no such request.
   */
  readonly alike: number | null;
}

/**
 * What became of a request. `right` means that the server accepted a correct signature, `unproved` that the server
 * accepted a request whose signature is not verified, `doubtful` that the server accepted a wrong signature, `refused`
 * that the server or the proxy refused the request, and `failed` that no complete response arrived.
 */
export type TrafficOutcome = 'right' | 'unproved' | 'doubtful' | 'refused' | 'failed';

/** Returns whether a request was refused, or has no complete response. */
export const isUnsuccessful = ({ outcome }: Pick<TrafficEntry, 'outcome'>): boolean =>
  outcome === 'refused' || outcome === 'failed';

/** What became of a request, from afar: a mark before the status, a word, and the meaning of the mark, for the help. */
export interface TrafficResult {
  readonly mark: string;
  readonly word: string;
  readonly says: string;
}

const OUTCOMES: Readonly<Record<TrafficOutcome, TrafficResult>> = {
  right: { mark: '✓', word: 'done', says: 'accepted, and the signature is right' },
  unproved: { mark: '·', word: 'unproved', says: 'accepted; the signature could not be verified, or there is none' },
  doubtful: {
    mark: '!',
    word: 'doubtful',
    says: 'accepted, although it is not as it was signed, or is not valid now',
  },
  refused: { mark: '✗', word: 'refused', says: 'refused' },
  failed: { mark: '…', word: 'failed', says: 'no complete response arrived' },
};

/** The mark of a request whose signature is accepted, but which the server did not carry out. */
const NOT_DONE = { mark: '-', says: 'accepted, but not carried out, such as 404 for a missing object' };
const NOT_FOUND = 404;
/** The lowest status code of an error. */
const ERROR = 400;

/** The marks of requests, with their meanings. */
export const MARKS: readonly Omit<TrafficResult, 'word'>[] = [...Object.values(OUTCOMES), NOT_DONE];

/** Returns what became of a request. A refusal is not mistaken for an object that does not exist. */
export function resultOf({ outcome, status }: Pick<TrafficEntry, 'outcome' | 'status'>): TrafficResult {
  const isError = status !== null && status >= ERROR;
  if (isError && (outcome === 'right' || outcome === 'unproved'))
    return { ...NOT_DONE, word: status === NOT_FOUND ? 'not found' : 'error' };
  return OUTCOMES[outcome];
}

/** The beginning of a filter for the requests of one key, such as `key:STUDENT08`. */
const OF_KEY = 'key:';

/** Returns the filter for the requests of exactly this key; empty for those that name none. The space ends the ID. */
export const filterOfKey = (keyId: string): string => `${OF_KEY}${keyId} `;

/**
 * Returns whether a part of an entry that the screen shows contains the text `lowercase`, ignoring case. After `key:`, the
 * text is the beginning of the access key ID, because a path can contain the ID too.
 */
export function containsText(entry: TrafficEntry, lowercase: string): boolean {
  if (lowercase === '') return true;
  if (lowercase.startsWith(OF_KEY)) return `${entry.keyId.toLowerCase()} `.startsWith(lowercase.slice(OF_KEY.length));
  const { method, target, form, status, keyId, client, host, cause, error } = entry;
  const parts = [`${method} ${target}`, String(status ?? ''), form, keyId, client, host, cause?.id, cause?.says, error];
  return parts.some((part) => part?.toLowerCase().includes(lowercase) ?? false);
}

/** Returns whether all entries that contain the text `after` contain `before` too. Both are in lowercase. */
export function isNarrowerText(after: string, before: string): boolean {
  if (before === '' || before.startsWith(OF_KEY)) return after.startsWith(before);
  return !after.startsWith(OF_KEY) && after.includes(before);
}
