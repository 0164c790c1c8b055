/** The string to sign: four lines that bind the canonical request to a time and a scope. */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import type { StageDescription, ValueDefinition } from '../../trace/trace.ts';
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

/** What an algorithm signs that signs a hash; it hashes the string itself. */
export const HASHED_STRING_TO_SIGN: ValueDefinition = {
  ...STRING_TO_SIGN,
  id: 'hashed-string-to-sign',
  name: 'Hashed string to sign',
};

export const NEWLINE = fixed('\n', {
  id: 'string-to-sign-newline',
  says: 'a newline stands between the lines of the string to sign; none follows the last',
  see: HEADER_CALCULATION,
});

interface StringToSignInput {
  readonly algorithm: Bytes;
  readonly timestamp: Bytes;
  readonly credentialScope: Bytes;
  /** The lines of what is signed: one hash for a request or for trailing headers, more for a chunk of a chain. */
  readonly tail: readonly Bytes[];
}

/** The first three lines are the same for all that is ever signed; the tail is the scheme's own. */
export function stringToSign({ algorithm, timestamp, credentialScope, tail }: StringToSignInput): Bytes {
  return join([algorithm, timestamp, credentialScope, ...tail], NEWLINE);
}
