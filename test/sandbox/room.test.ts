/** What a sandbox holds before it knows who sends it: nothing. Afterwards: no more than a limit for all together. */
import { describe, expect, it } from 'vitest';
import { ordered, readReply, testSandbox } from '../support/sandbox/sandbox-client.ts';

const LARGEST = 16_777_216;
const AT_ONCE = 8;

/** Connections to one sandbox, each of which can be closed. */
function connections() {
  const sandbox = testSandbox();
  return () => {
    const heard: (() => void)[] = [];
    const converse = sandbox.converse({ onClose: (hear) => void heard.push(hear) });
    return {
      send: (text: string) => {
        const reply = converse(Buffer.from(text, 'latin1'));
        return reply && readReply(reply.bytes);
      },
      close: () => {
        for (const hear of heard) hear();
      },
    };
  };
}

const UNSIGNED = { method: 'PUT', path: '/new', payloadHash: 'UNSIGNED-PAYLOAD' };
const LARGE = ordered({ ...UNSIGNED, body: 'x'.repeat(LARGEST) }).request;
/** All but the last byte of the largest body, of someone who may send it. */
const ALMOST = LARGE.slice(0, -1);
const WRONG = ordered({ ...UNSIGNED, body: 'x'.repeat(LARGEST), secret: 'wrong' }).request;
const SMALL = ordered({ ...UNSIGNED, body: '123456789' }).request;

describe('bodies that are being received', () => {
  it('have room together, beyond which S3 says SlowDown, until one is whole or its connection is closed', {
    tags: ['expensive'],
  }, () => {
    const open = connections();
    const held = Array.from({ length: AT_ONCE }, open);
    for (const { send } of held) expect(send(ALMOST)).toBeNull();
    // Eight bytes are left.
    const refused = open().send(SMALL);
    expect([refused?.status, refused?.element('Code')]).toEqual([503, 'SlowDown']);
    held[0]?.close();
    expect(open().send(SMALL)?.status).toBe(200);
    expect(open().send(ALMOST)).toBeNull();
    expect(open().send(ALMOST)?.status).toBe(503);
    expect(held[1]?.send('x')?.status).toBe(200);
    expect(open().send(ALMOST)).toBeNull();
  });

  it('are given back once, however a connection ends', () => {
    const open = connections();
    for (let count = 0; count < 3; count++) {
      const { send, close } = open();
      expect(send(SMALL)?.status).toBe(200);
      expect(send('more')).toBeNull();
      close();
      close();
    }
    const held = Array.from({ length: AT_ONCE }, open);
    for (const { send } of held) expect(send(ALMOST)).toBeNull();
    expect(open().send(ALMOST)?.status).toBe(503);
  });

  it('take no room where the head is refused, however many there are', () => {
    const open = connections();
    const unwanted = Array.from({ length: AT_ONCE + 2 }, open);
    for (const { send } of unwanted) expect(send(WRONG.slice(0, -1))).toBeNull();
    const held = Array.from({ length: AT_ONCE }, open);
    for (const { send } of held) expect(send(ALMOST)).toBeNull();
    expect(unwanted[0]?.send('x')?.element('Code')).toBe('SignatureDoesNotMatch');
  });
});
