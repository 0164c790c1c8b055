/**
 * Creates a certificate authority and a server certificate (RFC 5280) for use on one machine. No library for this is
 * small enough to include in the program.
 */
import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

export interface MadeCertificates {
  /** The certificate of the authority in PEM form, which clients must trust. Its private key is not kept. */
  readonly authority: string;
  /** The certificate and the private key of the server in PEM form. */
  readonly cert: string;
  readonly key: string;
}

/** The names and IP addresses for which a certificate is valid. */
export interface CertificateNames {
  readonly names: readonly string[];
  /** Each address is 4 or 16 bytes long. */
  readonly addresses: readonly (readonly number[])[];
}

/** A certificate authority that creates certificates for servers as needed. */
export interface CertificateAuthority {
  /** The certificate of the authority in PEM form, which clients must trust. Its private key is never written. */
  readonly certificate: string;
  readonly certify: (valid: CertificateNames) => Pick<MadeCertificates, 'cert' | 'key'>;
}

/** Creates both certificates. They are valid from a day before `now` to 397 days after it. */
export function makeCertificates(valid: CertificateNames, now: Date): MadeCertificates {
  const { certificate: authority, certify } = makeAuthority(now);
  return { authority, ...certify(valid) };
}

/** Creates an authority. All of its certificates are valid from a day before `now` to 397 days after it. */
export function makeAuthority(now: Date): CertificateAuthority {
  const authority = newKeys();
  const period = [new Date(now.getTime() - DAY), new Date(now.getTime() + 397 * DAY)] as const;
  const common = { issuer: 'sigv4 sandbox CA', period, signer: authority.privateKey };
  const authorityId = keyId(authority.publicKey);
  const ca = certificate({
    ...common,
    subject: common.issuer,
    publicKey: authority.publicKey,
    extensions: [
      extension('551d13', tlv(SEQUENCE, TRUE, tlv(INTEGER, bytes('00'))), 'critical'),
      extension('551d0f', tlv(BIT_STRING, bytes('0106')), 'critical'),
      extension('551d0e', tlv(OCTET_STRING, authorityId)),
      extension('551d23', tlv(SEQUENCE, tlv(0x80, authorityId))),
    ],
  });
  const certify = (valid: CertificateNames) => {
    const server = newKeys();
    const leaf = certificate({
      ...common,
      subject: 'sigv4 sandbox',
      publicKey: server.publicKey,
      extensions: [
        extension('551d13', tlv(SEQUENCE), 'critical'),
        extension('551d0f', tlv(BIT_STRING, bytes('0780')), 'critical'),
        extension('551d25', tlv(SEQUENCE, tlv(OBJECT_ID, bytes('2b06010505070301')))),
        extension('551d0e', tlv(OCTET_STRING, keyId(server.publicKey))),
        extension('551d23', tlv(SEQUENCE, tlv(0x80, authorityId))),
        extension('551d11', tlv(SEQUENCE, ...alternativeNames(valid))),
      ],
    });
    return { cert: pem(leaf), key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  };
  return { certificate: pem(ca), certify };
}

const DAY = 86_400_000;
const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const bytes = (hex: string) => Buffer.from(hex, 'hex');

/** Tags of ASN.1 types in DER (ITU-T X.690). */
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_ID = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const SEQUENCE = 0x30;
const SET = 0x31;
const TRUE = Buffer.from('0101ff', 'hex');

/** Writes a value in DER: its tag, its length, and its content. */
function tlv(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const lengthBytes = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...lengthBytes]), content]);
}

/** The algorithm ecdsa-with-SHA256 (RFC 5758, section 3.2). */
const ECDSA_WITH_SHA256 = tlv(SEQUENCE, tlv(OBJECT_ID, bytes('2a8648ce3d040302')));

interface CertificateWanted {
  readonly issuer: string;
  readonly subject: string;
  readonly period: readonly [Date, Date];
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly extensions: readonly Buffer[];
}

/** Writes and signs a certificate (RFC 5280, section 4.1). */
function certificate({ issuer, subject, period, publicKey, signer, extensions }: CertificateWanted): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const toSign = tlv(
    SEQUENCE,
    tlv(0xa0, tlv(INTEGER, bytes('02'))),
    tlv(INTEGER, serial),
    ECDSA_WITH_SHA256,
    commonName(issuer),
    tlv(SEQUENCE, ...period.map(utcTime)),
    commonName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, tlv(SEQUENCE, ...extensions)),
  );
  const signature = createSign('SHA256').update(toSign).sign(signer);
  return tlv(SEQUENCE, toSign, ECDSA_WITH_SHA256, tlv(BIT_STRING, bytes('00'), signature));
}

function commonName(name: string): Buffer {
  const attribute = tlv(SEQUENCE, tlv(OBJECT_ID, bytes('550403')), tlv(UTF8_STRING, Buffer.from(name)));
  return tlv(SEQUENCE, tlv(SET, attribute));
}

/** Writes a time with a two-digit year, which is allowed through 2049. */
function utcTime(time: Date): Buffer {
  const text = time.toISOString().replace(/^\d\d|[-T:]|\.\d+/g, '');
  return tlv(UTC_TIME, Buffer.from(text));
}

/** Writes an extension. `id` is an object identifier in DER, without its tag and length. */
function extension(id: string, value: Buffer, standing: 'critical' | 'not-critical' = 'not-critical'): Buffer {
  const critical = standing === 'critical' ? [TRUE] : [];
  return tlv(SEQUENCE, tlv(OBJECT_ID, bytes(id)), ...critical, tlv(OCTET_STRING, value));
}

/** Returns the SHA-1 of the bits of a public key, by which certificates refer to it (RFC 5280, section 4.2.1.2). */
function keyId(key: KeyObject): Buffer {
  // An uncompressed point of P-256 is in the last 65 bytes.
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }).subarray(-65))
    .digest();
}

function alternativeNames({ names, addresses }: CertificateNames): Buffer[] {
  return [
    ...names.map((name) => tlv(0x82, Buffer.from(name))),
    ...addresses.map((address) => tlv(0x87, Uint8Array.from(address))),
  ];
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
