/** What web pages of strangers reach through a browser of this machine: nothing. */
import { describe, expect, it } from 'vitest';
import { type Order, ordered, type Reply } from '../support/sandbox/sandbox-client.ts';
import { askIn, type Circumstances } from '../support/sandbox/sandbox-settings.ts';
import { formOf } from '../support/sigv4/form-order.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

const summary = ({ status, element }: Reply) => (status < 400 ? status : element('Code'));
const askFor = (order: Partial<Order>, circumstances: Circumstances = {}) =>
  summary(askIn(circumstances, ordered(order).request));

describe('a request of a web page', () => {
  it.each([
    'http://localhost',
    'http://localhost:3000',
    'https://LOCALHOST:8443',
    'http://examplebucket.localhost:9000',
    'http://127.0.0.1:9000',
    'http://127.1.2.3',
    'http://[::1]:9000',
  ])('is answered where the page is of this machine: %s', (origin) => {
    expect(askFor({ headers: [['Origin', origin]] })).toBe(200);
  });

  it.each([
    'http://evil.example',
    'https://evil.example:9000',
    'null',
    '',
    'localhost',
    'file://',
    'chrome-extension://abcdefghijklmnop',
    'http://localhost.evil.example',
    'http://notlocalhost',
    'http://127.0.0.1.evil.example',
    'http://127.evil.example',
    'http://evil.example/localhost',
    'http://evil@localhost.example',
    // Anyone can keep a page in a bucket.
    'https://examplebucket.s3.amazonaws.com',
  ])('is refused otherwise: %j', (origin) => {
    const reply = askIn({}, ordered({ headers: [['Origin', origin]] }).request);
    expect([reply.status, reply.element('Code'), reply.element('Origin')]).toEqual([403, 'AccessDenied', origin]);
  });

  it('is refused where one of several origins is foreign', () => {
    const headers: Pair[] = [
      ['Origin', 'http://localhost'],
      ['Origin', 'http://evil.example'],
    ];
    expect(askFor({ headers, unsigned: ['origin'] })).toBe('AccessDenied');
  });

  it('is refused before anything else is looked at', () => {
    const request = ordered({ headers: [['Origin', 'http://evil.example']], secret: 'wrong', keyId: 'AKIAUNKNOWN' });
    expect(askIn({}, request.request).elements.map(([name]) => name)).toEqual([
      ...['Code', 'Message', 'Origin', 'RequestId', 'HostId'],
    ]);
    expect(summary(askIn({}, 'GET / HTTP/1.1\r\nOrigin: http://evil.example\r\n\r\n'))).toBe('AccessDenied');
  });

  it('is refused before any of its body has come', () => {
    const head =
      'POST /examplebucket HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 16000000\r\n';
    expect(summary(askIn({}, `${head}Origin: http://evil.example\r\n\r\n`))).toBe('AccessDenied');
  });

  it('is refused in a frame, which navigates like a link', () => {
    const sent = (destination: string): Pair[] => [
      ['Sec-Fetch-Site', 'cross-site'],
      ['Sec-Fetch-Mode', 'navigate'],
      ['Sec-Fetch-Dest', destination],
    ];
    expect(askFor({ headers: sent('document') })).toBe(200);
    expect(askFor({ headers: sent('iframe') })).toBe('AccessDenied');
  });

  it('is refused as a form that its policy allows', () => {
    const from = (origin: string) => summary(askIn({}, formOf({ headers: [['Origin', origin]] }).request));
    expect(from('http://evil.example')).toBe('AccessDenied');
    expect(from('http://localhost:3000')).toBe(204);
  });

  it('is answered where its name is one of one’s own', () => {
    const headers: Pair[] = [['Origin', 'http://storage.test:3000']];
    expect(askFor({ headers }, { hosts: ['storage.test'] })).toBe(200);
    expect(askFor({ headers }, { hosts: ['other.test'] })).toBe('AccessDenied');
  });
});

describe('a request without an Origin', () => {
  const from = (site: string, mode: string, method = 'GET') =>
    summary(
      askIn(
        {},
        presigned({
          method,
          headers: [
            ['Sec-Fetch-Site', site],
            ['Sec-Fetch-Mode', mode],
          ],
          unsigned: ['sec-fetch-site', 'sec-fetch-mode'],
          ...(method === 'PUT' ? { path: '/new', body: 'x' } : {}),
        }).request,
      ),
    );

  it.each([
    ['an address that was typed', 'none', 'navigate'],
    ['a page of this sandbox', 'same-origin', 'no-cors'],
    ['a page at another port of localhost', 'same-site', 'no-cors'],
    ['a link from another site', 'cross-site', 'navigate'],
  ])('is answered that comes from %s', (_what, site, mode) => {
    expect(from(site, mode)).toBe(200);
  });

  it.each([
    ['an image or a script that another site embeds', 'cross-site', 'no-cors', 'GET'],
    ['another site that does not say how', 'cross-site', '', 'GET'],
    ['a form of another site', 'cross-site', 'navigate', 'PUT'],
  ])('is refused that comes from %s', (_what, site, mode, method) => {
    expect(from(site, mode, method)).toBe('AccessDenied');
  });
});

describe('a Host that is not served', () => {
  const host = 'evil.example:9000';
  const path = '/examplebucket/test.txt';

  it('is refused although its signature is right, in words that say how to allow it', () => {
    for (const request of [ordered({ host, path }).request, presigned({ host, path }).request]) {
      const reply = askIn({}, request);
      expect([reply.status, reply.element('Code'), reply.element('Host')]).toEqual([403, 'AccessDenied', host]);
      expect(reply.element('Message')).toContain('--allow-host NAME');
    }
  });

  it('is told the canonical request where a proxy has rewritten it, as by S3', () => {
    const rewritten = ordered({ host: 'localhost:9000', path }).request.replace('localhost:9000', 'backend.internal');
    const reply = askIn({}, rewritten);
    expect(reply.element('Code')).toBe('SignatureDoesNotMatch');
    expect(reply.element('CanonicalRequest')).toContain('\nhost:backend.internal\n');
  });

  it('is refused also for a form, whose signature does not cover it', () => {
    expect(summary(askIn({}, formOf({ host: 'evil.example', target: '/examplebucket' }).request))).toBe('AccessDenied');
  });

  it('is served once it is allowed, with any port and in any case', () => {
    const { request } = ordered({ host: 'Storage.Test:9000', path });
    expect(summary(askIn({ hosts: ['storage.test'] }, request))).toBe(200);
  });

  it.each([
    'localhost.',
    'localhost.example',
    '127.0.0.1.example',
    '127.0.0.1@evil',
    '10.0.0.7:9000',
    '0.0.0.0',
    '[::2]',
  ])('is one such as %s', (name) => {
    expect(askFor({ host: name, path })).toBe('AccessDenied');
  });

  it.each(['[::1]:9000', '127.9.9.9', 'localhost', 'LOCALHOST:80', 's3.eu-west-1.amazonaws.com'])(
    'is none such as %s',
    (name) => {
      expect(askFor({ host: name, path })).toBe(200);
    },
  );
});

describe('every answer', () => {
  it.each([
    ['an object', ordered().request],
    ['a refusal', ordered({ authorization: null }).request],
    ['no request', 'nonsense\r\n\r\n'],
    ['a deletion', ordered({ method: 'DELETE' }).request],
    ['HEAD', ordered({ method: 'HEAD' }).request],
  ])('lets a browser run nothing in it: %s', (_what, request) => {
    const { headers } = askIn({}, request);
    expect([headers.get('X-Content-Type-Options'), headers.get('Content-Security-Policy')]).toEqual([
      'nosniff',
      'sandbox',
    ]);
  });
});
