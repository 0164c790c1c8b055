/** `sigv4 sign`: the finished request on standard output. It never sends anything. */

import { plain } from '../bytes/bytes.ts';
import { arrayFromOctets, type Octets, octetsFromArray, textFromOctets } from '../bytes/octets.ts';
import { isProblem, problem } from '../bytes/problem.ts';
import { readRequestHead } from '../http/read-head.ts';
import { shellWord } from '../pages/shell.ts';
import { visible, visibleText } from '../pages/visible.ts';
import { findValue } from '../trace/trace.ts';
import { type Command, DONE, type OptionValues, problemText, USAGE } from './command.ts';
import { oneOf, REQUEST_OPTIONS, SIGNING_OPTIONS } from './request-options.ts';
import { planRequest, type RequestPlan, tokensOf, urlText } from './request-plan.ts';
import { headOf } from './sending.ts';
import type { World } from './world.ts';

export const sign: Command = {
  name: 'sign',
  says: 'Sign a request and print it. Nothing is sent.',
  operands: [['<url>', 'https://HOST/PATH, or s3://BUCKET/KEY with the key as it is']],
  options: [
    { flags: '--as <form>', says: 'request, the default, headers, or curl' },
    { flags: '--show-secret', says: 'print the request although it holds a session token' },
    ...REQUEST_OPTIONS,
    ...SIGNING_OPTIONS,
  ],
  examples: [
    ['sigv4 sign s3://examplebucket/test.txt -r 0-9', 'the request as it would go over the wire'],
    ['sigv4 sign --as headers https://examplebucket.s3.amazonaws.com/test.txt', 'its headers, a line each'],
    ['sigv4 sign --as curl -X PUT --data-binary @cat.jpg "s3://photos/my cat.jpg"', 'a curl command that sends it'],
  ],
  run: runSign,
};

async function runSign(world: World, options: OptionValues, [address = '']: readonly string[]): Promise<number> {
  const form = oneOf('--as', options.as, ['request', 'headers', 'curl'] as const);
  const plan = await planRequest(world, address, options);
  for (const found of [form, plan]) {
    if (typeof found === 'object' && isProblem(found)) {
      world.errors(problemText(found));
      return USAGE;
    }
  }
  if (isProblem(plan) || typeof form !== 'string') return USAGE;
  if (holdsToken(plan) && !options.showSecret) {
    world.errors(
      problemText(
        problem('secret', 'The request holds a session token, which is a secret.', 'Print it with --show-secret.'),
      ),
    );
    return USAGE;
  }
  await PRINTERS[form](world, plan);
  return DONE;
}

const holdsToken = ({ trace, request }: RequestPlan) =>
  (trace !== null && findValue(trace, 'session-token') !== undefined) || tokensOf({ request, trace: null }).length > 0;

const PRINTERS = { request: printRequest, headers: printHeaders, curl: printCurl } as const;

async function printRequest(world: World, plan: RequestPlan): Promise<void> {
  const head = headOf(plan);
  if (world.isOutputTerminal) {
    world.output(`${head.replace(/[^\r\n]+/g, (line) => visible(line as Octets))}`);
  } else {
    await world.outputBytes(arrayFromOctets(head));
  }
  for await (const piece of plan.body.open()) await printBody(world, piece);
}

async function printBody(world: World, piece: Uint8Array): Promise<void> {
  if (world.isOutputTerminal) world.output(visible(octetsFromArray(piece)));
  else await world.outputBytes(piece);
}

/** On a terminal, a control character is shown and not obeyed. */
const shown = (world: World, text: string) => (world.isOutputTerminal ? visibleText(text) : text);

async function printHeaders(world: World, plan: RequestPlan): Promise<void> {
  for (const [name, value] of headersOf(plan)) world.output(`${shown(world, `${name}: ${value}`)}\n`);
}

/** What curl would add or leave out by itself is spelled out, so that it sends these very headers. */
async function printCurl(world: World, plan: RequestPlan): Promise<void> {
  const { wish, body, place } = plan;
  const method = wish.method === 'HEAD' ? ['--head'] : ['--request', shellWord(wish.method)];
  const headers = headersOf(plan).flatMap(([name, value]) => [
    '--header',
    shellWord(value === '' ? `${name};` : `${name}: ${value}`),
  ]);
  const silenced = ['Accept', 'User-Agent', ...(body.length > 0 ? ['Content-Type', 'Expect'] : [])]
    .filter((name) => !headersOf(plan).some(([given]) => given.toLowerCase() === name.toLowerCase()))
    .flatMap((name) => ['--header', shellWord(`${name}:`)]);
  const data = dataWords(plan);
  const words = [
    'curl',
    '--path-as-is',
    '--globoff',
    ...method,
    ...headers,
    ...silenced,
    ...data,
    shellWord(urlText(place)),
  ];
  world.output(`${shown(world, words.join(' '))}\n`);
}

function dataWords({ wish, body }: RequestPlan): string[] {
  if (body.length === 0) return [];
  const [only, ...others] = wish.data;
  if (only?.kind === 'file' && others.length === 0) return ['--data-binary', shellWord(`@${only.path}`)];
  return ['--data-binary', shellWord(textFromOctets(body.beginning) ?? body.beginning)];
}

function headersOf(plan: RequestPlan): [string, string][] {
  const head = readRequestHead(plain(headOf(plan)));
  if (isProblem(head)) return [];
  const text = (octets: Octets) => textFromOctets(octets) ?? octets;
  return head.headers.map(({ name, value }) => [text(name.octets), text(value.octets)]);
}
