/** Pages whose scripts may read responses, and all others. */
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import { BODY, ordered, readReply } from '../support/sandbox/sandbox-client.ts';
import { settingsOf } from '../support/sandbox/sandbox-settings.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

const PAGE = 'https://app.example.com';

function ask(request: string) {
  const { now, ...settings } = settingsOf();
  const sandbox = createSandbox({ ...settings, store: createStore(BUCKETS), clock: () => now, origins: [PAGE] });
  return readReply(sandbox.converse()(Buffer.from(request, 'latin1'))?.bytes ?? new Uint8Array());
}

/** A browser adds its headers after the request is signed. */
const from = (request: string, ...headers: readonly Pair[]) =>
  request.replace('\r\n', `\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}`);

describe('a page of --allow-origin', () => {
  it('may ask whether a script may send a request, which is never signed', () => {
    const { status, headers } = ask(
      `OPTIONS /new HTTP/1.1\r\nHost: examplebucket.localhost\r\nOrigin: ${PAGE}\r\nAccess-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: authorization, x-amz-date\r\n\r\n`,
    );
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      'Access-Control-Allow-Origin': PAGE,
      'Access-Control-Allow-Methods': 'GET, HEAD, PUT, POST, DELETE',
      'Access-Control-Allow-Headers': 'authorization, x-amz-date',
    });
  });

  it('reads responses, also refusals, also those that its browser says are cross-site', () => {
    const read = ask(from(ordered().request, ['Origin', PAGE], ['Sec-Fetch-Site', 'cross-site']));
    expect([read.status, read.body, read.headers.get('Access-Control-Allow-Origin')]).toEqual([200, BODY, PAGE]);
    expect(read.headers.get('Access-Control-Expose-Headers')).toContain('ETag');
    const wrong = ask(from(ordered({ secret: 'wrong' }).request, ['Origin', PAGE]));
    expect([wrong.status, wrong.headers.get('Access-Control-Allow-Origin')]).toEqual([403, PAGE]);
  });
});

describe('any other page', () => {
  it.each(['https://evil.example', 'null', `${PAGE}.evil.example`])('gets nothing: %s', (origin) => {
    const read = ask(from(ordered().request, ['Origin', origin]));
    expect([read.status, read.headers.has('Access-Control-Allow-Origin')]).toEqual([403, false]);
    const preflight = ask(
      `OPTIONS /new HTTP/1.1\r\nHost: examplebucket.localhost\r\nOrigin: ${origin}\r\nAccess-Control-Request-Method: PUT\r\n\r\n`,
    );
    expect([preflight.status, preflight.headers.has('Access-Control-Allow-Origin')]).toEqual([403, false]);
  });

  it('of this machine is served as before, without these headers', () => {
    const read = ask(from(ordered().request, ['Origin', 'http://localhost:3000']));
    expect([read.status, read.headers.has('Access-Control-Allow-Origin')]).toEqual([200, false]);
  });
});
