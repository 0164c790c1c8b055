/** The string to sign: four lines that bind the canonical request to a time and a scope. */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import type { Recorder, StageDescription, ValueDefinition } from '../../trace/trace.ts';
import { HEADER_CALCULATION } from '../documentation.ts';

export const STRING_TO_SIGN_STAGE: StageDescription = {
  id: 'string-to-sign',
  title: 'String to sign',
  says: 'Four lines: the algorithm, when, for what scope, and the hash of the canonical request.',
  see: HEADER_CALCULATION,
};

export const STRING_TO_SIGN: ValueDefinition = {
  id: 'string-to-sign',
  name: 'String to sign',
  stage: STRING_TO_SIGN_STAGE.id,
  form: 'text',
  secrecy: 'public',
};

const NEWLINE = fixed('\n', {
  id: 'string-to-sign-newline',
  says: 'a newline stands between the lines of the string to sign; none follows the last',
  see: HEADER_CALCULATION,
});

export interface StringToSignInput {
  readonly algorithm: Bytes;
  readonly timestamp: Bytes;
  readonly credentialScope: Bytes;
  /** What stands on the last line. */
  readonly hashedCanonicalRequest: Bytes;
}

export function stringToSign(input: StringToSignInput, record: Recorder): Bytes {
  const { algorithm, timestamp, credentialScope, hashedCanonicalRequest } = input;
  return record(STRING_TO_SIGN, join([algorithm, timestamp, credentialScope, hashedCanonicalRequest], NEWLINE));
}
