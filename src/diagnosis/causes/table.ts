/** The causes that are known, the likeliest first: where two make the same bytes, the first one is named. */
import type { Cause } from '../cause.ts';
import { signingKeyNotBinary } from './signing-key-not-binary.ts';

export const CAUSES: readonly Cause[] = [signingKeyNotBinary];
