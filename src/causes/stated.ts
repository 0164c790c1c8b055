/** States causes that a server names in its response: tables of codes and messages, and what they say. */
import type { ServerAnswer } from '../evidence/evidence.ts';
import { wordsOf } from '../sides/answers/answers.ts';
import { codeOf } from '../sides/answers/known-codes.ts';
import type { Statement } from './cause.ts';

/** A code or a message of servers, and what it states. `says` may quote the groups of the match, which are no secrets. */
export interface StatedRow extends Omit<Statement, 'says'> {
  readonly code?: RegExp;
  readonly words?: RegExp;
  readonly says: string | ((match: RegExpExecArray) => string);
}

/** Returns a function that states the first of these rows whose code or message the response has. */
export const statedBy =
  (...rows: readonly StatedRow[]) =>
  (answer: ServerAnswer): Statement | null => {
    for (const { code, words, says, ...more } of rows) {
      const match = code?.exec(codeOf(answer)) ?? words?.exec(wordsOf(answer));
      if (match) return { ...more, says: typeof says === 'string' ? says : says(match) };
    }
    return null;
  };
