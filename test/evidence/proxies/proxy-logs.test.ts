/**
 * Logs of proxies that have a request at both ends. The logs were written by nginx 1.26, Varnish 7.7, and Caddy 2.6, which
 * passed on a request that is signed for `files.example.com`, but with the host of the upstream server.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../../src/bytes/octets.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { type Diagnosis, diagnose } from '../../../src/diagnosis/diagnosis.ts';
import { readEvidence } from '../../../src/evidence/read-evidence.ts';
import { named } from '../../support/sources.ts';

const LOGS = `${import.meta.dirname}/logs`;
const FILES = readdirSync(LOGS);
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' as Octets;

const read = (file: string): string => readFileSync(`${LOGS}/${file}`, 'latin1');

function diagnosed(text: string, secret: Octets | null = null): Diagnosis {
  const evidence = readEvidence([{ octets: text as Octets, by: named('log') }]);
  if (isProblem(evidence)) throw new Error(evidence.says);
  return diagnose(evidence, () => secret);
}

const hostsIn = ({ sides: { evidence } }: Pick<Diagnosis, 'sides'>) =>
  [evidence.transit?.sent, evidence.transit?.arrived].map(
    (head) => head?.headers.find(({ name }) => /^host$/i.test(name.octets))?.value.octets,
  );

/** The hosts in each log, as the client sent them and as they went on. */
const HOSTS: Readonly<Record<string, readonly [sent: string, arrived: string]>> = {
  'nginx-debug.log': ['files.example.com:9482', '127.0.0.1:9481'],
  'varnish.log': ['files.example.com:9484', 'backend.internal'],
  'caddy.log': ['files.example.com:9483', 'backend.internal:9481'],
};

describe.each(FILES)('%s', (file) => {
  const [sent = '', arrived = ''] = HOSTS[file] ?? [];

  it('is read at both ends', () => {
    expect(hostsIn(diagnosed(read(file)))).toEqual([sent, arrived]);
  });

  it.each([null, SECRET])('proves that the proxy changed the host, with the secret %s', (secret) => {
    const [first, ...others] = diagnosed(read(file), secret).findings;
    expect([first?.cause.id, first?.standing.kind, first?.story.place]).toEqual([
      'host-rewritten-by-proxy',
      'proved',
      'transit',
    ]);
    expect(others).toEqual([]);
  });

  it('blames no proxy that passes the request on as it is', () => {
    const { findings, sides } = diagnosed(read(file).replaceAll(arrived, sent), SECRET);
    expect(hostsIn({ sides })).toEqual([sent, sent]);
    expect(findings.filter(({ standing }) => standing.kind !== 'possible')).toEqual([]);
  });

  it('has nothing else of the request in it', () => {
    const { request, mentions } = diagnosed(read(file)).sides.evidence;
    expect(request?.unsaid).toEqual([]);
    expect(mentions.filter(({ id, value }) => id === 'header' && value.includes(arrived))).toEqual([]);
  });
});
