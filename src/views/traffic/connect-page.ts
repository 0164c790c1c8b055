/** Defines the text that explains how clients reach a server of this program, for the screen and for plain text. */

/** A line of the text: a sentence, a command to paste into a shell, or a line of another language. */
export interface ConnectLine {
  readonly kind: 'says' | 'paste' | 'code';
  readonly text: string;
}

export const says = (text: string): ConnectLine => ({ kind: 'says', text });
export const paste = (text: string): ConnectLine => ({ kind: 'paste', text });
export const code = (text: string): ConnectLine => ({ kind: 'code', text });

/** Writes the text as plain text, with two spaces before each command. */
export const connectText = (lines: readonly ConnectLine[]): string =>
  lines.map(({ kind, text }) => (kind === 'says' ? `${text}\n` : `  ${text}\n`)).join('');

/** Returns only the commands, to be pasted into a shell. */
export const connectCommands = (lines: readonly ConnectLine[]): string =>
  lines.flatMap(({ kind, text }) => (kind === 'paste' ? [`${text}\n`] : [])).join('');
