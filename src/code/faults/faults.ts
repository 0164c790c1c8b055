/**
 * Checks in the values that code computes what is true of every right signer
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). What the code does not show is not
 * checked, so code that was cut shows no fault.
 */
import type { Code } from '../read-code.ts';
import type { CodeFault, Found } from './fault.ts';
import { chainOrder, keyAsText, prefixMissing, swapped } from './in-keys.ts';
import { encoding, headersNotSorted, queryNotSorted } from './in-lists.ts';
import { canonicalLines, hashOfNothing, localTime, scopeDate, stringLines, tokenNotSent } from './in-texts.ts';
import { quoteOf } from './quote.ts';
import { type Signer, signerOf } from './signer.ts';

const CHECKS: readonly ((signer: Signer) => Found)[] = [
  keyAsText,
  swapped,
  chainOrder,
  prefixMissing,
  headersNotSorted,
  queryNotSorted,
  encoding,
  localTime,
  tokenNotSent,
  canonicalLines,
  stringLines,
  scopeDate,
  hashOfNothing,
];

/** Returns the faults of a signer, at most one of each kind. `text` has the code. */
export function faultsOf(code: Code, text: string): readonly CodeFault[] {
  const signer = signerOf(code, text);
  const lines = text.split('\n');
  return CHECKS.flatMap((check) => check(signer) ?? []).map(({ id, line }) => ({
    id,
    line,
    quote: quoteOf((lines[line - 1] ?? '').trim(), code.language),
  }));
}
