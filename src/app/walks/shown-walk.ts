/** A walk for the screen: what it shows, and what the user can do with it. */
import type { Problem } from '../../bytes/problem.ts';
import type { ExchangeProgress } from '../../http/body/progress.ts';
import type { WalkFacts } from '../../pages/facts.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import type { FilePayload, PastedInputs, WalkInputs } from '../editing/walk-inputs.ts';

/** A walk. A member is `null` if the walk cannot do that. */
export interface ShownWalk {
  /** The facts that are known at once. */
  readonly facts: WalkFacts;
  /** Completes the facts with those that take longer. */
  readonly complete: FactsCompleter | null;
  readonly send: WalkSender | null;
  /** Edits the inputs. A request that was signed elsewhere is never signed again. */
  readonly editor: WalkEditor | null;
  /** Reads what the user pastes. */
  readonly paste: PasteReader;
  /** Opens other walks, such as a diagnosis, by name. */
  readonly openWalk: WalkOpener | null;
}

/** A walk of a request that is signed here. */
export type SignedWalk = ShownWalk &
  Pick<{ readonly [Part in keyof ShownWalk]: NonNullable<ShownWalk[Part]> }, 'complete' | 'send' | 'openWalk'>;

/** Makes a walk. Members that are left out are `null`. */
export function shownWalk(known: Pick<ShownWalk, 'facts' | 'paste'> & Partial<ShownWalk>): ShownWalk {
  return { complete: null, send: null, editor: null, openWalk: null, ...known };
}

/** The name of the diagnosis of the last response. The names of replays are in `pages/diagnosis/causes-page.ts`. */
export const DIAGNOSIS = 'diagnosis';

/** Makes the walk with a name. Never rejects. */
export type WalkOpener = (name: string) => Promise<ShownWalk | Problem>;

/** Completes the facts. Because that takes a tenth of a second or more, it waits for `pause` between its parts. */
export type FactsCompleter = (pause?: () => Promise<void>) => Promise<WalkFacts>;

/**
 * Sends the request of a walk. If the user watches, the whole response can be read until the request is sent again, even if
 * it is too long for memory.
 */
export type WalkSender = (watch: SendWatch | null) => Promise<RedactedExchange>;

/** How the user watches an exchange. */
export interface SendWatch {
  /** Stops the exchange. What has arrived by then is shown. */
  readonly signal: AbortSignal;
  /** Called about ten times a second. */
  readonly onProgress: (progress: ExchangeProgress) => void;
}

/** A walk of other inputs, not sent yet. */
export type EditedWalk = Pick<ShownWalk, 'facts' | 'openWalk'> & { readonly send: WalkSender };

export interface WalkEditor {
  /** The inputs that the walk began with. */
  readonly inputs: WalkInputs;
  /** `null` if the payload that the walk began with is not from a file. */
  readonly fromFiles: FilePayload | null;
  /**
   * Makes the walk of other inputs: as a command line with these inputs does, but without the second opinion. For the inputs
   * that the walk began with, it is the original walk. The clock, files, profiles and standard input are read only once. A
   * problem names the input (`EditedId`) and covers it. Never rejects.
   */
  readonly walk: (inputs: WalkInputs) => Promise<EditedWalk | Problem>;
  /** Writes the secret for a field: as `*` for each character, except for AWS's examples or with --show-secret. */
  readonly shownSecret: (secretAccessKey: string) => string;
}

export type Pasted =
  /** An unsigned request, to be signed. */
  | { readonly kind: 'inputs'; readonly inputs: PastedInputs }
  /** `what`: the kind of paste, in words. */
  | { readonly kind: 'walk'; readonly walk: ShownWalk; readonly what: string };

/** Reads what the user pastes. Never rejects. */
export type PasteReader = (text: string) => Promise<Pasted | Problem>;
