/** The commands of sigv4 in the form that the completion scripts for all shells use. */

export interface CompletedProgram {
  readonly options: readonly CompletedOption[];
  /** The commands. The first one runs if the command line does not name one. */
  readonly commands: readonly [CompletedCommand, ...CompletedCommand[]];
}

export interface CompletedCommand {
  readonly name: string;
  readonly says: string;
  readonly operands: readonly CompletedValue[];
  readonly options: readonly CompletedOption[];
}

export interface CompletedOption {
  /** All names of the option, such as `-X` and `--request`. */
  readonly names: readonly string[];
  readonly says: string;
  /** The kind of value; `null` for an option that takes no value. */
  readonly takes: CompletedValue | null;
  readonly repeats: boolean;
}

export interface CompletedValue {
  readonly name: string;
  readonly word: CompletedWord;
  /** Whether more values of the same kind may follow, as in `<file...>`. */
  readonly repeats: boolean;
}

/**
 * The kinds of completion for a word. `file-after` is a file name after a mark: either `@` at the start of the word, or
 * `=@` anywhere in the word.
 */
export type CompletedWord =
  | { readonly kind: 'anything' }
  | { readonly kind: 'one-of'; readonly words: readonly string[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'file-after'; readonly mark: '@' | '=@' };

/** Quotes any text as one word for a POSIX shell, bash, or zsh. */
export function posixWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Writes the comment at the top of a script. */
export function madeBy(shell: string): string {
  return `# Completion of sigv4 for ${shell}. Made by "sigv4 completion ${shell}"; TAB runs no program.`;
}
