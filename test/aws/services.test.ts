/** What services want of a signature, row by row. */
import { describe, expect, it } from 'vitest';
import { rulesOf, SERVICES, serviceRules } from '../../src/aws/services.ts';

describe('the table of services', () => {
  // S3: sig-v4-header-based-auth. Others: reference_sigv-create-signed-request. IoT: mqtt. Glacier: signing-requests.
  it.each([
    ['s3', 'once', 'kept', 'added', 'signed'],
    ['s3-outposts', 'once', 'kept', 'added', 'signed'],
    ['s3-object-lambda', 'once', 'kept', 'added', 'signed'],
    ['s3express', 'once', 'kept', 'added', 'signed'],
    ['iotdata', 'twice', 'normalised', 'not-added', 'appended'],
    ['iotdevicegateway', 'twice', 'normalised', 'not-added', 'appended'],
    ['glacier', 'twice', 'normalised', 'added', 'signed'],
    ['execute-api', 'twice', 'normalised', 'not-added', 'signed'],
    ['dynamodb', 'twice', 'normalised', 'not-added', 'signed'],
    ['no-such-service', 'twice', 'normalised', 'not-added', 'signed'],
  ])('has %s', (service, pathEncoding, pathSegments, contentSha256Header, sessionToken) => {
    expect(rulesOf(service)).toMatchObject({ pathEncoding, pathSegments, contentSha256Header, sessionToken });
    expect(rulesOf(service)).toMatchObject({ payload: 'hashed', plusInQuery: 'literal' });
  });

  it('names no service twice, and ends with the row for all others', () => {
    const names = SERVICES.flatMap(({ services }) => services);
    expect(names).toHaveLength(new Set(names).size);
    expect(SERVICES.map(({ services }) => services.length === 0)).toEqual([false, false, false, true]);
  });

  it.each(SERVICES)('names the rules of $services and their source', ({ services, says, source }) => {
    expect(says).not.toBe('');
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/);
    for (const service of services) expect(serviceRules(service).says).toBe(says);
  });
});
