/** Certificates made for a test: X.509 version 3 (RFC 5280) in DER, on P-256, with nothing but Node. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

export interface Identity {
  /** PEM. */
  readonly certificate: string;
  readonly key: string;
}

/** Who signs: for a certificate that signs itself, no one. */
interface Authority {
  readonly name: string;
  readonly privateKey: KeyObject;
}

export interface CertificateOrder {
  /** The common name. */
  readonly name: string;
  /** DNS names and IPv4 addresses. */
  readonly hosts: readonly string[];
  readonly from?: Date;
  readonly to?: Date;
  readonly signedBy?: Authority;
  readonly isAuthority?: boolean;
}

export interface Certified extends Identity, Authority {}

const HOUR = 3_600_000;

export function certify(order: CertificateOrder): Certified {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const toBeSigned = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    distinguishedName(order.signedBy?.name ?? order.name),
    sequence(time(order.from ?? new Date(Date.now() - HOUR)), time(order.to ?? new Date(Date.now() + HOUR))),
    distinguishedName(order.name),
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions(order))),
  );
  const signature = sign('sha256', toBeSigned, order.signedBy?.privateKey ?? privateKey);
  const certificate = sequence(toBeSigned, ECDSA_WITH_SHA256, bitString(signature));
  return {
    name: order.name,
    privateKey,
    certificate: pem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function extensions({ hosts, isAuthority = false }: CertificateOrder): Buffer[] {
  const names = hosts.map((host) =>
    isIPv4(host) ? tagged(0x87, Buffer.from(host.split('.').map(Number))) : tagged(0x82, Buffer.from(host)),
  );
  return [
    ...(isAuthority ? [extension(BASIC_CONSTRAINTS, sequence(tagged(0x01, Buffer.from([0xff]))))] : []),
    ...(names.length > 0 ? [extension(SUBJECT_ALTERNATIVE_NAME, sequence(...names))] : []),
  ];
}

const objectIdentifier = (hex: string) => tagged(0x06, Buffer.from(hex, 'hex'));
const BASIC_CONSTRAINTS = objectIdentifier('551d13');
const SUBJECT_ALTERNATIVE_NAME = objectIdentifier('551d11');
const COMMON_NAME = objectIdentifier('550403');
const ECDSA_WITH_SHA256 = sequence(objectIdentifier('2a8648ce3d040302'));

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

const explicit = (tag: number, content: Buffer) => tagged(0xa0 + tag, content);
const integer = (content: Buffer) => tagged(0x02, content);
const bitString = (content: Buffer) => tagged(0x03, Buffer.concat([Buffer.from([0]), content]));
const extension = (id: Buffer, value: Buffer) => sequence(id, tagged(0x04, value));
const distinguishedName = (name: string) =>
  sequence(tagged(0x31, sequence(COMMON_NAME, tagged(0x0c, Buffer.from(name)))));

/** UTCTime: YYMMDDHHMMSSZ. */
function time(date: Date): Buffer {
  return tagged(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
