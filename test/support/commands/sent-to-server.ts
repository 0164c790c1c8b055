/** What `sigv4 send` does with the answer of a server that is made for one test. */
import type { OptionValues } from '../../../src/app/options/option-values.ts';
import { send } from '../../../src/commands/send/send.ts';
import type { CommandWorld } from '../../../src/commands/table.ts';
import { serveHere } from '../wire/served-here.ts';
import { bytes } from '../wire/tcp-server.ts';
import { EXAMPLE_KEYS, worldOf } from './test-world.ts';

export const answering = (answer: string, end = true) =>
  serveHere((socket) => (end ? socket.end(bytes(answer)) : socket.write(bytes(answer))));

export const response = (status: string, body: string, ...headers: string[]) =>
  [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${body.length}`, '', body].join('\r\n');

export async function sent(address: string, options: OptionValues = {}, changes: Partial<CommandWorld> = {}) {
  const test = worldOf({ environment: { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1' }, ...changes });
  const code = await send.run(test.world, options, [address]);
  return { code, output: test.output(), errors: test.errors(), created: test.created };
}

export const sentTo = async (answer: string, options: OptionValues = {}, changes: Partial<CommandWorld> = {}) =>
  sent(`http://127.0.0.1:${(await answering(answer)).port}/a`, options, changes);

export const REFUSED = response('403 Forbidden', '<Error/>');
export const MOVED = response(
  '301 Moved Permanently',
  '',
  'x-amz-bucket-region: eu-west-1',
  'Location: https://b.example/',
);
