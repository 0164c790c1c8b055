/** Lists the dialects. */
import { AWS4 } from '../dialect.ts';
import type { Dialect } from './dialect.ts';
import { GOOG4 } from './goog4.ts';
import { OSS4 } from './oss4.ts';
import { TOS4 } from './tos4.ts';

/** The siblings of Signature Version 4. */
export const SIBLINGS: readonly Dialect[] = [GOOG4, OSS4, TOS4];

/** All dialects, that of AWS first. */
export const DIALECTS: readonly Dialect[] = [AWS4, ...SIBLINGS];

/** The beginnings of the names of all algorithms. */
export const ALGORITHM_PREFIXES: readonly string[] = DIALECTS.map(({ algorithmPrefix }) => algorithmPrefix);
