/** The command `sigv4 sandbox`, which runs a small S3 on the loopback address. It verifies signatures. */

import { listenOrFail } from '../app/example/send-to-sandbox.ts';
import { ANSWER_IS_NO, type Command, complain, DONE, problemText, USAGE } from '../app/options/command.ts';
import { listOf, type NumberWanted, numberOf, type OptionValues } from '../app/options/option-values.ts';
import { RULE_OPTION, readRuleChoices } from '../app/options/rule-option.ts';
import type { World } from '../app/world/world.ts';
import { S3_EXAMPLE_KEY } from '../aws/example-keys.ts';
import { octetsFromText } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { visible } from '../pages/characters/visible.ts';
import { NAIVE_CHECKS } from '../sandbox/authenticate.ts';
import { exampleSandbox, SANDBOX_REGION } from '../sandbox/sandbox.ts';
import type { AnswerReport } from '../sandbox/settings.ts';
import { maskSecretsIn } from '../sigv4/secrets/secret-headers.ts';
import { HOW_TO_WRITE_A_MOMENT, readMoment, writeTimestamp } from '../sigv4/timestamp.ts';

export const sandbox: Command = {
  name: 'sandbox',
  says: 'Serve a small S3 on 127.0.0.1, in memory, that verifies every signature as S3 does.',
  operands: [],
  options: [
    { flags: '--port <number>', says: 'the port; 0 (the default) chooses a free one' },
    {
      flags: '--clock <time>',
      says: "the server's clock: now (the default), or a fixed time such as 20130524T000000Z",
    },
    {
      flags: '--naive <check>',
      says: `skip one check, to see what it is for: ${NAIVE_CHECKS.map(({ id }) => id).join(', ')}`,
      values: NAIVE_CHECKS.map(({ id }) => id),
    },
    {
      flags: '--allow-host <name>',
      says: 'also serve this host name, such as one in /etc/hosts; by default, only localhost, loopback addresses and names of S3 are served',
      repeats: true,
    },
    RULE_OPTION,
  ],
  examples: [
    ['sigv4 sandbox --port 9000', 'for any client, with the key that AWS prints in its documentation'],
    ['sigv4 sandbox --clock 20130524T000000Z', 'accept the AWS example'],
    ['sigv4 sandbox --naive clock', 'accept a request that was signed yesterday'],
  ],
  run: runSandbox,
};

async function runSandbox(world: World, options: OptionValues): Promise<number> {
  const port = numberOf('--port', options.port, 0, PORT);
  const clock = readClock(options.clock, world.now);
  const naive = NAIVE_CHECKS.find(({ id }) => id === options.naive) ?? null;
  const hosts = readHosts(options.allowHost);
  const rules = readRuleChoices(options.rule);
  if (isProblem(port) || isProblem(clock) || isProblem(hosts) || isProblem(rules)) {
    const all = [port, clock, hosts, rules];
    for (const found of all.filter((each) => isProblem(each))) world.errors(problemText(found));
    return USAGE;
  }
  const onAnswer = (report: AnswerReport) => world.errors(reportLine(report));
  const served = exampleSandbox({ clock: clock.now, onAnswer, naive: naive?.id ?? null, hosts, rules });
  const listener = await listenOrFail(world, port, (connection) => served.converse(connection));
  if (isProblem(listener)) return complain(world, listener, ANSWER_IS_NO);
  const url = `http://${listener.host}:${listener.port}`;
  world.output(`${url}\n`);
  world.errors(welcome(url, clock));
  if (naive) world.errors(banner(naive));
  await world.interrupted();
  await listener.close();
  return DONE;
}

/** Writes everything that a client needs to know. The secret is not masked, because AWS itself published it. */
function welcome(url: string, clock: Clock): string {
  const { accessKeyId, secretAccessKey } = S3_EXAMPLE_KEY;
  const keys = `AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}`;
  const time = writeTimestamp(clock.now());
  const trial = clock.isFixed
    ? [
        `Its clock is fixed at ${time}, so sign for that time. To try it:`,
        `  ${keys} \\`,
        `  sigv4 send --date ${time} --region ${SANDBOX_REGION} --endpoint-url ${url} s3://examplebucket/test.txt`,
      ]
    : [
        `Its clock says ${time}. To try it:`,
        `  curl --aws-sigv4 aws:amz:${SANDBOX_REGION}:s3 --user ${accessKeyId}:${secretAccessKey} ${url}/examplebucket/test.txt`,
      ];
  return [
    'It has the bucket examplebucket with the object test.txt, and supports GET, PUT, DELETE, lists and browser uploads.',
    'Everything is in memory, and is lost when it stops.',
    `Region ${SANDBOX_REGION}. Access key ID ${accessKeyId}, secret access key ${secretAccessKey}.`,
    ...trial,
    'Each request is listed here. Press Ctrl-C to stop.\n',
  ].join('\n');
}

function reportLine({ method, target, status, refusal }: AnswerReport): string {
  // The target is masked, because a client may have sent the session token of its own credentials.
  const request = method === '' ? 'no request' : `${visible(method)} ${visible(maskSecretsIn(target))}`;
  return `${request} → ${status}${refusal === null ? '' : ` ${visible(octetsFromText(refusal))}`}\n`;
}

/** Makes the warning that this server skips one of its checks. */
function banner({ id, says }: NaiveCheck): string {
  const line = '!'.repeat(72);
  return `${line}\nNAIVE: the check "${id}" is skipped. A request that only this check would refuse is accepted.\n${says}\n${line}\n`;
}

type NaiveCheck = (typeof NAIVE_CHECKS)[number];

const PORT: NumberWanted = { what: 'a port', form: 'whole', range: [0, 65_535] };

/**
 * Matches the name in a Host header, which consists of letters, digits, dots, hyphens and underscores, or is an IPv6
 * address.
 */
const HOST_NAME = /^(?:[\w.-]+|\[[\da-f:.]+\])$/i;

function readHosts(value: OptionValues[string]): readonly string[] | Problem {
  const names = listOf(value);
  const wrong = names.find((name) => !HOST_NAME.test(name));
  return wrong === undefined
    ? names.map((name) => name.toLowerCase())
    : problem(
        'allow-host',
        `${JSON.stringify(wrong)} is not a host name.`,
        'Give only the name, without a scheme or a port.',
      );
}

interface Clock {
  readonly now: () => Date;
  readonly isFixed: boolean;
}

function readClock(text: OptionValues[string], now: () => Date): Clock | Problem {
  if (text === undefined || text === 'now') return { now, isFixed: false };
  const moment = readMoment(String(text));
  if (moment !== null) return { now: () => new Date(moment), isFixed: true };
  return problem('clock', `"${text}" is not a time.`, `${HOW_TO_WRITE_A_MOMENT} Or give now.`);
}
