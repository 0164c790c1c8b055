/** The variables that say what a terminal can show. */
export type Environment = Readonly<Record<string, string | undefined>>;
