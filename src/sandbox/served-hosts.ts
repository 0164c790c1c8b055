/** Under which names the sandbox is itself, so that a page of a stranger's name reaches nothing. */
import { readS3Host } from '../aws/s3-hosts.ts';

/**
 * The names of one's own that are served beside those of this machine and of S3, in lower case and without a port. `any`
 * serves every name: only for a sandbox that no browser can reach.
 */
export type OwnNames = 'any' | readonly string[];

/** An address of the loopback interface (RFC 6890, section 2.2.2; RFC 4291, section 2.5.3), as a host has it. */
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\])$/;

/** `localhost` and every name under it are this machine's, whatever DNS says (RFC 6761, section 6.3). */
const LOCALHOST = /^(?:.+\.)?localhost$/;

/**
 * Tells whether a Host header names this sandbox. Names of S3 count, because only AWS can make them lead elsewhere, and
 * a client can be told to connect here for them. Any other name can be led here by its owner ("DNS rebinding").
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
  return own === 'any' || LOOPBACK.test(name) || LOCALHOST.test(name) || own.includes(name);
}

/** The name in lower case. */
export function withoutPort(host: string): string {
  return host.replace(/:\d*$/, '').toLowerCase();
}
