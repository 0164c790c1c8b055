/** Options are called by letters: on the screen, in a pipe, and in what is kept. */

const FIRST_LETTER = 'a'.charCodeAt(0);

/** The letter of the option with this number, from 0: `a`. */
export const letterOf = (index: number): string => String.fromCharCode(FIRST_LETTER + index);

/** The number, from 0, of the option that a letter stands for; one that no option has where it is no letter. */
export const indexOfLetter = (letter: string): number => letter.charCodeAt(0) - FIRST_LETTER;
