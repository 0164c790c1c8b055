/** What a completion script is made from: the commands of sigv4, as a shell sees them. */

export interface CompletedProgram {
  /** Options of the program itself, before any command. */
  readonly options: readonly CompletedOption[];
  /** The first is what runs where none is named. */
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
  /** `null` for an option that stands alone. */
  readonly takes: CompletedValue | null;
  readonly repeats: boolean;
}

/** The word behind an option, or an operand. */
export interface CompletedValue {
  readonly name: string;
  readonly word: CompletedWord;
  /** Whether others of the same kind may follow: `<file...>`. */
  readonly repeats: boolean;
}

/** What a shell can offer for a word. `file-after`: a file behind this mark, `@` at the start or `=@` anywhere. */
export type CompletedWord =
  | { readonly kind: 'anything' }
  | { readonly kind: 'one-of'; readonly words: readonly string[] }
  | { readonly kind: 'file' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'file-after'; readonly mark: '@' | '=@' };

/** Text as one word of a POSIX shell, bash or zsh, whatever is in it. */
export function posixWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The comment at the head of a script. */
export function madeBy(shell: string): string {
  return `# What ${shell} completes behind sigv4. Made by "sigv4 completion ${shell}"; no program is run at a TAB.`;
}
