/** The commands of sigv4 for a shell. Completion scripts are made from them. */

export interface CompletedProgram {
  readonly options: readonly CompletedOption[];
  /** The first one runs when no command is named. */
  readonly commands: readonly [CompletedCommand, ...CompletedCommand[]];
}

export interface CompletedCommand {
  readonly name: string;
  readonly says: string;
  readonly operands: readonly CompletedValue[];
  readonly options: readonly CompletedOption[];
}

export interface CompletedOption {
  /** `-X` and `--request`. */
  readonly names: readonly string[];
  readonly says: string;
  /** `null` for an option without a value. */
  readonly takes: CompletedValue | null;
  readonly repeats: boolean;
}

/** The value of an option, or an operand. */
export interface CompletedValue {
  readonly name: string;
  readonly word: CompletedWord;
  /** Whether more of the same kind may follow: `<file...>`. */
  readonly repeats: boolean;
}

/** What a shell can offer for a word. `file-after`: a file after this mark, `@` at the start or `=@` anywhere. */
export type CompletedWord =
  | { readonly kind: 'anything' }
  | { readonly kind: 'one-of'; readonly words: readonly string[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'file-after'; readonly mark: '@' | '=@' };

/** Quotes any text as one word of a POSIX shell, bash or zsh. */
export function posixWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Writes the comment at the head of a script. */
export function madeBy(shell: string): string {
  return `# Completion of sigv4 for ${shell}. Made by "sigv4 completion ${shell}"; TAB runs no program.`;
}
