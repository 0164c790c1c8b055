/** `sigv4 sandbox`: a small S3 that verifies, on the loopback address. */
import { S3_EXAMPLE_KEY } from '../aws/example-keys.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { readTimestamp } from '../sigv4/timestamp.ts';
import { ANSWER_IS_NO, type Command, DONE, type OptionValues, problemText, USAGE } from './command.ts';
import { exampleSandbox, listenOrFail, SANDBOX_REGION } from './example-sandbox.ts';
import type { World } from './world.ts';

export const sandbox: Command = {
  name: 'sandbox',
  says: 'Serve examplebucket/test.txt on 127.0.0.1 and verify every signature, as S3 does.',
  options: [
    { flags: '--port <number>', says: 'the port; 0, the default, takes one that is free' },
    { flags: '--clock <time>', says: "the server's clock: now, the default, or where it stands: 20130524T000000Z" },
  ],
  examples: [
    ['sigv4 sandbox --port 9000', 'for any client, with the key that AWS prints in its documentation'],
    ['sigv4 sandbox --clock 20130524T000000Z', "accepts AWS's documented example"],
  ],
  run: runSandbox,
};

async function runSandbox(world: World, options: OptionValues): Promise<number> {
  const port = readPort(options.port);
  const clock = readClock(options.clock, world.now);
  if (isProblem(port) || isProblem(clock)) {
    for (const found of [port, clock].filter(isProblem)) world.errors(problemText(found));
    return USAGE;
  }
  const served = exampleSandbox(clock);
  const listener = await listenOrFail(world, port, () => served.converse());
  if (isProblem(listener)) {
    world.errors(problemText(listener));
    return ANSWER_IS_NO;
  }
  world.output(`http://${listener.host}:${listener.port}\n`);
  world.errors(
    `Region ${SANDBOX_REGION}, access key ID ${S3_EXAMPLE_KEY.accessKeyId}, and the secret that AWS prints with it: ${S3_EXAMPLE_KEY.source}\nCtrl-C stops.\n`,
  );
  await world.interrupted();
  await listener.close();
  return DONE;
}

function readPort(text: OptionValues[string]): number | Problem {
  if (text === undefined) return 0;
  const port = Number(text);
  return typeof text === 'string' && /^\d+$/.test(text) && port <= 65_535
    ? port
    : problem('port', `"${text}" is not a port.`, 'Give a whole number from 0 to 65535.');
}

function readClock(text: OptionValues[string], now: () => Date): (() => Date) | Problem {
  if (text === undefined || text === 'now') return now;
  const moment = readTimestamp(String(text));
  if (moment !== null) return () => new Date(moment);
  return problem('clock', `"${text}" is not a time.`, 'Give now, or a time in UTC such as 20130524T000000Z.');
}
