import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Connection,
  type Conversation,
  type Listener,
  type ListenLimits,
  listen,
  type Reply,
} from '../../src/wire/listen.ts';
import { bytes, silentPort } from '../support/wire/tcp-server.ts';

const open: Listener[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.close()));
});

async function listening(
  converse: (connection: Connection) => Conversation,
  port = 0,
  limits?: ListenLimits,
): Promise<Listener> {
  const listener = await listen(port, converse, limits);
  open.push(listener);
  return listener;
}

const last = (text: string): Reply => ({ bytes: bytes(text), isLast: true });

/** Answers once the bytes of its connection end with a full stop: with these bytes, in brackets. */
function echo(): Conversation {
  let text = '';
  return (piece) => {
    text += Buffer.from(piece).toString('latin1');
    return text.endsWith('.') ? last(`[${text}]`) : null;
  };
}

interface Talk {
  readonly socket: Socket;
  /** Resolves with everything that came, once the other side has closed. */
  readonly closed: Promise<string>;
}

function talkTo({ host, port }: Pick<Listener, 'host' | 'port'>): Promise<Talk> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    let text = '';
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
    });
    const closed = new Promise<string>((done) => socket.once('close', () => done(text)));
    socket.once('connect', () => resolve({ socket, closed }));
    socket.once('error', reject);
  });
}

describe('listen', () => {
  it('takes a free port of the loopback address', async () => {
    const listener = await listening(echo);
    expect(listener.host).toBe('127.0.0.1');
    expect(listener.port).toBeGreaterThan(0);
  });

  it('takes the port that it is told', async () => {
    const port = await silentPort();
    expect((await listening(echo, port)).port).toBe(port);
  });

  it('answers once the conversation has an answer, and then closes the connection', async () => {
    const { socket, closed } = await talkTo(await listening(echo));
    socket.write('one, ');
    await pause(30);
    expect(socket.bytesRead).toBe(0);
    socket.write('two.');
    expect(await closed).toBe('[one, two.]');
  });

  it('goes on after a reply that is not the last one', async () => {
    let pieces = 0;
    const listener = await listening(() => () => {
      pieces += 1;
      return pieces === 1 ? { bytes: bytes('go on, '), isLast: false } : last('done');
    });
    const { socket, closed } = await talkTo(listener);
    socket.write('a');
    await new Promise((resolve) => socket.once('data', resolve));
    expect([socket.bytesRead, socket.readyState]).toEqual([7, 'open']);
    socket.write('b');
    expect(await closed).toBe('go on, done');
  });

  it('sends every byte of a large answer', async () => {
    const size = 3_000_000;
    const { socket, closed } = await talkTo(await listening(() => () => last('\u00e9'.repeat(size))));
    socket.write('x');
    const text = await closed;
    expect(text === '\u00e9'.repeat(size)).toBe(true);
  });

  it('has a conversation of its own for each connection', async () => {
    const listener = await listening(echo);
    const [first, second] = await Promise.all([talkTo(listener), talkTo(listener)]);
    first.socket.write('first');
    second.socket.write('second');
    await pause(30);
    first.socket.write('.');
    second.socket.write('.');
    expect(await Promise.all([first.closed, second.closed])).toEqual(['[first.]', '[second.]']);
  });

  it('asks the conversation for no second answer', async () => {
    const heard: string[] = [];
    const listener = await listening(() => (piece) => {
      heard.push(Buffer.from(piece).toString('latin1'));
      return last(`answer ${heard.length}`);
    });
    const socket = connect({ host: listener.host, port: listener.port, allowHalfOpen: true });
    socket.write('a');
    const text = await new Promise((resolve) => socket.once('data', (piece) => resolve(piece.toString('latin1'))));
    socket.write('b');
    await pause(30);
    socket.destroy();
    expect(text).toBe('answer 1');
    expect(heard).toEqual(['a']);
  });

  it('goes on when bytes come after the request, at once or late', async () => {
    const listener = await listening(echo);
    const { socket, closed } = await talkTo(listener);
    socket.on('error', () => undefined);
    socket.write('one.GET / HTTP/1.1\r\n\r\n.');
    for (let count = 0; count < 20; count++) {
      socket.write('late.');
      await pause(2);
    }
    expect(await closed).toMatch(/^(\[one\.[\s\S]*\])?$/);
    const next = await talkTo(listener);
    next.socket.write('two.');
    expect(await next.closed).toBe('[two.]');
  });

  it('goes on when a connection breaks', async () => {
    const listener = await listening(echo);
    const broken = await talkTo(listener);
    broken.socket.write('half');
    broken.socket.resetAndDestroy();
    const { socket, closed } = await talkTo(listener);
    socket.write('whole.');
    expect(await closed).toBe('[whole.]');
  });

  it('refuses a port that is taken', async () => {
    const { port } = await listening(echo);
    await expect(listen(port, echo)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it.each([65_536, -1])('refuses port %i, which no one can have', async (port) => {
    await expect(listen(port, echo)).rejects.toMatchObject({ code: 'ERR_SOCKET_BAD_PORT' });
  });
});

describe('the limits of a listener', () => {
  const LIMITS: ListenLimits = { connections: 2, idle: 10_000, whole: 10_000, slowest: 1_000_000 };

  it('close a connection that is silent', async () => {
    const { closed } = await talkTo(await listening(echo, 0, { ...LIMITS, idle: 60 }));
    expect(await closed).toBe('');
  });

  it('close a connection that lasts too long, however often it says something', async () => {
    const { socket, closed } = await talkTo(await listening(echo, 0, { ...LIMITS, whole: 300 }));
    socket.on('error', () => undefined);
    const talk = setInterval(() => socket.write('x'), 20);
    expect(await closed).toBe('');
    clearInterval(talk);
  });

  it('close connections beyond their number if all others have a request, and take others once some are over', async () => {
    let [begun, over] = [0, 0];
    const counted = ({ onClose }: Connection) => {
      const converse = echo();
      onClose(() => {
        over += 1;
      });
      return (piece: Uint8Array) => {
        begun += 1;
        return converse(piece);
      };
    };
    const listener = await listening(counted, 0, LIMITS);
    const [first, second] = await Promise.all([talkTo(listener), talkTo(listener)]);
    for (const { socket } of [first, second]) socket.write('half, ');
    await expect.poll(() => begun).toBe(2);
    expect(await (await talkTo(listener)).closed).toBe('');
    first.socket.write('one.');
    expect(await first.closed).toBe('[half, one.]');
    await expect.poll(() => over).toBe(1);
    const third = await talkTo(listener);
    third.socket.write('three.');
    second.socket.write('two.');
    expect(await Promise.all([second.closed, third.closed])).toEqual(['[half, two.]', '[three.]']);
  });

  it('close the connection that has been idle longest for another one', async () => {
    const keeping = () => (piece: Uint8Array) => ({ bytes: piece, isLast: false, next: () => null });
    const listener = await listening(keeping, 0, { ...LIMITS, connections: 3 });
    const [first, second, third] = [await talkTo(listener), await talkTo(listener), await talkTo(listener)];
    const ask = async ({ socket }: Talk) => {
      socket.write('x');
      await once(socket, 'data');
    };
    // The first is now the last one that was idle.
    await ask(first);
    const fourth = await talkTo(listener);
    expect(await second.closed).toBe('');
    for (const open of [first, third, fourth]) await ask(open);
    await talkTo(listener);
    expect(await first.closed).toBe('xx');
    expect([third, fourth].map(({ socket }) => socket.readyState)).toEqual(['open', 'open']);
  });

  it('leave room for two thousand connections at once, all of which are served', {
    tags: ['expensive'],
  }, async () => {
    const listener = await listening(echo);
    const talks = await Promise.all(Array.from({ length: 2000 }, () => talkTo(listener)));
    for (const { socket } of talks) socket.write('a.');
    const texts = await Promise.all(talks.map(({ closed }) => closed));
    expect(texts.filter((text) => text === '[a.]')).toHaveLength(2000);
  });
});

describe('a conversation', () => {
  it('hears once that its connection is over, also where it never answered', async () => {
    const heard: string[] = [];
    const listener = await listening((connection) => {
      connection.onClose(() => void heard.push('over'));
      return echo();
    });
    const broken = await talkTo(listener);
    broken.socket.write('half');
    broken.socket.resetAndDestroy();
    const whole = await talkTo(listener);
    whole.socket.write('whole.');
    expect(await whole.closed).toBe('[whole.]');
    await expect.poll(() => heard).toEqual(['over', 'over']);
    await listener.close();
    expect(heard).toEqual(['over', 'over']);
  });
});

describe('closing a listener', () => {
  it('ends the connections that are open and stops listening', async () => {
    const listener = await listen(await silentPort(), echo);
    const { socket, closed } = await talkTo(listener);
    socket.write('no full stop');
    await pause(30);
    await listener.close();
    expect(await closed).toBe('');
    await expect(talkTo(listener)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('may be done twice', async () => {
    const listener = await listen(0, echo);
    await listener.close();
    await expect(listener.close()).resolves.toBeUndefined();
  });

  it('closes a connection on which bytes still arrive a while after the last reply', async () => {
    const limits = { connections: 10, idle: 500, whole: 600_000, slowest: 64 };
    const { host, port } = await listening(() => () => last('answered'), 0, limits);
    const socket = connect({ host, port, allowHalfOpen: true });
    socket.on('error', () => {});
    let text = '';
    socket.on('data', (piece) => {
      text += piece;
    });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const sending = setInterval(() => socket.write('more'), 5);
    await closed;
    clearInterval(sending);
    expect(text).toBe('answered');
  });
});
