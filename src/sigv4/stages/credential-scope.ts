/**
 * The credential scope limits a signature to one day, one Region, and one service:
 *
 *     20130524/us-east-1/s3/aws4_request
 */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import { type Recorder, textValuesOf } from '../../trace/trace.ts';
import type { Algorithm, Scope } from '../algorithms/algorithm.ts';
import { HEADER_CALCULATION, SIGNATURE_ELEMENTS } from '../documentation.ts';
import { TERMINATOR_NAME } from '../names.ts';
import type { Stage } from './stage.ts';

export const CREDENTIAL_SCOPE_STAGE: Stage = {
  id: 'credential-scope',
  title: 'Credential scope',
  says: 'The scope binds the signature to a day, a service, and usually a Region. A server of another Region, day, or service refuses it.',
  see: SIGNATURE_ELEMENTS,
  lesson: 'four-lines',
  when: () => true,
};

export const CREDENTIAL_SCOPE = textValuesOf(CREDENTIAL_SCOPE_STAGE)('credential-scope', 'Credential scope');

/** A part of a credential scope, or a message in the derivation of a signing key. */
export type ScopePart = 'date' | 'region' | 'service' | 'terminator';

/** The last part of every scope, which is also the last message in the derivation of the signing key. */
export const TERMINATOR = fixed(TERMINATOR_NAME, {
  id: 'terminator',
  says: 'the scope ends with this word, which stands for Signature Version 4',
  see: SIGNATURE_ELEMENTS,
});

export const SLASH = fixed('/', {
  id: 'scope-separator',
  says: 'a slash separates the parts of the scope',
  see: HEADER_CALCULATION,
});

/** The last scope that was written. Requests that are read one after the other often share it. */
let last: { readonly scope: Scope; readonly algorithm: Algorithm; readonly text: Bytes } | null = null;

/** Records the scope and returns it. */
export function credentialScope(scope: Scope, algorithm: Algorithm, record: Recorder): Bytes {
  if (last?.scope !== scope || last.algorithm !== algorithm) {
    last = { scope, algorithm, text: scopeText(scope, algorithm) };
  }
  return record(CREDENTIAL_SCOPE, last.text);
}

const PARTS: readonly ScopePart[] = ['date', 'region', 'service', 'terminator'];
const PARTS_WITHOUT_REGION: readonly ScopePart[] = ['date', 'service', 'terminator'];

/** Returns the parts of the scope. SigV4A omits the Region, because its Region set is a header or a query parameter. */
export const scopePartsOf = ({ boundTo }: Pick<Algorithm, 'boundTo'>): readonly ScopePart[] =>
  boundTo === 'region' ? PARTS : PARTS_WITHOUT_REGION;

/** Writes the scope. */
export function scopeText(scope: Scope, algorithm: Pick<Algorithm, 'boundTo'>): Bytes {
  return join(
    scopePartsOf(algorithm).map((part) => (part === 'terminator' ? TERMINATOR : scope[part])),
    SLASH,
  );
}
