/** Contains the table of scripts, from which the values of `sign --as` and the menu of what can be copied are made. */
import type { Language } from './language.ts';

interface Script {
  /** What the menu says. */
  readonly says: string;
  readonly load: () => Promise<Language>;
}

/** The languages of scripts, by the word for them. */
export const SCRIPTS = {
  sh: { says: 'the whole signature as a shell script', load: async () => (await import('./shell.ts')).SHELL },
  python: { says: 'the same in Python', load: async () => (await import('./python.ts')).PYTHON },
  js: { says: 'the same in JavaScript', load: async () => (await import('./javascript.ts')).JAVASCRIPT },
  go: { says: 'the same in Go', load: async () => (await import('./go.ts')).GO },
} as const satisfies Readonly<Record<string, Script>>;

export type ScriptLanguage = keyof typeof SCRIPTS;

export const isScriptLanguage = (word: unknown): word is ScriptLanguage =>
  typeof word === 'string' && Object.hasOwn(SCRIPTS, word);

export const SCRIPT_LANGUAGES: readonly ScriptLanguage[] = Object.keys(SCRIPTS).filter(isScriptLanguage);
