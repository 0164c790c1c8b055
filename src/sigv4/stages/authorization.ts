/**
 * The Authorization header contains the signature. It also states who signed, the scope of the signature, and the
 * headers that it covers:
 *
 *     AWS4-HMAC-SHA256 Credential=AKID/SCOPE, SignedHeaders=host;x-amz-date, Signature=f0e8bdb8...
 */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import { joined } from '../../bytes/joined.ts';
import { type Recorder, textValuesOf } from '../../trace/trace.ts';
import { type Dialect, ofDialect } from '../dialects/dialect.ts';
import { AUTHORIZATION_HEADER } from '../documentation.ts';
import type { Stage } from './stage.ts';

export const AUTHORIZATION_STAGE: Stage = {
  id: 'authorization',
  title: 'Authorization',
  says: 'The signature goes into a header, with everything that the server needs to verify it.',
  see: AUTHORIZATION_HEADER,
  lesson: 'authorization-header',
  when: ({ purpose, scheme }) => purpose === 'sign' && scheme === 'header',
};

const value = textValuesOf(AUTHORIZATION_STAGE);

export const SIGNATURE = value('signature', 'Signature');
export const AUTHORIZATION = value('authorization', 'Authorization');

/** Returns the names of the parts of an Authorization header, in order. */
export const partNames = ofDialect(({ authorization: { credential, list, signature } }): readonly string[] =>
  list === null ? [credential, signature] : [credential, list, signature],
);

const partsOf = ofDialect((dialect) => {
  const { credential, list, signature } = dialect.authorization;
  const part = (words: string) =>
    fixed(words, {
      id: 'authorization-part',
      says: `the Authorization header names its parts ${joined(partNames(dialect), 'and')}`,
      see: dialect.see.header,
    });
  return {
    credential: part(` ${credential}=`),
    slash: part('/'),
    list: part(`, ${list}=`),
    signature: part(`, ${signature}=`),
  };
});

interface AuthorizationInput {
  readonly dialect: Dialect;
  /** The name of the algorithm. */
  readonly algorithm: Bytes;
  readonly accessKeyId: Bytes;
  readonly credentialScope: Bytes;
  readonly signedHeaders: Bytes;
  readonly signature: Bytes;
}

/** Writes the value of the Authorization header. */
export function authorization(input: AuthorizationInput, record: Recorder): Bytes {
  const { dialect, algorithm, accessKeyId, credentialScope, signedHeaders, signature } = input;
  const parts = partsOf(dialect);
  const isListed = dialect.authorization.list !== null && (dialect.list === 'all' || signedHeaders.octets !== '');
  return record(
    AUTHORIZATION,
    join([
      algorithm,
      parts.credential,
      accessKeyId,
      ...(dialect.scope.length === 0 ? [] : [parts.slash, credentialScope]),
      ...(isListed ? [parts.list, signedHeaders] : []),
      parts.signature,
      signature,
    ]),
  );
}
