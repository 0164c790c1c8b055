/** Which host names lead to this machine, so that a page under any other name can be refused. */
import { readS3Host } from '../aws/s3-hosts.ts';

/** Names that the person allows in addition to those of this machine and of S3: in lower case, without a port. */
export type OwnNames = readonly string[];

/** An address of the loopback interface (RFC 6890, section 2.2.2; RFC 4291, section 2.5.3), as a host has it. */
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\])$/;

/** `localhost` and every name under it are this machine's, whatever DNS says (RFC 6761, section 6.3). */
const LOCALHOST = /^(?:.+\.)?localhost$/;

/**
 * Tells whether a Host header names this sandbox. Names of S3 count: clients sign for them and connect here instead, and
 * nobody but AWS can make them resolve to this machine. The owner of any other name can.
 */
export function isServed(host: string, own: OwnNames): boolean {
  return isOwn(host, own) || readS3Host(withoutPort(host)) !== null;
}

/**
 * Tells whether an Origin header (RFC 6454, section 7) is that of a page of this machine. Names of S3 do not count,
 * because anyone can keep a page in a bucket; `null`, which a page can choose to be, does not either.
 */
export function isOwnOrigin(origin: string, own: OwnNames): boolean {
  const host = /^https?:\/\/([^/]+)$/i.exec(origin)?.[1];
  return host !== undefined && isOwn(host, own);
}

function isOwn(host: string, own: OwnNames): boolean {
  const name = withoutPort(host);
  return LOOPBACK.test(name) || LOCALHOST.test(name) || own.includes(name);
}

/** Gives the name in lower case. */
function withoutPort(host: string): string {
  return host.replace(/:\d*$/, '').toLowerCase();
}
