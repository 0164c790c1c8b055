/**
 * Finds what no shape shows: whose log a line is from, and which of several numbers is a signature or a hash. The texts
 * themselves are found without any label.
 */
import type { Octets } from '../../bytes/octets.ts';

/**
 * A text or a number of 64 hexadecimal digits that one side logged. `provided` is a signature that a server received.
 */
export interface Logged {
  readonly side: 'client' | 'server';
  readonly field: 'canonicalRequest' | 'stringToSign' | 'signature' | 'hashedCanonicalRequest' | 'provided';
  readonly octets: Octets;
  readonly repairs: readonly string[];
  readonly start: number;
  readonly end: number;
}

/**
 * Matches a label and the number after it, which may be on the next line. radosgw writes `server signature=` for what
 * it computed, and `client signature=` for what it received (https://github.com/s3tools/s3cmd/issues/1017).
 */
const NUMBER =
  /(?:(client |server )?(?<![A-Za-z-])signature|(canonical request |signing )hash)[ \t]{0,8}[:=-][ \t'"[\r\n]{0,10}([0-9A-Fa-f]{64,})\b/gi;

/** Matches the beginnings of lines in the logs of servers. Anything else is from a client. */
const OF_SERVERS: readonly RegExp[] = [
  // The thread and the log level of radosgw: https://github.com/ceph/ceph/blob/main/src/rgw/rgw_auth_s3.cc
  /\b[0-9a-f]{9,16} {1,2}\d{1,2} [^\n]*$/,
  // The file and the line of SeaweedFS: https://github.com/seaweedfs/seaweedfs/issues/7080
  /auth_signature_v4\.go:\d{1,6} [^\n]*$/,
];
/** The number of bytes in which the beginning of a line is looked for. */
const LONGEST_BEGINNING = 240;

const MOST = 6_000;

/** Finds the numbers in the order in which they occur. */
export function findLabeledNumbers(octets: Octets): Logged[] {
  return [...octets.matchAll(NUMBER).take(MOST)].map((match) => {
    const [whole, owner = '', hashed = '', digits = ''] = match;
    const isReceived = /client/i.test(owner);
    return {
      side: owner === '' ? sideAt(octets, match.index) : 'server',
      field: /canonical/i.test(hashed) ? 'hashedCanonicalRequest' : isReceived ? 'provided' : 'signature',
      octets: digits.toLowerCase() as Octets,
      repairs: [],
      start: match.index,
      end: match.index + whole.length,
    };
  });
}

/** Returns whose log a text is in that begins at an offset. */
export function sideAt(octets: Octets, start: number): 'client' | 'server' {
  const before = octets.slice(Math.max(0, start - LONGEST_BEGINNING), start);
  return OF_SERVERS.some((beginning) => beginning.test(before)) ? 'server' : 'client';
}
