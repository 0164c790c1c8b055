/** The line of stages that signing and verifying share. It does not know which of the two it serves. */
import type { Bytes } from '../bytes/bytes.ts';
import type { Recorder } from '../trace/trace.ts';
import type { Algorithm } from './algorithm.ts';
import { SIGNATURE } from './stages/authorization.ts';
import { type CanonicalRequest, type CanonicalRequestInput, canonicalRequest } from './stages/canonical-request.ts';
import { credentialScope, type Scope } from './stages/credential-scope.ts';
import { stringToSign } from './stages/string-to-sign.ts';

export interface CoreInput extends CanonicalRequestInput {
  readonly algorithm: Algorithm;
  /** YYYYMMDD'T'HHMMSS'Z'. */
  readonly timestamp: Bytes;
  readonly scope: Scope;
  readonly secretAccessKey: Bytes;
}

export interface Computed extends CanonicalRequest {
  readonly credentialScope: Bytes;
  readonly stringToSign: Bytes;
  readonly signature: Bytes;
}

export function computeSignature(input: CoreInput, record: Recorder): Computed {
  const { algorithm, timestamp, scope, secretAccessKey } = input;
  const scopeBytes = credentialScope(scope, record);
  const signingKey = algorithm.deriveKey({ ...scope, secretAccessKey }, record);
  const canonical = canonicalRequest(input, record);
  const { hashedCanonicalRequest } = canonical;
  const toSign = stringToSign(
    { algorithm: algorithm.name, timestamp, credentialScope: scopeBytes, hashedCanonicalRequest },
    record,
  );
  const signature = record(SIGNATURE, algorithm.sign(signingKey, toSign));
  return { ...canonical, credentialScope: scopeBytes, stringToSign: toSign, signature };
}
