/** Splits a list at its white space. A long list of names is easier to read and to change as words. */
export const words = (list: string): readonly string[] => list.trim().split(/\s+/);
