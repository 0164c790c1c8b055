/** What is shown of a request that a capture has seen: its verification and its diagnosis. */
import { describe, expect, it } from 'vitest';
import { trafficLog } from '../../../src/app/traffic/traffic-log.ts';
import type { ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import { isProblem, type Problem, problem } from '../../../src/bytes/problem.ts';
import type { UnreadBytes } from '../../../src/http/relay/captured.ts';
import { plainPage } from '../../../src/outputs/plain/plain-text.ts';
import type { TrafficEntry } from '../../../src/views/traffic/traffic-entry.ts';
import { trafficFacts } from '../../../src/views/traffic/traffic-words.ts';
import { walkPages } from '../../../src/views/walk-pages.ts';
import { type Captured, capturedExchange, refusal } from '../../support/commands/captured-exchange.ts';
import { searcherHere } from '../../support/commands/searcher-here.ts';
import type { Order } from '../../support/sandbox/sandbox-client.ts';

const KEY_ID = 'AKIAOWNKEYOFTHETEST1';
const SECRET = 'own/secret+of/the+test/that/no+page/shows';
const TOKEN = 'FwoGZXIvYXdzEXAMPLETOKENthatNoPageShows';
const NOW = Date.parse('2013-05-24T00:00:00Z');

const verification = () => ({
  secrets: [
    { accessKeyId: KEY_ID, secretAccessKey: SECRET, source: { kind: 'option', name: '--secret-from' } } as const,
  ],
  now: NOW,
  rules: {},
  remarks: [],
  showsSecrets: false,
  otherSecrets: () => [],
});

const logOf = (searcher = searcherHere(), settings = verification) =>
  trafficLog({
    verification: settings,
    now: () => NOW,
    searcher,
    conceal: () => {},
    choice: {
      showsSecrets: false,
      paste: async () => {
        throw new Error('Nothing is pasted here.');
      },
    },
  });

function pagesOf(walk: ShownWalk | Problem): string[] {
  if (isProblem(walk)) throw new Error(walk.says);
  const pages = walkPages(walk.facts);
  return pages.map((page, index) => plainPage(page, index + 1, pages.length));
}

const taken = (order: Partial<Order>, captured: Captured) => {
  const log = logOf();
  log.take(capturedExchange({ keyId: KEY_ID, secret: SECRET, ...order }, captured));
  return log;
};

const MISMATCH = refusal('SignatureDoesNotMatch', 'The signature we calculated does not match.');

/** An upload from which the proxy removes a signed header. */
const DROPPED: readonly [Partial<Order>, Captured] = [
  {
    method: 'PUT',
    path: '/a.txt',
    body: 'content',
    headers: [
      ['x-amz-meta-team_name', 'billing'],
      ['x-amz-security-token', TOKEN],
    ],
  },
  { answer: MISMATCH, forwarded: (head) => head.replace(/x-amz-meta-team_name: billing\r\n/, '') },
];

describe('a request of a capture with two taps', () => {
  it('is verified with its request line and all of its headers', () => {
    const [first = '', ...others] = pagesOf(taken(...DROPPED).open(1));
    expect(first).toContain('PUT /a.txt HTTP/1.1');
    expect(first).toContain('Host: examplebucket.s3.amazonaws.com');
    expect(first).toContain('x-amz-meta-team_name: billing');
    expect(first).toMatch(/Content-Length: 7 +\(not signed\)/);
    expect(others.join('\n')).toContain('20130524/us-east-1/s3/aws4_request');
  });

  it('is diagnosed with both texts, of which only the token is masked', async () => {
    const log = taken(...DROPPED);
    const walk = await log.diagnose(1);
    await log.stop();
    if (isProblem(walk)) throw new Error(walk.says);
    for (const side of ['client', 'server']) {
      const text = walk.facts.trace.values.find(({ id }) => id === `${side}/canonical-request`);
      const lines = text?.bytes.octets.split('\n') ?? [];
      expect(lines.slice(0, 2)).toEqual(['PUT', '/a.txt']);
      expect(lines).toContain(`x-amz-meta-team_name:${side === 'client' ? 'billing' : ''}`);
      expect(lines).toContain(`x-amz-security-token:${'*'.repeat(TOKEN.length)}`);
      expect(text?.masked.map(({ start, end }) => end - start)).toEqual([TOKEN.length]);
    }
  });

  it('shows the secret and the token nowhere', async () => {
    const log = taken(...DROPPED);
    const shown = [...pagesOf(log.open(1)), ...pagesOf(await log.diagnose(1)), log.report(1)].join('\n');
    await log.stop();
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toContain(TOKEN);
  });
});

it('lists what cannot be read, which is a problem to open', () => {
  const log = logOf();
  const listed: TrafficEntry[] = [];
  log.watch((news) => void (news.kind === 'request' && listed.push(news.entry)));
  const octets = 'GET /a HTTP/1.1\r\nHost : x\r\n\r\n' as UnreadBytes['octets'];
  log.takeUnread({
    scheme: 'http',
    fate: { kind: 'forwarded', server: 'x:80' },
    octets,
    problem: problem('field-line', 'A line is wrong.', 'Fix.'),
  });
  expect(listed).toMatchObject([
    { number: 1, method: 'GET', target: '/a', status: null, outcome: 'failed', bytes: octets.length },
  ]);
  expect(log.lastLines().text).toMatch(
    /^GET \/a → cannot be read\n {2}Cause \(transport\): This cannot be read\. A line is wrong\./,
  );
  expect(listed.flatMap((entry) => trafficFacts(entry)).map(({ label }) => label)).toEqual([
    'cause',
    'fix',
    'signature',
    'received',
  ]);
  expect(log.open(1)).toMatchObject({ code: 'not-kept' });
});
