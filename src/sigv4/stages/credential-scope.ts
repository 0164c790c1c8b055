/** The credential scope: what a signature is good for. */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import type { Recorder, StageDescription, ValueDefinition } from '../../trace/trace.ts';
import type { Algorithm, Scope } from '../algorithms/algorithm.ts';
import { HEADER_CALCULATION, SIGNATURE_ELEMENTS } from '../documentation.ts';

export const CREDENTIAL_SCOPE_STAGE: StageDescription = {
  id: 'credential-scope',
  title: 'Credential scope',
  says: 'What the signature is bound to, day, service and in most cases the region; a server refuses it for any other.',
  see: SIGNATURE_ELEMENTS,
};

export const CREDENTIAL_SCOPE: ValueDefinition = {
  id: 'credential-scope',
  name: 'Credential scope',
  stage: CREDENTIAL_SCOPE_STAGE.id,
  form: 'text',
  secrecy: 'public',
};

/** The last part of every scope, and the last message of the key chain. */
export const TERMINATOR = fixed('aws4_request', {
  id: 'terminator',
  says: 'the scope ends with this word, which marks Signature Version 4',
  see: SIGNATURE_ELEMENTS,
});

export const SLASH = fixed('/', {
  id: 'scope-separator',
  says: 'a slash stands between the parts of the scope',
  see: HEADER_CALCULATION,
});

/** Without the region where the algorithm signs for several: they stand in the region set. */
export function credentialScope(scope: Scope, boundTo: Algorithm['boundTo'], record: Recorder): Bytes {
  return record(CREDENTIAL_SCOPE, scopeText(scope, boundTo));
}

export function scopeText({ date, region, service }: Scope, boundTo: Algorithm['boundTo']): Bytes {
  const parts = boundTo === 'region' ? [date, region, service] : [date, service];
  return join([...parts, TERMINATOR], SLASH);
}
