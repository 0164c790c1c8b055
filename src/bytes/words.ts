/** Splits a list at spaces and line ends. A long list of names is easier to read and to change as words. */
export const words = (list: string): readonly string[] => list.split(/[ \n]+/).filter((word) => word !== '');
