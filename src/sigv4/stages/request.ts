/**
 * Defines the first stage, which contains the inputs: the request as given, and everything else on which its signature
 * depends.
 */
import { type Bytes, given } from '../../bytes/bytes.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { textValuesOf, type ValueDefinition } from '../../trace/trace.ts';
import { AUTHENTICATING_REQUESTS } from '../documentation.ts';
import type { Stage } from './stage.ts';

export const REQUEST_STAGE: Stage = {
  id: 'request',
  title: 'Request',
  says: 'The input: the HTTP request to sign, the credentials, and the date, Region, and service to sign it for.',
  see: AUTHENTICATING_REQUESTS,
  when: ({ scheme }) => scheme !== 'policy',
};

const input = textValuesOf(REQUEST_STAGE);

export const REQUEST = input('request', 'Request');
export const TIMESTAMP = input('timestamp', 'Timestamp');
export const REGION = input('region', 'Region');
/** Replaces the Region in SigV4A, because SigV4A signatures can be valid in more than one Region. */
export const REGION_SET = input('region-set', 'Region set');
export const SERVICE = input('service', 'Service');
export const ACCESS_KEY_ID = input('access-key-id', 'Access key ID');
export const SECRET_ACCESS_KEY: ValueDefinition = {
  ...input('secret-access-key', 'Secret access key'),
  secrecy: 'secret',
};
export const EXPIRES = input('expires', 'Expires in (seconds)');

/**
 * Defines the value of a session token. `index` starts at 0, because a request can contain more than one token, all of
 * them secret.
 */
export function sessionTokenDefinition(index: number): ValueDefinition {
  const id = index === 0 ? 'session-token' : `session-token-${index + 1}`;
  return { ...input(id, 'Session token'), secrecy: 'secret' };
}

/** Writes a computed number as decimal digits. */
export function digitsOf(number: number, id: 'decoded-length' | 'encoded-length'): Bytes {
  return given(octetsFromText(String(number)), { id, source: { kind: 'computed' } });
}
