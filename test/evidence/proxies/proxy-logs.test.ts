/**
 * Logs of proxies that have a request at both ends. The logs were written by nginx 1.26, Varnish 7.7, Caddy 2.6, and Apache 2.4, which
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
  'apache-dumpio.log': ['files.example.com:9494', '127.0.0.1:9491'],
  'caddy.log': ['files.example.com:9483', 'backend.internal:9481'],
};

describe.each(FILES)('%s', (file) => {
  const [sent = '', arrived = ''] = HOSTS[file] ?? [];

  it('is read at both ends', () => {
    expect(hostsIn(diagnosed(read(file)))).toEqual([sent, arrived]);
  });

  it.each([null, SECRET])('proves that the proxy changed the host, with the secret %s', (secret) => {
    const [first, ...others] = diagnosed(read(file), secret).findings;
    expect([first?.cause.id, first?.certainty.kind, first?.story.place]).toEqual([
      'host-rewritten-by-proxy',
      'proved',
      'transit',
    ]);
    expect(others).toEqual([]);
  });

  it('blames no proxy that passes the request on as it is', () => {
    const { findings, sides } = diagnosed(read(file).replaceAll(arrived, sent), SECRET);
    expect(hostsIn({ sides })).toEqual([sent, sent]);
    expect(findings.filter(({ certainty }) => certainty.kind !== 'possible')).toEqual([]);
  });

  it('has the whole request', () => {
    expect(diagnosed(read(file)).sides.evidence.request?.unsaid).toEqual([]);
  });
});

const sureIn = (text: string) =>
  diagnosed(text)
    .findings.filter(({ certainty }) => certainty.kind !== 'possible')
    .map(({ cause, certainty }) => `${cause.id} ${certainty.kind}`);

/** Makes another exchange of a log, which is later, on the same connection, and signed on its own. */
const later = (text: string): string =>
  text
    .replace(/\b3277(\d)\b/g, '3288$1')
    .replaceAll('20240305T101112Z', '20240305T111112Z')
    .replaceAll('"ts":17960933', '"ts":17960943')
    .replace(/Signature=\w{8}/g, 'Signature=00000000');

/** Returns a log of a proxy that does not change the host. */
const unchanged = (file: string) => read(file).replaceAll(HOSTS[file]?.[1] ?? '', HOSTS[file]?.[0] ?? '');

describe('an exchange after another one', () => {
  it('of Varnish is paired by number where each transaction is for itself', () => {
    const apart = (text: string) =>
      [...text.replace(/^\*\*|^--/gm, (level) => level.slice(1)).matchAll(/^\* [\s\S]*?^- +End *\n/gm)]
        .reverse()
        .join('');
    const log = unchanged('varnish.log');
    const two = `${apart(log)}${apart(later(log))}`;
    expect(two.match(/^\* .*/gm)?.map((line) => line.split(/\s+/)[2])).toEqual([
      'BeReq',
      'Request',
      'BeReq',
      'Request',
    ]);
    expect(hostsIn(diagnosed(two))).toEqual(['files.example.com:9484', 'files.example.com:9484']);
    expect(sureIn(two)).toEqual([]);
  });

  it('of Caddy is not the first one, also in another order', () => {
    const log = unchanged('caddy.log');
    const two = `${log}${later(log)}`;
    expect(sureIn(two)).toEqual([]);
    expect(sureIn(`${two.split('\n').filter(Boolean).reverse().join('\n')}\n`)).toEqual([]);
  });
});

it('proves that Caddy removed a prefix of the path', () => {
  const text = unchanged('caddy.log').replace('"uri":"/examplebucket/', '"uri":"/');
  expect(sureIn(text)).toEqual(['path-prefix-stripped-by-proxy proved']);
});

it.each(['varnish.log', 'caddy.log', 'apache-dumpio.log'])(
  'pairs no two requests whose signatures differ: %s',
  (file) => {
    const text = read(file);
    const at = text.lastIndexOf('Signature=') + 'Signature='.length;
    expect(diagnosed(`${text.slice(0, at)}00000000${text.slice(at + 8)}`).sides.evidence.transit ?? null).toBeNull();
  },
);
