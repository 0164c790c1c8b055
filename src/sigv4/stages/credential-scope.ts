/** The credential scope: what a signature is good for. */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import type { Recorder, StageDescription, ValueDefinition } from '../../trace/trace.ts';
import { HEADER_CALCULATION, SIGNATURE_ELEMENTS } from '../documentation.ts';

export const CREDENTIAL_SCOPE_STAGE: StageDescription = {
  id: 'credential-scope',
  title: 'Credential scope',
  says: 'The day, region and service that the signature is bound to; a server refuses it for any other.',
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

const SLASH = fixed('/', {
  id: 'scope-separator',
  says: 'a slash stands between the parts of the scope',
  see: HEADER_CALCULATION,
});

export interface Scope {
  /** YYYYMMDD, in UTC. */
  readonly date: Bytes;
  readonly region: Bytes;
  readonly service: Bytes;
}

export function credentialScope({ date, region, service }: Scope, record: Recorder): Bytes {
  return record(CREDENTIAL_SCOPE, join([date, region, service, TERMINATOR], SLASH));
}
