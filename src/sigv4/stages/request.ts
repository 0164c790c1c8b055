/** The inputs: the request as it was given, and what is needed to sign it. */
import { type Bytes, given } from '../../bytes/bytes.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import type { StageDescription, ValueDefinition } from '../../trace/trace.ts';
import { AUTHENTICATING_REQUESTS } from '../documentation.ts';

export const REQUEST_STAGE: StageDescription = {
  id: 'request',
  title: 'Request',
  says: 'What goes in: the HTTP request to sign, the credentials, and the date, region and service that it is signed for.',
  see: AUTHENTICATING_REQUESTS,
};

const input = { stage: REQUEST_STAGE.id, form: 'text', secrecy: 'public' } as const;

export const REQUEST: ValueDefinition = { ...input, id: 'request', name: 'Request' };
export const TIMESTAMP: ValueDefinition = { ...input, id: 'timestamp', name: 'Timestamp' };
export const REGION: ValueDefinition = { ...input, id: 'region', name: 'Region' };
/** For SigV4A, in the place of the region. */
export const REGION_SET: ValueDefinition = { ...input, id: 'region-set', name: 'Region set' };
export const SERVICE: ValueDefinition = { ...input, id: 'service', name: 'Service' };
export const ACCESS_KEY_ID: ValueDefinition = { ...input, id: 'access-key-id', name: 'Access key ID' };
export const SECRET_ACCESS_KEY: ValueDefinition = {
  ...input,
  id: 'secret-access-key',
  name: 'Secret access key',
  secrecy: 'secret',
};
/** How long a presigned URL is good for, in seconds. */
export const EXPIRES: ValueDefinition = { ...input, id: 'expires', name: 'Expires in (seconds)' };
/** A request can carry the header twice; both are secret. `index` from 0. */
export function sessionTokenDefinition(index: number): ValueDefinition {
  const id = index === 0 ? 'session-token' : `session-token-${index + 1}`;
  return { ...input, id, name: 'Session token', secrecy: 'secret' };
}

/** A number as decimal digits. */
export function digitsOf(number: number, id: 'decoded-length' | 'encoded-length'): Bytes {
  return given(octetsFromText(String(number)), { id, source: { kind: 'computed' } });
}
