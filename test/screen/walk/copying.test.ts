/** What c offers to copy, and the text of each. */
import { describe, expect, it } from 'vitest';
import { sign } from '../../../src/commands/sign/sign.ts';
import { walkScript } from '../../../src/screen/exports/walk-script.ts';
import { COPIES, type Copied, canCopy, copyOf } from '../../../src/screen/walk/lists/copying.ts';
import { listContent } from '../../../src/screen/walk/lists/lists.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import { redactExchange } from '../../../src/trace/redact-exchange.ts';
import { EXAMPLE_KEYS, worldOf } from '../../support/commands/test-world.ts';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';
import { answered } from '../../support/wire/answered.ts';

const { facts } = await walkOf({});
const view = viewOf(facts, { width: 80, height: 24 }, 'usual');
const pressed = (...keys: readonly string[]): WalkState =>
  keys.reduce((state, key) => nextState(state, { kind: 'key', key }, view).state, firstState(shownWalk(facts)));
const canonical = pressed('4');
const copiedText = (...of: Parameters<typeof copyOf>) => {
  const copied = copyOf(...of);
  return typeof copied === 'string' ? copied : copied();
};
const copied = (what: Copied, state = canonical) => copiedText(what, state, view);

describe('what is copied', () => {
  it('is the whole value, without anything that the screen adds', () => {
    const copy = copied('value');
    expect(copy).toMatchObject({ says: expect.stringContaining('anonical') });
    expect(typeof copy === 'string' ? '' : copy.text).toMatch(
      /^GET\n\/\n\nhost:h\.example\.com\n[\s\S]*\n[0-9a-f]{64}$/,
    );
  });

  it('is one line of it', () => {
    expect(copied('line')).toMatchObject({ text: expect.stringMatching(/^GET\n?$/) });
  });

  it('is the hexadecimal digits of its bytes', () => {
    expect(copied('hex')).toMatchObject({ text: expect.stringMatching(/^4745540a2f0a/) });
  });

  it('is the step as plain text', () => {
    expect(copied('step')).toMatchObject({ says: 'This step', text: expect.stringContaining('GET') });
  });

  it('keeps the letters, the numbers, and the notes of a step', () => {
    const copy = copied('step');
    const text = typeof copy === 'string' ? copy : copy.text;
    expect(text).toMatch(/^Canonical request \(sigv4-inspector, step 4\)\n\n M +1 GET\\n +method\n/);
  });

  it('is offered only where there is something to copy', () => {
    const onWords = pressed('4', ...Array.from({ length: 15 }, () => 'down'), 'y');
    const names = (state: WalkState) => listContent({ kind: 'copy', index: 0, field: null }, state, view, 80)?.items;
    expect(names(canonical)?.map(([name]) => name?.text.trim())).not.toContain('body');
    expect(names(onWords)?.length).toBeGreaterThan(0);
    for (const { what } of COPIES) expect(canCopy(what, canonical, view), what).toBe(typeof copied(what) !== 'string');
  });

  it.each([
    ['a GET', {}],
    ['a PUT of text', { request: 'PUT', data: [`it's "text" %41`], header: ['X-Amz-Meta-Note: a  b'] }],
    ['a presigned URL', { presign: true }],
    ['a HEAD', { request: 'HEAD' }],
  ])('is the curl command that sign --as curl prints: %s', async (_what, options) => {
    const address = 'https://h.example.com/a%20b.txt?x=1';
    const { facts: own } = await walkOf({ address, options });
    const test = worldOf({ environment: { AWS_REGION: 'us-east-1', ...EXAMPLE_KEYS } });
    const asCurl = { as: 'curl', date: '20130524T000000Z' };
    expect(await sign.run(test.world, { ...asCurl, ...options }, [address])).toBe(0);
    const shown = viewOf(own, { width: 80, height: 24 }, 'usual');
    expect(copiedText('curl', canonical, shown)).toEqual({ text: test.output(), says: 'The curl command' });
  });

  it.each([
    ['a masked token', { environment: { AWS_SESSION_TOKEN: 'own-token' } }],
    ['signed chunks', { options: { request: 'PUT', data: ['x'], payload: 'streaming' } }],
    ['a long body', { options: { request: 'PUT', data: ['x'.repeat(5000)] } }],
  ])('is no curl command with %s', async (_what, given) => {
    const { facts: own } = await walkOf(given);
    const shown = viewOf(own, { width: 80, height: 24 }, 'usual');
    expect(copiedText('curl', canonical, shown)).toMatch(/^There is no curl command/);
    expect(canCopy('curl', canonical, shown)).toBe(false);
  });

  it('is a script in each language, without the secret and with the body', async () => {
    const put = await walkOf({ options: { method: 'PUT', data: ['{"a":1}'], showSecret: true } });
    for (const language of ['sh', 'python'] as const) {
      const made = await walkScript(put.facts, language);
      const text = typeof made === 'string' ? '' : made.text;
      expect(text).toContain('AWS_SECRET_ACCESS_KEY');
      expect(text).not.toContain(EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY);
      expect(text).not.toContain('BODY-FILE');
    }
  });

  it('is a script only where the walk signs with a key that a script can use', async () => {
    expect(canCopy('python', canonical, view)).toBe(true);
    const ecdsa = await walkOf({ options: { algorithm: 'sigv4a', regionSet: 'us-east-1' } });
    expect(canCopy('python', canonical, viewOf(ecdsa.facts, { width: 80, height: 24 }, 'usual'))).toBe(false);
  });

  it('is asked for in the menu', () => {
    const chosen = nextState(pressed('4', 'y', 'end'), { kind: 'key', key: 'return' }, view);
    expect(chosen.effects).toEqual([{ kind: 'copy', what: 'python' }]);
  });

  it('is the address of a page of a standard or of AWS', () => {
    expect(copied('address')).toMatchObject({ text: expect.stringMatching(/^https:\/\//) });
  });

  it('is the body of the response, once there is one', () => {
    expect(copied('body')).toBe('There is no response yet.');
    const exchange = redactExchange(answered('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'), []);
    const later = viewOf({ ...facts, exchange }, { width: 80, height: 24 }, 'usual');
    expect(copiedText('body', canonical, later)).toMatchObject({ text: 'hi' });
  });
});
