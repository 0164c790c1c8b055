/** A + in a path, which S3 reads as a space: what the sandbox computes, which key it takes, and what is named as the cause. */
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/commands/diagnose.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { type Order, ordered, readReply } from '../support/sandbox/sandbox-client.ts';
import { settingsOf } from '../support/sandbox/sandbox-settings.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';

function open(plusInPath?: 'literal') {
  const { now, ...settings } = settingsOf();
  const rules = plusInPath ? { plusInPath } : {};
  const sandbox = createSandbox({ ...settings, rules, store: createStore(BUCKETS), clock: () => now });
  const send = (request: string) =>
    readReply(sandbox.converse()(Buffer.from(request, 'latin1'))?.bytes ?? new Uint8Array(0));
  return { send, put: (path: string, body: string) => send(ordered({ method: 'PUT', path, body }).request) };
}

/** A request for this key as it is signed, with a + on the wire for what was encoded so. */
const withPlus = (order: Partial<Order>, encoded: '%2B' | '%20') => ordered(order).request.replace(encoded, '+');

describe('a + in a path', () => {
  it('is a space, so that a request which was signed for a plus sign is refused', () => {
    const { send, put } = open();
    expect(put('/a+b', 'plus').status).toBe(200);
    const { status, element } = send(withPlus({ path: '/a+b' }, '%2B'));
    expect([status, element('Code')]).toEqual([403, 'SignatureDoesNotMatch']);
    expect(element('CanonicalRequest')?.split('\n')[1]).toBe('/a%20b');
  });

  it('is the space of the key', () => {
    const { send, put } = open();
    put('/a+b', 'plus');
    put('/a b', 'space');
    expect(send(withPlus({ path: '/a b' }, '%20')).body).toBe('space');
    expect(send(ordered({ path: '/a+b' }).request).body).toBe('plus');
  });

  it('can be a plus sign, as for other servers', () => {
    const { send, put } = open('literal');
    put('/a+b', 'plus');
    expect(send(withPlus({ path: '/a+b' }, '%2B')).body).toBe('plus');
    const { status, element } = send(withPlus({ path: '/a b' }, '%20'));
    expect([status, element('CanonicalRequest')?.split('\n')[1]]).toEqual([403, '/a%2Bb']);
  });

  const REQUEST = withPlus({ path: '/a+b' }, '%2B');

  it('is a mismatch for verify, unless the rule of the server is given', async () => {
    const verdictOf = async (options: object) => {
      const test = worldOf({ environment: EXAMPLE_KEYS }, { request: REQUEST });
      const given = { at: '20130524T000000Z', json: true, ...options };
      const code = await verify.run(test.world, given, ['request']);
      return [code, JSON.parse(test.output()).verdict];
    };
    expect(await verdictOf({})).toEqual([1, 'mismatch']);
    expect(await verdictOf({ rule: ['plus-in-path=literal'] })).toEqual([0, 'match']);
  });

  it.each([
    ['with the secret', EXAMPLE_KEYS],
    ['without', {}],
  ])('is the cause that is proved by the request and the answer, %s', async (_what, environment) => {
    const { send } = open();
    const answer = send(REQUEST).body;
    const test = worldOf({ environment }, { request: REQUEST, answer });
    await diagnose.run(test.world, { json: true }, ['request', 'answer']);
    const { causes } = JSON.parse(test.output());
    expect(causes[0]).toMatchObject({ id: 'literal-plus-read-as-space', variant: 'signed-in-path' });
  });
});
