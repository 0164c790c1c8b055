/** A connection that is kept: requests one after the other, also several at once, answered in their order. */
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import type { Reply } from '../../src/wire/listen.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { settingsOf } from '../support/sandbox/sandbox-settings.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';

function open() {
  const { now, ...settings } = settingsOf();
  const sandbox = createSandbox({ ...settings, store: createStore(BUCKETS), clock: () => now, keepsConnections: true });
  return sandbox.converse();
}

/** All replies to these bytes, with what they come after. */
function replies(first: Reply | null): string[] {
  const all: string[] = [];
  for (let reply = first; reply; reply = reply.next?.() ?? null) all.push(Buffer.from(reply.bytes).toString('latin1'));
  return all;
}

const bytes = (text: string) => Buffer.from(text, 'latin1');
const statusOf = (reply: string) => Number(reply.slice(9, 12));
const bodyOf = (reply: string) => reply.slice(reply.indexOf('\r\n\r\n') + 4);

const PUT = ordered({ method: 'PUT', path: '/new', body: 'first' }).request;
const GET = ordered({ path: '/new' }).request;
const HEAD = ordered({ method: 'HEAD', path: '/new' }).request;

describe('a connection that is kept', () => {
  it('answers requests that arrive at once in their order', () => {
    const got = replies(open()(bytes(PUT + GET + HEAD + GET)));
    expect(got.map(statusOf)).toEqual([200, 200, 200, 200]);
    expect(got.map(bodyOf)).toEqual(['', 'first', '', 'first']);
    for (const reply of got) expect(reply).toContain('\r\nConnection: keep-alive\r\n');
  });

  it('gives the same answers wherever the bytes are cut', () => {
    const all = PUT + GET + HEAD;
    const whole = replies(open()(bytes(all)));
    for (const size of [1, 7, 100, 333]) {
      const converse = open();
      const got: string[] = [];
      for (let at = 0; at < all.length; at += size) got.push(...replies(converse(bytes(all.slice(at, at + size)))));
      expect(got).toEqual(whole);
    }
  });

  it('goes on after a refusal, whose body is read and not kept', () => {
    const wrong = ordered({ method: 'PUT', path: '/new', body: 'GET / HTTP/1.1\r\n\r\n', secret: 'wrong' }).request;
    expect(replies(open()(bytes(wrong + PUT))).map(statusOf)).toEqual([403, 200]);
  });

  it.each([
    ['the client asks for that', GET.replace('\r\n', '\r\nConnection: close\r\n')],
    ['it is of HTTP/1.0', GET.replace('HTTP/1.1', 'HTTP/1.0')],
    ['the bytes are no request', 'nonsense\r\n\r\n'],
    [
      'the body ends in two places',
      'PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    ],
  ])('is closed where %s, and nothing after it is read', (_why, request) => {
    const converse = open();
    const reply = converse(bytes(request + PUT));
    expect(reply?.isLast).toBe(true);
    expect(Buffer.from(reply?.bytes ?? []).toString('latin1')).toContain('\r\nConnection: close\r\n');
    expect(converse(bytes(GET))).toBeNull();
  });

  it('asks for no body that it refuses', () => {
    const wrong = ordered({
      method: 'PUT',
      path: '/new',
      body: 'body',
      secret: 'wrong',
      headers: [['Expect', '100-continue']],
    });
    const head = wrong.request.slice(0, wrong.request.indexOf('\r\n\r\n') + 4);
    const reply = open()(bytes(head));
    expect([statusOf(Buffer.from(reply?.bytes ?? []).toString('latin1')), reply?.isLast]).toEqual([403, true]);
  });
});
