/** The key o leads from each byte of a page to a page that shows where it comes from, or says that it has no source. */
import { describe, expect, it } from 'vitest';
import { shownUses, toPosition } from '../../../src/screen/walk/cursor/following.ts';
import { move } from '../../../src/screen/walk/cursor/moving.ts';
import { cursorOf, viewOf } from '../../../src/screen/walk/view.ts';
import { firstState } from '../../../src/screen/walk/walk-state.ts';
import { SIGNED_HEADERS } from '../../../src/sigv4/stages/canonical-request/canonical-request.ts';
import { findValue } from '../../../src/trace/trace.ts';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { type WalkOf, walkOf } from '../../support/views/walk-of.ts';

const SIZE = { width: 80, height: 24 };
const PUT = { request: 'PUT', dataBinary: ['@file'], header: ['X-Amz-Meta-A:  b  c '] };
const CHUNKED = { ...PUT, payload: 'streaming-trailer', trailer: 'sha256', chunkSize: '8192' };
const POLICY = '{"expiration": "2030-01-01T00:00:00Z", "conditions": [{"bucket": "b"}, ["starts-with", "$key", "a"]]}';
const FILES = { file: 'x'.repeat(9_000), policy: POLICY };

const WALKS: readonly (readonly [string, WalkOf])[] = [
  ['a header', {}],
  ['a payload and another header', { options: PUT }],
  ['signed chunks and a trailer', { options: CHUNKED }],
  ['a query', { options: { presign: true } }],
  ['Signature Version 4A', { options: { algorithm: 'sigv4a', regionSet: 'us-east-1' } }],
  ['a policy', { options: { postPolicy: 'policy', form: ['key=a', 'file=@file'] } }],
  ['a session token', { environment: { AWS_SESSION_TOKEN: 'TOKEN/EXAMPLE==' } }],
];

async function opened(of: WalkOf) {
  const { facts } = await walkOf({ address: 'https://h.example.com/a%20b?b=2&a=1', files: FILES, ...of });
  return { facts, view: viewOf(facts, SIZE, 'usual'), state: firstState(shownWalk(facts)) };
}

describe('the key o', () => {
  it('leads from a semicolon of SignedHeaders in the header to the one in the canonical request', async () => {
    const { facts, view, state } = await opened({});
    const octets = (id: string) => findValue(facts.trace, id)?.bytes.octets ?? '';
    const names = octets(SIGNED_HEADERS.id);
    const from = octets('authorization').indexOf(names) + names.indexOf(';');
    const there = toPosition(state, { value: 'authorization', byte: from }, view);
    if (!there) throw new Error('The byte is on no page.');
    const followed = move(there, { action: 'to-source', key: 'o' }, view);
    const to = octets('canonical-request').indexOf(`\n${names}\n`) + 1 + names.indexOf(';');
    expect(cursorOf(followed, view).position).toEqual({ value: 'canonical-request', byte: to });
    // There, it is what it is: a byte that a rule adds.
    const again = move(followed, { action: 'to-source', key: 'o' }, view);
    expect(again.notice).toContain('a rule adds it');
  });

  it('says of a byte that was changed on its way that it is derived', async () => {
    const { facts } = await walkOf({ options: { header: ['Range: bytes=0-9'] } });
    const request = findValue(facts.trace, 'request')?.bytes.octets ?? '';
    const says = (text: string) => {
      const start = request.indexOf(text);
      const range = { value: 'request', start, end: start + 1 };
      const uses = shownUses(facts.trace, range, ({ value }) => value === 'canonical-request');
      return uses.filter(({ value }) => value === 'canonical-request').map((use) => use.says);
    };
    // The R of the name becomes lowercase; its value stays the same.
    expect(new Set(says('Range'))).toEqual(new Set(['derived']));
    expect(new Set(says('bytes=0-9'))).toEqual(new Set(['copied']));
  });

  it.each(WALKS)('leads to the source, or says that it is outside, in a walk with %s', async (_what, of) => {
    const { facts, view, state } = await opened(of);
    const seen = new Set<string>();
    for (const { id, bytes } of facts.trace.values) {
      for (const { start } of bytes.spans ?? []) {
        const there = toPosition(state, { value: id, byte: start }, view);
        if (!there) continue;
        const followed = move(there, { action: 'to-source', key: 'o' }, view);
        const isThere = cursorOf(followed, view).position !== cursorOf(there, view).position || followed.open !== null;
        if (!isThere && !followed.notice?.includes('It comes from outside')) seen.add(`${id} ${start}`);
      }
    }
    expect([...seen]).toEqual([]);
  });
});
