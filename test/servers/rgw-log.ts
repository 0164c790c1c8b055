/** What radosgw's log says of how it verified a request. */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export interface Verification {
  readonly canonicalRequest: string;
  readonly canonicalRequestHash: string;
  readonly stringToSign: string;
  /** Hexadecimal digits, as all keys. */
  readonly dateKey: string;
  readonly dateRegionKey: string;
  readonly dateRegionServiceKey: string;
  readonly signingKey: string;
  readonly signature: string;
}

/** Of each value, what is before it in the log, without the spaces that align some of them. */
const LABELS: Readonly<Record<string, keyof Verification>> = {
  'canonical request': 'canonicalRequest',
  'canonical request hash': 'canonicalRequestHash',
  'string to sign': 'stringToSign',
  date_k: 'dateKey',
  region_k: 'dateRegionKey',
  service_k: 'dateRegionServiceKey',
  signing_k: 'signingKey',
  'generated signature': 'signature',
};

/** An entry of the log: its time, thread, level, the number of the request. It ends where the next one begins. */
const ENTRY = /^\d{4}-\d\d-\d\dT\S+ [0-9a-f]+ +-?\d+ /m;
const OF_REQUEST = /^req (\d+) \S+ (?:s3:\w+ )?([^=]+?) += ([\s\S]*)\n$/;

/** Each verification in the log, in the order in which they began. */
function verificationsIn(log: string): Partial<Verification>[] {
  const requests = new Map<string, Record<string, string>>();
  for (const entry of log.split(ENTRY)) {
    const [, number = '', label = '', value = ''] = OF_REQUEST.exec(entry) ?? [];
    const name = LABELS[label];
    if (name === undefined) continue;
    const values = requests.get(number) ?? {};
    requests.set(number, { ...values, [name]: value });
  }
  return [...requests.values()];
}

/** The verifications with these signatures, in their order; `undefined` for one that the log has not got in time. */
export async function findVerifications(
  path: string,
  signatures: readonly string[],
): Promise<(Partial<Verification> | undefined)[]> {
  for (let tries = 0; ; tries++) {
    const all = verificationsIn(readFileSync(path, 'utf8'));
    const found = signatures.map((signature) => all.find((verification) => verification.signature === signature));
    if (!found.includes(undefined) || tries === 50) return found;
    await pause(100);
  }
}
