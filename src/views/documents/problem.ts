/** Writes a problem as JSON. */
import type { Problem } from '../../bytes/problem.ts';

/** Converts a problem. Its `fix` becomes the member `mend`, which has been a public name since version 1. */
export const problemJson = ({ code, says, fix, where, see }: Problem) => ({ code, says, mend: fix, where, see });
