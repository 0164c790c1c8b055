/** The words on the screen that the bench waits for; `screen-words.test.ts` checks that the screen has them. */
export const WORDS = {
  walk: '[0 Whole]',
  answer: 'The two signatures',
  /** How many requests the list has. */
  requests: (count: number) => `${count} requests`,
} as const;
