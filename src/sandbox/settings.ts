/** Defines the settings of a sandbox and its report on each request. */
import type { Octets } from '../bytes/octets.ts';
import type { RequestHead } from '../http/message.ts';
import type { CapturedExchange, PassedRequest } from '../http/relay/captured.ts';
import type { Refusal } from './answers/answer.ts';
import type { AuthenticationSettings } from './authenticate.ts';
import type { Store } from './storage/objects.ts';
import type { BodyFiles } from './storage/spool.ts';

export interface SandboxSettings extends Omit<AuthenticationSettings, 'now'> {
  readonly store: Store;
  readonly clock: () => Date;
  /** The place for long bodies. If omitted, bodies are kept in memory and are limited to 16 MiB. */
  readonly files?: BodyFiles | null;
  /**
   * Whether connections are kept open for further requests. By default, each connection is closed after one response.
   */
  readonly keepsConnections?: boolean;
  /** The origins of pages, such as `https://app.example.com`, whose scripts may read responses. */
  readonly origins?: readonly string[];
  /**
   * The only bucket in which each key may change anything, by access key ID. All keys may read everything. If omitted, every
   * key may change everything.
   */
  readonly ownBuckets?: ReadonlyMap<string, Octets>;
  /** Which exchanges a report contains. By default, no bytes are kept. */
  readonly exchanges?: ExchangeWatch;
  /** Called after each request has been answered. */
  readonly onAnswer?: (report: AnswerReport) => void;
  /**
   * Called with an exception, at which a request is answered with 500, or is not reported if it has been answered. If
   * omitted, exceptions are not caught.
   */
  readonly onFailure?: (error: unknown) => void;
}

/** A request that has been handled, with its bytes. */
export interface SeenRequest {
  readonly request: PassedRequest;
  /** The time at which its head was complete, as `elapsed` returned it. */
  readonly begun: number;
}

export interface ExchangeWatch {
  /** Keeps the bytes of all exchanges, or only of those that the sandbox refuses. */
  readonly keeps: 'all' | 'refused';
  /** Returns a time in milliseconds, from which durations are computed. */
  readonly elapsed: () => number;
  readonly scheme: CapturedExchange['scheme'];
}

export interface AnswerReport {
  /** The method as received. If the bytes are not a request, both the method and `target` are empty. */
  readonly method: Octets;
  readonly target: Octets;
  readonly status: number;
  /** The code and the message of a refusal; `null` if the request was not refused. */
  readonly refusal: string | null;
  /** The refusal; `null` if the request was not refused. */
  readonly refused: Refusal | null;
  /** Whether the operation was run, because the signature and everything else that is checked is right. */
  readonly passedChecks: boolean;
  /** The head of the request; `null` if it could not be read. */
  readonly head: RequestHead | null;
  /** The exchange with its bytes; `null` if they were not kept or the request could not be read. */
  readonly exchange: CapturedExchange | null;
}
