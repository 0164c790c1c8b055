/**
 * The credential scope limits a signature to one day, one Region, and one service:
 *
 *     20130524/us-east-1/s3/aws4_request
 */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import { type Recorder, textValuesOf } from '../../trace/trace.ts';
import type { Algorithm, Scope } from '../algorithms/algorithm.ts';
import { AWS4 } from '../dialect.ts';
import { HEADER_CALCULATION, SIGNATURE_ELEMENTS } from '../documentation.ts';
import type { Stage } from './stage.ts';

export const CREDENTIAL_SCOPE_STAGE: Stage = {
  id: 'credential-scope',
  title: 'Credential scope',
  short: 'Scope',
  says: 'The scope binds the signature to a day, a service, and usually a Region. A server of another Region, day, or service refuses it.',
  see: SIGNATURE_ELEMENTS,
  lesson: 'four-lines',
  when: () => true,
};

export const CREDENTIAL_SCOPE = textValuesOf(CREDENTIAL_SCOPE_STAGE)('credential-scope', 'Credential scope');

/** The last part of every scope, and the last message in the derivation of the signing key. */
export const TERMINATOR = fixed(AWS4.terminator, {
  id: 'terminator',
  says: 'the scope ends with this word, which stands for Signature Version 4',
  see: SIGNATURE_ELEMENTS,
});

export const SLASH = fixed('/', {
  id: 'scope-separator',
  says: 'a slash separates the parts of the scope',
  see: HEADER_CALCULATION,
});

/** Records the scope and returns it. */
export function credentialScope(scope: Scope, boundTo: Algorithm['boundTo'], record: Recorder): Bytes {
  return record(CREDENTIAL_SCOPE, scopeText(scope, boundTo));
}

/** Writes the scope. SigV4A omits the Region, because its Region set is a header or a query parameter. */
export function scopeText({ date, region, service }: Scope, boundTo: Algorithm['boundTo']): Bytes {
  const parts = boundTo === 'region' ? [date, region, service] : [date, service];
  return join([...parts, TERMINATOR], SLASH);
}
