/** Reads the IDs of several causes, which are separated by white space. */
export const theseCauses = (ids: string): ReadonlySet<string> => new Set(ids.trim().split(/\s+/));
