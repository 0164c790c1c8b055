/** The words that `sigv4 learn` takes in the place of a lesson's name; `next` names a lesson too. */
export const LEARN_WORDS: readonly string[] = ['next', 'test', 'list', 'hint', 'reset', 'answer', 'check'];
