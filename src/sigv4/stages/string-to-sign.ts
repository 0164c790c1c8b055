/**
 * The string to sign has four lines. They bind the canonical request to a time and a scope:
 *
 *     AWS4-HMAC-SHA256
 *     20130524T000000Z
 *     20130524/us-east-1/s3/aws4_request
 *     HexEncode(SHA256(CanonicalRequest))
 */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import { countInWords, joined } from '../../bytes/joined.ts';
import { textValuesOf } from '../../trace/trace.ts';
import { AWS4 } from '../dialects/aws4.ts';
import { type Dialect, ofDialect, type StringToSignPart } from '../dialects/dialect.ts';
import { HEADER_CALCULATION } from '../documentation.ts';
import { type Stage, signsHead } from './stage.ts';

const NAMES_OF_LINES: Readonly<Record<StringToSignPart, string>> = {
  algorithm: 'the algorithm',
  time: 'the time',
  scope: 'the scope',
  hash: 'the hash of the canonical request',
  'canonical-request': 'the canonical request itself',
};

/** Says how many lines there are, and which. The canonical request itself can have several lines. */
function saysOfLines({ stringToSign: parts }: Dialect): string {
  const names = parts.map((part) => NAMES_OF_LINES[part]);
  const what = parts.includes('canonical-request') ? 'parts' : 'lines';
  return `${countInWords(parts.length)} ${what}: ${joined(names, 'and')}.`;
}

export const STRING_TO_SIGN_STAGE: Stage = {
  id: 'string-to-sign',
  title: 'String to sign',
  says: saysOfLines(AWS4),
  saysFor: saysOfLines,
  see: HEADER_CALCULATION,
  lesson: 'four-lines',
  when: signsHead,
};

const value = textValuesOf(STRING_TO_SIGN_STAGE);

export const STRING_TO_SIGN = value('string-to-sign', 'String to sign');

/** The hash of the string to sign, which is what ECDSA signs. */
export const HASHED_STRING_TO_SIGN = value('hashed-string-to-sign', 'Hashed string to sign');

const newlineOf = ofDialect(({ see }) =>
  fixed('\n', {
    id: 'string-to-sign-newline',
    says: 'a newline separates the lines of the string to sign; none follows the last',
    see: see.calculation,
  }),
);
export const NEWLINE = newlineOf(AWS4);

interface StringToSignInput {
  readonly algorithm: Bytes;
  readonly timestamp: Bytes;
  readonly credentialScope: Bytes;
  /** The remaining lines: one hash for a request, and more lines for a chunk or for trailing headers. */
  readonly tail: readonly Bytes[];
}

/** Writes the string to sign of a request. The dialect says which lines it has. */
export function requestStringToSign(lines: Readonly<Record<StringToSignPart, Bytes>>, dialect: Dialect): Bytes {
  return join(
    dialect.stringToSign.map((part) => lines[part]),
    newlineOf(dialect),
  );
}

/** Writes the string to sign in the order of AWS. The first three lines are the same for every scheme; the scheme determines the rest. */
export function stringToSign({ algorithm, timestamp, credentialScope, tail }: StringToSignInput): Bytes {
  return join([algorithm, timestamp, credentialScope, ...tail], NEWLINE);
}
