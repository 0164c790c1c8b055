/** Reads the code in a text: in which language it is, and what it computes. */
import { CSHARP } from './languages/csharp.ts';
import { OF_SHELL, SHELL_MARKS } from './languages/bash.ts';
import { GO } from './languages/go.ts';
import { JAVA } from './languages/java.ts';
import { JAVASCRIPT } from './languages/javascript.ts';
import { KOTLIN } from './languages/kotlin.ts';
import { PHP } from './languages/php.ts';
import { PYTHON } from './languages/python.ts';
import { RUBY } from './languages/ruby.ts';
import { RUST } from './languages/rust.ts';
import { SWIFT } from './languages/swift.ts';
import { type Flow, flowOf } from './interpreter.ts';
import { parseStatements } from './parse-statements.ts';
import { parseShell } from './shell.ts';
import type { Language } from './syntax.ts';
import { TokenReader } from './token-reader.ts';
import { tokensOf } from './tokens.ts';

const LANGUAGES: readonly Language[] = [PYTHON, JAVASCRIPT, GO, JAVA, KOTLIN, CSHARP, PHP, RUBY, RUST, SWIFT];

/** Code, with what it computes. */
export interface Code extends Flow {
  readonly language: string;
}

/** Longer texts are logs, not code. */
const LONGEST = 131_072;
/** The fewest lines that show a language. */
const FEWEST = 2;

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Returns what the code in a text computes; `null` if there is no code in it in a known language. */
export function readCode(text: string): Code | null {
  if (text.length > LONGEST) return null;
  const [best] = LANGUAGES.map((language) => ({ language, marks: countOf(text, language.syntax.marks) })).toSorted(
    (one, other) => other.marks - one.marks,
  );
  const shell = countOf(text, SHELL_MARKS);
  if (Math.max(shell, best?.marks ?? 0) < FEWEST || best === undefined) return null;
  if (shell > best.marks) return { language: 'shell', ...flowOf(parseShell(text), OF_SHELL) };
  const { name, syntax, calls } = best.language;
  return { language: name, ...flowOf(parseStatements(new TokenReader(tokensOf(text, syntax)), syntax), calls) };
}
