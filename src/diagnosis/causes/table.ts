/** The causes that are known, the likeliest first: where two make the same bytes, the first one is named. */
import type { Cause } from '../cause.ts';
import { methodMismatch } from './method-mismatch.ts';
import { pathNormalised } from './path-normalised.ts';
import { pathNotEncoded } from './path-not-encoded.ts';
import { pathPrefixStrippedByProxy } from './path-prefix-stripped-by-proxy.ts';
import { pathReservedNotEncoded } from './path-reserved-not-encoded.ts';
import { queryNotSorted } from './query-not-sorted.ts';
import { redirectNotResigned } from './redirect-not-resigned.ts';
import { signingKeyNotBinary } from './signing-key-not-binary.ts';
import { spacePlusVsPercent20 } from './space-plus-vs-percent20.ts';

export const CAUSES: readonly Cause[] = [
  methodMismatch,
  pathNormalised,
  spacePlusVsPercent20,
  redirectNotResigned,
  queryNotSorted,
  pathReservedNotEncoded,
  pathNotEncoded,
  pathPrefixStrippedByProxy,
  signingKeyNotBinary,
];
