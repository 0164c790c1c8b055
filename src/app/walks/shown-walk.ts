/** A walk for the screen: what there is to see, and what can be done with it. */
import type { Problem } from '../../bytes/problem.ts';
import type { ExchangeProgress } from '../../http/body/progress.ts';
import type { WalkFacts } from '../../pages/facts.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import type { FilePayload, PastedInputs, WalkInputs } from '../editing/walk-inputs.ts';

/** A walk, which sends when the person says so; `send` is `null` where there is nothing to send. */
export interface ShownWalk {
  /** What there is at once. */
  readonly facts: WalkFacts;
  /** The same facts with what takes longer; `null` where nothing does. */
  readonly complete: FactsCompleter | null;
  readonly send: WalkSender | null;
  /** Other inputs; `null` for a request that somebody else signed: it is shown as it came, and never signed anew. */
  readonly editor: WalkEditor | null;
  /** What somebody pastes into the screen. */
  readonly paste: PasteReader;
  /** Other walks to which this one leads; `null` where it leads to none. */
  readonly leadOn: WayOn | null;
}

/** A walk of a request that is signed here. */
export type SignedWalk = ShownWalk &
  Pick<{ readonly [Part in keyof ShownWalk]: NonNullable<ShownWalk[Part]> }, 'complete' | 'send' | 'leadOn'>;

/** Makes a walk to look at. What is not told cannot be done with it. */
export function shownWalk(known: Pick<ShownWalk, 'facts' | 'paste'> & Partial<ShownWalk>): ShownWalk {
  return { complete: null, send: null, editor: null, leadOn: null, ...known };
}

/** The way to the diagnosis of the answer that came last. Those of replays are in `pages/causes-page.ts`. */
export const DIAGNOSIS = 'diagnosis';

/** The walk to which a way leads. Never rejects. */
export type WayOn = (way: string) => Promise<ShownWalk | Problem>;

/** Finds out the rest. It takes a tenth of a second and more: between parts of it, it waits for `pause`, if there is one. */
export type FactsCompleter = (pause?: () => Promise<void>) => Promise<WalkFacts>;

/**
 * Sends the request of a walk. With somebody watching, what is too long to keep of the answer can be read as well, until
 * it is sent again.
 */
export type WalkSender = (watch: SendWatch | null) => Promise<RedactedExchange>;

/** Somebody who watches it being sent. */
export interface SendWatch {
  /** Stops it; what has come by then is shown. */
  readonly signal: AbortSignal;
  /** Told about ten times a second. */
  readonly onProgress: (progress: ExchangeProgress) => void;
}

/** A walk of other inputs, not sent yet; `leadOn`: where it leads to, once it is sent. */
export type EditedWalk = Pick<ShownWalk, 'facts' | 'leadOn'> & { readonly send: WalkSender };

export interface WalkEditor {
  /** As the walk began. */
  readonly inputs: WalkInputs;
  /** `null` where no file gives the payload that the walk began with. */
  readonly fromFiles: FilePayload | null;
  /**
   * The walk of other inputs: what the command line with these inputs gives, but for the second opinion, which is
   * left out; of the inputs that the walk began with, the walk as it began. The clock, files, profiles and standard
   * input are read once. A problem names the input (`EditedId`) and all its bytes. Never rejects, whatever is typed.
   */
  readonly walk: (inputs: WalkInputs) => Promise<EditedWalk | Problem>;
  /** The secret as a field may show it: only AWS's examples, or where --show-secret is given; else a `*` a character. */
  readonly shownSecret: (secretAccessKey: string) => string;
}

export type Pasted =
  /** For the inputs of a walk that signs: who pastes an unsigned request wants to sign it. */
  | { readonly kind: 'inputs'; readonly inputs: PastedInputs }
  /** `what`: what it is, for the reader. */
  | { readonly kind: 'walk'; readonly walk: ShownWalk; readonly what: string };

/** Reads what somebody pastes. Never rejects. */
export type PasteReader = (text: string) => Promise<Pasted | Problem>;
