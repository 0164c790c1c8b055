/**
 * A chain whose request is not at hand: its chunks follow a signature that is given, and the key is derived for them.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
import type { Bytes } from '../../bytes/bytes.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { Recorder } from '../../trace/trace.ts';
import { deriveKey, type SigningContext } from '../core.ts';
import { PREVIOUS_SIGNATURE } from '../stages/chunk-signatures.ts';
import type { ChainStart } from './chain.ts';
import { recordContext, recordCredentials } from './preparation.ts';
import type { SignerInput } from './signing-input.ts';

/** `previousSignature`: hexadecimal digits; that of the request, or of the chunk before. Problem: no time that exists. */
export function beginChainAlone(
  input: SignerInput,
  previousSignature: Bytes,
  record: Recorder,
): (ChainStart & SigningContext) | Problem {
  const credentials = recordCredentials(input.credentials, [], record);
  const context = recordContext({ ...input, credentials }, record);
  if (isProblem(context)) return context;
  const key = deriveKey(context, record);
  return { ...context, key, seed: record(PREVIOUS_SIGNATURE, previousSignature) };
}
