/** Lists the dialects. */

import { ACS3 } from './acs3.ts';
import { AWS4 } from './aws4.ts';
import type { Dialect } from './dialect.ts';
import { GOOG4 } from './goog4.ts';
import { HUAWEI_SDK, HUAWEI_V11 } from './huawei.ts';
import { JDCLOUD2 } from './jdcloud2.ts';
import { APSARA_MNS4, MNS4 } from './mns4.ts';
import { OSS4 } from './oss4.ts';
import { TC3 } from './tc3.ts';
import { TOS4 } from './tos4.ts';

/** The siblings of Signature Version 4. */
export const SIBLINGS: readonly Dialect[] = [
  GOOG4,
  OSS4,
  TOS4,
  TC3,
  HUAWEI_SDK,
  HUAWEI_V11,
  JDCLOUD2,
  ACS3,
  MNS4,
  APSARA_MNS4,
];

/** All dialects, that of AWS first. */
export const DIALECTS: readonly Dialect[] = [AWS4, ...SIBLINGS];

/** The query parameters that hold the signature of a presigned URL, in lowercase. */
const SIGNATURES = new Set(DIALECTS.map(({ parameters }) => parameters?.signature.toLowerCase()));

/** Returns whether a query parameter of any vendor holds a signature. Some vendors write its name in small letters. */
export const isSignatureParameter = (name: string): boolean => SIGNATURES.has(name.toLowerCase());

/** The beginnings of the names of all algorithms. */
export const ALGORITHM_PREFIXES: readonly string[] = DIALECTS.map(({ algorithmPrefix }) => algorithmPrefix);

/** A pattern that matches the beginning of the name of any algorithm. */
export const ALGORITHM_BEGINNING = `(?:${ALGORITHM_PREFIXES.join('|')})`;
