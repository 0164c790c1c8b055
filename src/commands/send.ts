/** `sigv4 send`: sign, send, and give the body of the answer. */
import { regionOfHost } from '../aws/s3-hosts.ts';
import { type Octets, octetsFromArray, octetsFromText, textFromOctets } from '../bytes/octets.ts';
import { isProblem, type Problem } from '../bytes/problem.ts';
import type { Exchange } from '../http/exchange.ts';
import { headerValue, type ResponseHead } from '../http/message.ts';
import { KEPT_LIMIT } from '../http/recorded.ts';
import { readUrl } from '../intake/url.ts';
import { shellWord } from '../pages/shell.ts';
import { printable, visible } from '../pages/visible.ts';
import { type Mask, maskOf, type RedactedExchange, redactExchange } from '../trace/redact-exchange.ts';
import { ANSWER_IS_NO, type Command, DONE, HTTP_FAILED, type OptionValues, problemText, USAGE } from './command.ts';
import { REQUEST_OPTIONS, SIGNING_OPTIONS } from './request-options.ts';
import { planRequest, type RequestPlan, tokensOf, urlText } from './request-plan.ts';
import { headOf, type Route, routeOf, WIRE_OPTIONS } from './sending.ts';
import type { OutputFile, World } from './world.ts';

const INTERRUPTED = 130;

export const send: Command = {
  name: 'send',
  says: 'Sign a request, send it, and print the body of the answer.',
  operands: [['<url>', 'https://HOST/PATH, or s3://BUCKET/KEY with the key as it is']],
  options: [
    { flags: '-o, --output <file>', says: 'the body into a file, of any size' },
    { flags: '-i, --include', says: 'the head of the answer before the body' },
    { flags: '-v, --verbose', says: 'what goes over the wire, on standard error' },
    { flags: '-L, --location', says: 'follow redirects of S3, each with a signature of its own' },
    { flags: '-f, --fail', says: 'exit code 22 where the status is 400 or more' },
    ...REQUEST_OPTIONS,
    ...SIGNING_OPTIONS,
    ...WIRE_OPTIONS,
  ],
  examples: [
    ['sigv4 send s3://photos/cat.jpg -o cat.jpg', 'fetches an object'],
    ['sigv4 send -X PUT --data-binary @cat.jpg s3://photos/cat.jpg', 'stores one'],
    ['sigv4 send --endpoint-url http://127.0.0.1:9000 s3://examplebucket/test.txt', 'asks another server'],
  ],
  run: runSend,
};

async function runSend(world: World, options: OptionValues, [address = '']: readonly string[]): Promise<number> {
  let sink: Sink | null = null;
  const interruption = world.interruption();
  for (let step = { address, options }, hops = 0; ; hops += 1) {
    const plan = await planRequest(world, step.address, step.options);
    if (isProblem(plan)) return complain(world, plan, USAGE);
    const route = await routeOf(world, plan, step.options);
    if (isProblem(route)) return complain(world, route, USAGE);
    const opened: Sink | Problem = sink ?? (await sinkOf(world, options));
    if (isProblem(opened)) return complain(world, opened, USAGE);
    sink = opened;
    if (options.verbose) world.errors(requestText(plan, route));
    const body =
      options.location || options.fail ? heldBack(sink.write) : { write: sink.write, release: async () => {} };
    const exchange = await route.send(body.write, interruption);
    const shown = redactExchange(exchange, tokensOf(plan));
    if (options.verbose) world.errors(responseText(shown));
    const next = options.location && hops < MOST_REDIRECTS ? redirected(plan, exchange, step) : null;
    if (next === null) {
      // As curl does with --fail: what a refusal says is not what was asked for.
      if (!(options.fail && isRefused(exchange))) await body.release();
      await sink.finish(shown, maskOf(tokensOf(plan)));
      return report(world, plan, shown, options);
    }
    step = next;
  }
}

const isRefused = ({ response }: Exchange) => (response?.head.status ?? 0) >= 400;

const MOST_REDIRECTS = 5;
/** No redirect and no refusal has a longer body; what is longer is the answer itself. */
const HELD_BACK_LIMIT = 1_048_576;

/** The body of an answer, kept back until it is known whether it is only that of a redirect. */
function heldBack(write: Sink['write']): { readonly write: Sink['write']; readonly release: () => Promise<void> } {
  let pieces: Uint8Array[] | null = [];
  let length = 0;
  const release = async () => {
    const waiting = pieces ?? [];
    pieces = null;
    for (const piece of waiting) await write(piece);
  };
  return {
    release,
    write: async (piece) => {
      if (pieces === null) return write(piece);
      pieces.push(piece);
      length += piece.length;
      if (length > HELD_BACK_LIMIT) await release();
    },
  };
}

interface Step {
  readonly address: string;
  readonly options: OptionValues;
}

/** Where a redirect leads, with the region to sign for; `null` where there is none to follow. */
function redirected({ place }: RequestPlan, { response }: Exchange, { address, options }: Step): Step | null {
  if (!response || ![301, 302, 307, 308].includes(response.head.status)) return null;
  const location = headerValue(response.head.headers, 'location')?.octets;
  const region = headerValue(response.head.headers, 'x-amz-bucket-region')?.octets;
  const regional = region === undefined ? options : { ...options, region };
  if (location === undefined)
    return region !== undefined && /^s3:/i.test(address) ? { address, options: regional } : null;
  const target = readUrl(textFromOctets(location) ?? location, 'the Location header');
  // A signature, and with it a session token, is for S3: no other host gets one because a server says so.
  if (isProblem(target) || (target.host !== place.host && regionOfHost(target.host) === null)) return null;
  const { endpointUrl: _, ...others } = regional;
  return { address: location, options: others };
}

function complain(world: World, found: Problem, exitCode: number): number {
  world.errors(problemText(found));
  return exitCode;
}

interface Sink {
  readonly write: (piece: Uint8Array) => Promise<void>;
  readonly finish: (exchange: RedactedExchange, mask: Mask) => Promise<void>;
}

/** A file or a pipe gets the body exactly; a terminal gets it escaped, so that no byte of it can command the terminal. */
async function sinkOf(world: World, options: OptionValues): Promise<Sink | Problem> {
  if (typeof options.output === 'string') {
    const file = await world.createFile(options.output);
    return isProblem(file) ? file : fileSink(world, file, options);
  }
  if (!world.isOutputTerminal && !options.include) return { write: world.outputBytes, finish: async () => {} };
  return bufferedSink(world, options);
}

/** What stood in the file is not lost for a request that got no answer. */
function fileSink(world: World, file: OutputFile, options: OptionValues): Sink {
  return {
    write: file.write,
    finish: async (exchange) => {
      await (exchange.response && !exchange.problem ? file.finish() : file.abandon());
      if (options.include) world.output(headText(exchange));
    },
  };
}

/** The head comes before the body, and is whole only once the exchange is: what is kept of the body waits for it. */
function bufferedSink(world: World, options: OptionValues): Sink {
  const pieces: Octets[] = [];
  let total = 0;
  return {
    write: async (piece) => {
      total += piece.length;
      if (!world.isOutputTerminal || total <= KEPT_LIMIT) pieces.push(octetsFromArray(piece));
    },
    finish: async (exchange, mask) => {
      if (options.include) world.output(headText(exchange));
      const body = pieces.join('') as Octets;
      if (world.isOutputTerminal) {
        world.output(
          body === ''
            ? ''
            : `${mask(body)
                .split('\n')
                .map((line) => visible(line as Octets))
                .join('\n')}\n`,
        );
        if (total > body.length) world.errors(`sigv4: Of ${total} bytes, only the first are shown. Use -o FILE.\n`);
      } else {
        await world.outputBytes(Buffer.from(body, 'latin1'));
      }
    },
  };
}

function headText({ received, response }: RedactedExchange): string {
  const head = received.kept.slice(0, response?.bodyStart ?? 0);
  return head
    .split('\r\n')
    .map((line) => visible(line as Octets))
    .join('\n');
}

/** With curl's marks. The session token is masked. */
function requestText(plan: RequestPlan, { host, port }: Route): string {
  const mask = maskOf(tokensOf(plan));
  const shown = mask(headOf(plan));
  const place = printable(mask(octetsFromText(urlText(plan.place))));
  const lines = shown
    .trimEnd()
    .split('\r\n')
    .map((line) => `> ${visible(line as Octets)}\n`);
  return `* ${place} at ${host} port ${port}\n${lines.join('')}> \n`;
}

function responseText(exchange: RedactedExchange): string {
  const { tls, peer } = exchange;
  const lines = headText(exchange)
    .trimEnd()
    .split('\n')
    .map((line) => `< ${line}\n`);
  const secured = tls
    ? `* ${tls.protocol} ${tls.cipher}; certificate ${tls.isVerified ? 'verified' : 'NOT verified'}\n`
    : '';
  return `* connected to ${peer.host} port ${peer.port}\n${secured}${lines.join('')}< \n`;
}

function report(world: World, plan: RequestPlan, { problem, response }: Exchange, options: OptionValues): number {
  if (problem) {
    world.errors(problemText(problem));
    return problem.code === 'interrupted' ? INTERRUPTED : ANSWER_IS_NO;
  }
  if (!response) return ANSWER_IS_NO;
  const { status } = response.head;
  if (status >= 300 && status < 400) world.errors(redirectText(response.head));
  if (status < 400) return DONE;
  world.errors(
    `sigv4: The server answered ${status} ${visible(response.head.reason.octets)}. To see what was signed: sigv4 walk ${shellWord(plan.wish.address)}\n`,
  );
  return options.fail ? HTTP_FAILED : DONE;
}

/** A redirect needs another signature, and the reader should know for what. */
function redirectText({ status, headers }: ResponseHead): string {
  const location = headerValue(headers, 'location')?.octets;
  const region = headerValue(headers, 'x-amz-bucket-region')?.octets;
  const where = location === undefined ? '' : ` to ${visible(location)}`;
  const needed = region === undefined ? 'the Host header' : `the Host header and the region ${visible(region)}`;
  return `sigv4: The server redirects (${status})${where}. That needs a new signature, for ${needed}: follow it with -L.\n`;
}
