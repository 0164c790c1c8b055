/** A server that quotes a secret header, or a part of it: nothing of it is shown. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Command } from '../../src/app/options/command.ts';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { send } from '../../src/commands/send/send.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { walk } from '../../src/commands/walk.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { recordingServer } from '../support/wire/recording-server.ts';

const SECRET = 'Marked/Value+0123456789';
const base64 = (text: string) => Buffer.from(text).toString('base64');

async function quoting(quoted: string): Promise<string> {
  const answer = `HTTP/1.1 403 Forbidden\r\nX-Quoted: ${quoted}\r\nContent-Length: 0\r\n\r\n`;
  const server = await recordingServer(answer);
  onTestFinished(server.close);
  return `http://127.0.0.1:${server.port}/a/b`;
}

async function shown(command: Command<CommandWorld>, address: string, options: OptionValues) {
  const test = worldOf({ environment: { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1' } });
  await command.run(test.world, options, [address]);
  return test.printed();
}

type Row = readonly [what: string, header: string, quoted: string];
const COOKIES: readonly Row[] = [
  ['a cookie’s value', `Cookie: sid=${SECRET}`, SECRET],
  ['the value of the second cookie', `cookie: lang=en; sid="${SECRET}"; x=y`, SECRET],
  ['a cookie’s value, decoded', `Cookie: sid=${encodeURIComponent(SECRET)}`, SECRET],
  ['a cookie’s value in base64', `Cookie: sid=${SECRET}`, base64(SECRET)],
];
const CREDENTIALS: readonly Row[] = [
  ['a bearer token', `Authorization: Bearer ${SECRET}`, SECRET],
  ['what follows any scheme', `authorization: Custom  ${SECRET}`, SECRET],
  ['basic credentials', `Authorization: Basic ${base64(`user:${SECRET}`)}`, base64(`user:${SECRET}`)],
  ['the pair in them', `Authorization: Basic ${base64(`user:${SECRET}`)}`, `user:${SECRET}`],
  ['the password in them', `Authorization: basic ${base64(`user:${SECRET}`)}`, SECRET],
];
const PROXY: readonly Row[] = CREDENTIALS.map(([what, header, quoted]) => [
  `${what}, for a proxy`,
  `Proxy-${header}`,
  quoted,
]);

describe('quoted by the server,', () => {
  it.each([...COOKIES, ...PROXY])('%s is masked in a walk and by send -v', async (_what, header, quoted) => {
    const address = await quoting(quoted);
    const options = { header: [header] };
    for (const text of [
      await shown(walk, address, { ...options, plain: true, send: true }),
      await shown(walk, address, { ...options, json: true, send: true }),
      await shown(send, address, { ...options, verbose: true }),
    ]) {
      expect(text.toLowerCase()).toMatch(/x-quoted/);
      expect(text).not.toContain(quoted);
      expect(text).not.toContain(SECRET);
    }
  });

  it.each(CREDENTIALS)('%s is masked by send -v of what is not signed', async (_what, header, quoted) => {
    const options = { header: [header], noSignRequest: true, verbose: true };
    const text = await shown(send, await quoting(quoted), options);
    expect(text).toMatch(/^< X-Quoted: \*+$/m);
    expect(text).not.toContain(quoted);
  });
});

describe('what is too short to be searched for', () => {
  it('is masked in its own place, and nowhere else', async () => {
    const text = await shown(send, await quoting('english'), { header: ['Cookie: a=en; b=short'], verbose: true });
    expect(text).toMatch(/^> Cookie: \*+$/m);
    expect(text).toMatch(/^< X-Quoted: english$/m);
  });

  it('is the name in basic credentials, of any length', async () => {
    const header = [`Proxy-Authorization: Basic ${base64(`administrator:${SECRET}`)}`];
    const text = await shown(send, await quoting('administrator'), { header, verbose: true });
    expect(text).toMatch(/^< X-Quoted: administrator$/m);
  });
});
