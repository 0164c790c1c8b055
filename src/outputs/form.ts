/** Defines a form of output: which results it can show, how it is asked for, and what writes it. */
import type { Problem } from '../bytes/problem.ts';
import type { NameOfOption } from '../views/input-words.ts';
import type { Result, ResultKind } from '../views/results.ts';
import type { PageScript } from './page-script.ts';

export interface OutputForm {
  /** The name of its option in the values of options, such as `html`. */
  readonly name: string;
  /**
   * The flags of its option. With `<file>`, the option names the file to write, or `-` for standard output.
   */
  readonly flags: string;
  /**
   * What the help says of the option: the same for every kind of result that the form can show, or a sentence for each
   * kind whose command has the option.
   */
  readonly says: string | Readonly<Partial<Record<OutputSubject, string>>>;
  /** Options that are only for this form. */
  readonly besides?: readonly FormOption[];
  /** The ending of its files, and its name and words in the menu of exports; absent if it is not in the menu. */
  readonly file?: { readonly ending: string; readonly name: string; readonly says: string };
  /** Whether the form follows what is done on a screen, instead of printing a result. */
  readonly isLive?: true;
  /** What writes it, by the kind of result. Empty if the command writes lines as it goes. */
  readonly of: { readonly [Kind in ResultKind]?: () => Promise<OutputWriter<Kind>> };
}

/** What a command writes: a result, or lines, one for each request. */
export type OutputSubject = ResultKind | 'requests' | 'traffic';

/** A form that is in the menu of exports. */
export type FileForm = OutputForm & Required<Pick<OutputForm, 'file'>>;

interface FormOption {
  readonly flags: string;
  readonly says: string;
  readonly repeats?: true;
}

/**
 * Writes a result. The text is UTF-8; bytes are not shown on a terminal. Returns `null` if the form has nothing to show of
 * it.
 */
export type OutputWriter<Kind extends ResultKind> = (
  result: Result<Kind>,
  manner: OutputManner,
) => Written | Promise<Written>;

type Written = OutputContent | Output | Problem | null;

export type OutputContent = string | Uint8Array;

export interface Output {
  readonly content: OutputContent;
  /** Sentences to read before the output is given to others. */
  readonly remarks: readonly string[];
}

/** What a writer is told besides the result. */
export interface OutputManner {
  /** The version of this program. */
  readonly version: string;
  /** The width and the height of the terminal in cells, or infinity if the output does not go to a terminal. */
  readonly width: number;
  readonly height: number;
  /** Whether pictures are drawn. For a screen reader and on a terminal that says it is dumb, they are told in words. */
  readonly isDrawn: boolean;
  /** Resolves with the script of a page that computes. */
  readonly pageScript: () => Promise<PageScript>;
  readonly nameOfOption: NameOfOption;
  /** Returns the values of an option that is only for this form. */
  readonly given: (name: string) => readonly string[];
}

/** Writes a result in a form. Resolves with `null` if the form cannot show it. */
export async function writtenAs<Kind extends ResultKind>(
  { of }: OutputForm,
  result: Result<Kind>,
  manner: OutputManner,
): Promise<Output | Problem | null> {
  const load = of[result.kind];
  const written = load === undefined ? null : await (await load())(result, manner);
  const isContent = typeof written === 'string' || written instanceof Uint8Array;
  return isContent ? { content: written, remarks: [] } : written;
}
