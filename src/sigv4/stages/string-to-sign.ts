/**
 * The string to sign has four lines. They bind the canonical request to a time and a scope:
 *
 *     AWS4-HMAC-SHA256
 *     20130524T000000Z
 *     20130524/us-east-1/s3/aws4_request
 *     HexEncode(SHA256(CanonicalRequest))
 */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import { textValuesOf } from '../../trace/trace.ts';
import { HEADER_CALCULATION } from '../documentation.ts';
import { type Stage, signsHead } from './stage.ts';

export const STRING_TO_SIGN_STAGE: Stage = {
  id: 'string-to-sign',
  title: 'String to sign',
  says: 'Four lines: the algorithm, the time, the scope, and the hash of the canonical request.',
  see: HEADER_CALCULATION,
  lesson: 'four-lines',
  when: signsHead,
};

const value = textValuesOf(STRING_TO_SIGN_STAGE);

export const STRING_TO_SIGN = value('string-to-sign', 'String to sign');

/** The hash of the string to sign, which is what ECDSA signs. */
export const HASHED_STRING_TO_SIGN = value('hashed-string-to-sign', 'Hashed string to sign');

export const NEWLINE = fixed('\n', {
  id: 'string-to-sign-newline',
  says: 'a newline separates the lines of the string to sign; none follows the last',
  see: HEADER_CALCULATION,
});

interface StringToSignInput {
  readonly algorithm: Bytes;
  readonly timestamp: Bytes;
  readonly credentialScope: Bytes;
  /** The remaining lines: one hash for a request, and more lines for a chunk or for trailing headers. */
  readonly tail: readonly Bytes[];
}

/** Writes the string to sign. The first three lines are the same for every scheme; the scheme determines the rest. */
export function stringToSign({ algorithm, timestamp, credentialScope, tail }: StringToSignInput): Bytes {
  return join([algorithm, timestamp, credentialScope, ...tail], NEWLINE);
}
