/** Reads the code in a text: in which language it is, and what it computes. */

import { type Flow, flowOf } from './flow/interpreter.ts';
import { OF_SHELL, SHELL_MARKS } from './languages/bash.ts';
import { CSHARP } from './languages/csharp.ts';
import { GO } from './languages/go.ts';
import { JAVA } from './languages/java.ts';
import { JAVASCRIPT } from './languages/javascript.ts';
import { KOTLIN } from './languages/kotlin.ts';
import { PHP } from './languages/php.ts';
import { PYTHON } from './languages/python.ts';
import { RUBY } from './languages/ruby.ts';
import { RUST } from './languages/rust.ts';
import { SWIFT } from './languages/swift.ts';
import type { Statement } from './written/expressions.ts';
import { parseStatements } from './written/parse-statements.ts';
import { parseShell } from './written/shell.ts';
import type { Language } from './written/syntax.ts';
import { tokensOf } from './written/tokens.ts';

const LANGUAGES: readonly Language[] = [PYTHON, JAVASCRIPT, GO, JAVA, KOTLIN, CSHARP, PHP, RUBY, RUST, SWIFT];

/** Code, with what it computes. */
export interface Code extends Flow {
  readonly language: string;
  readonly statements: readonly Statement[];
}

/** Longer texts are logs, not code. */
const LONGEST = 65_536;
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
  const { name, syntax, calls } = best.language;
  if (shell > best.marks) {
    const statements = parseShell(text);
    return { language: 'shell', statements, ...flowOf(statements, OF_SHELL) };
  }
  const statements = parseStatements(tokensOf(text, syntax), syntax);
  return { language: name, statements, ...flowOf(statements, calls) };
}
