/** Defines a walk for the screen: the facts that it shows, and the actions that it offers to the user. */
import type { Problem } from '../../bytes/problem.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { SearchWatch } from '../../search/search.ts';
import type { Answers } from '../../suspects/questions.ts';
import type { BreakPreview } from '../../views/breaks/break-preview.ts';
import type { FixTrial } from '../../views/diagnosis/fix-trial.ts';
import type { ShownBreak, WalkFacts } from '../../views/facts.ts';
import type { PasteFacts } from '../../views/paste/paste-page.ts';
import type { WalkExports } from '../outputs/walk-exports.ts';
import type { WalkSender } from '../reading/watched-send.ts';
import type { FilePayload, PastedInputs, WalkInputs } from './walk-inputs.ts';

/** A walk. A function is `null` if the walk does not offer it. */
export interface ShownWalk {
  readonly facts: WalkFacts;
  readonly send: WalkSender | null;
  /** Edits the inputs; `null` for a request that was signed elsewhere, which is never signed again. */
  readonly editor: WalkEditor | null;
  readonly paste: PasteReader;
  /** Makes mistakes in the request on purpose; `null` for a request that was signed elsewhere. */
  readonly breaker: WalkBreaker | null;
  /** The walk with the mistakes that were asked for on the command line, which is shown first. */
  readonly broken: EditedWalk | null;
  /** Exports the walk as files; `null` if the walk cannot be exported. */
  readonly exports: WalkExports | null;
  /** Opens the diagnosis of the last response, or of a wrong signature; `null` if there is nothing to diagnose. */
  readonly openDiagnosis: DiagnosisOpener | null;
  /** Opens the replay with this name, which `views/diagnosis/cause-view.ts` gives it. Never rejects. */
  readonly openReplay: ((name: string) => Promise<ShownWalk | Problem>) | null;
  /**
   * Creates a page for pasting more. The page shows everything read so far and the text that was just pasted, if any.
   */
  readonly pasteMore: ((text: string | null) => ShownPastePage) | null;
  /** Repeats the diagnosis with the user's answers, which takes a tenth of a second. */
  readonly answered: ((answers: Answers) => ShownWalk) | null;
  /**
   * Signs the refused request with the fix of the cause with this index, from 0, and sends it to a sandbox in this
   * program. Never rejects.
   */
  readonly tryFix: ((cause: number) => Promise<FixTrial | Problem>) | null;
  /** A notice to show when the walk opens. */
  readonly opensWith: string | null;
}

/** What the screen is given to show a walk. */
export interface WalkSession {
  readonly kind: 'walk';
  readonly walk: ShownWalk;
}

/** A walk of a request that is signed here. */
export type SignedWalk = ShownWalk &
  Pick<{ readonly [Part in keyof ShownWalk]: NonNullable<ShownWalk[Part]> }, 'send' | 'openDiagnosis'>;

/** Creates a walk. Omitted members become `null`. */
export function shownWalk(known: Pick<ShownWalk, 'facts' | 'paste'> & Partial<ShownWalk>): ShownWalk {
  return {
    send: null,
    editor: null,
    breaker: null,
    broken: null,
    exports: null,
    openDiagnosis: null,
    openReplay: null,
    pasteMore: null,
    answered: null,
    tryFix: null,
    opensWith: null,
    ...known,
  };
}

/**
 * Searches for the causes, which may take seconds: `watch` receives the progress and can stop the search, and the results
 * so far are then shown. Never rejects.
 */
export type DiagnosisOpener = (watch?: SearchWatch) => Promise<ShownWalk | Problem>;

/** The walk of an edited request, which has not been sent yet. */
export type EditedWalk = Pick<ShownWalk, 'facts' | 'openDiagnosis' | 'breaker'> & { readonly send: WalkSender };

/** Makes mistakes in a correct request, several at a time. The result goes only to the sandbox in this program. */
export interface WalkBreaker {
  /** Finds the breaks that change this request, which takes a tenth of a second. Never rejects. */
  readonly breaks: () => Promise<readonly ShownBreak[] | Problem>;
  /**
   * Creates the walk of the request with these breaks. An ID names a break, or a cause, whose first break that changes
   * the request is made. A problem names the ID at fault. Never rejects.
   */
  readonly walk: (ids: readonly string[]) => Promise<EditedWalk | Problem>;
  /** Shows what one break changes in the correct request, whose facts are given. Never rejects. */
  readonly preview: (id: string, right: WalkFacts) => Promise<BreakPreview | Problem>;
}

/** The reason that an edited request cannot be signed. */
export interface EditProblem extends Problem {
  /** The problems of the other fields; absent if no other field was examined. */
  readonly others?: readonly Problem[];
}

export interface WalkEditor {
  readonly inputs: WalkInputs;
  /** The payload with which the walk began, or `null` if that payload is not from a file. */
  readonly fromFiles: FilePayload | null;
  /**
   * Creates the walk for edited inputs. The walk is the same as for a command line with these inputs. For the inputs with which the walk began, the result is the original walk. The clock, files,
   * profiles, and standard input are read only once. A problem names the input (`EditedId`) and covers the whole input.
   * Never rejects.
   */
  readonly walk: (inputs: WalkInputs) => Promise<EditedWalk | EditProblem>;
  /**
   * Returns the secret in the form that its field shows: unchanged with --show-secret or if AWS has published the
   * secret, and otherwise with `*` for each character.
   */
  readonly shownSecret: (secretAccessKey: string) => string;
  /** Reads the clock, in the format of `WalkInputs.date`. */
  readonly now: () => string;
}

export type Pasted =
  /** An unsigned request, which can be signed here. */
  | {
      readonly kind: 'inputs';
      readonly inputs: PastedInputs;
      /** Sentences for the user about the parts of the paste that the inputs do not contain. */
      readonly remarks: readonly string[];
    }
  /** Any other paste. `what` is the kind of paste, in words. */
  | { readonly kind: 'walk'; readonly walk: ShownWalk; readonly what: string };

/** Reads text that the user pastes. Never rejects. */
export type PasteReader = (text: string) => Promise<Pasted | Problem>;

export type PastePurpose = 'diagnose' | 'verify';

/** The page for pasting, with the functions that the screen itself does not provide. */
export interface ShownPastePage {
  readonly purpose: PastePurpose;
  /** The texts that were pasted before the page was opened. */
  readonly begun: readonly string[];
  /**
   * Reads all pastes together. `watch` follows a long search, and `onRead` gets what was read before the search begins.
   * Never rejects.
   */
  readonly read: (
    pastes: readonly string[],
    watch?: SearchWatch,
    onRead?: (facts: PasteFacts) => void,
  ) => Promise<PasteReading>;
  readonly readFile: (path: string) => Promise<string | Problem>;
}

/** What the screen is given to show the page for pasting. */
export interface PasteSession {
  readonly kind: 'paste';
  readonly page: ShownPastePage;
}

/** The result of reading the pastes so far. */
export interface PasteReading {
  readonly facts: PasteFacts;
  /** The walk that the Enter key opens; `null` if nothing usable has been pasted yet. */
  readonly opens: ShownWalk | null;
  /** What `opens` shows of a failed request; `null` if it shows something else. */
  readonly diagnosis: Diagnosis | null;
  /** The exit code if the user leaves now: 0 if a cause is named or the signature is right. */
  readonly exitCode: number;
}
