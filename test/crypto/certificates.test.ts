/** Certificates that are made at the start, as Node.js and OpenSSL read them. */
import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeCertificates } from '../../src/crypto/certificates.ts';

const NOW = new Date('2026-01-02T03:04:05.678Z');
const NAMES = {
  names: ['localhost', '*.s3.localhost'],
  addresses: [
    [127, 0, 0, 1],
    [...Array<number>(15).fill(0), 1],
  ],
};

describe('a made certificate', () => {
  const made = makeCertificates(NAMES, NOW);
  const [authority, leaf] = [new X509Certificate(made.authority), new X509Certificate(made.cert)];

  it('is signed by its authority, whose key can sign nothing else than certificates', () => {
    expect([leaf.checkIssued(authority), leaf.verify(authority.publicKey)]).toEqual([true, true]);
    expect([authority.ca, leaf.ca, authority.verify(authority.publicKey)]).toEqual([true, false, true]);
  });

  it('is valid for its names and addresses, and for no others', () => {
    expect(leaf.checkHost('localhost')).toBe('localhost');
    expect(leaf.checkHost('bucket.s3.localhost')).toBe('*.s3.localhost');
    expect(leaf.checkHost('example.com')).toBeUndefined();
    expect([leaf.checkIP('127.0.0.1'), leaf.checkIP('::1'), leaf.checkIP('127.0.0.2')]).toEqual([
      '127.0.0.1',
      '::1',
      undefined,
    ]);
  });

  it('has the extensions that strict verification needs (RFC 5280, section 4.2)', () => {
    const [ids, names] = [{ subjectKey: '551d0e', authorityKey: '551d23', keyUsage: '551d0f' }, '551d11'];
    for (const id of Object.values(ids)) {
      for (const { raw } of [authority, leaf]) expect(raw.toString('hex')).toContain(`0603${id}`);
    }
    expect(leaf.raw.toString('hex')).toContain(`0603${names}`);
    expect(leaf.subjectAltName).toContain('IP Address:127.0.0.1');
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  });

  it('is valid from a day before to 397 days after', () => {
    expect([leaf.validFromDate.toISOString(), leaf.validToDate.toISOString()]).toEqual([
      '2026-01-01T03:04:05.000Z',
      '2027-02-03T03:04:05.000Z',
    ]);
  });

  it('has another serial number and key each time', () => {
    const again = new X509Certificate(makeCertificates(NAMES, NOW).cert);
    expect(again.serialNumber).not.toBe(leaf.serialNumber);
    expect(leaf.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/);
  });
});
