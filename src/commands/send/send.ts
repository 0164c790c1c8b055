/** Defines the command `sigv4 send`, which signs a request, sends it, and prints the body of the response. */

import {
  ANSWER_IS_NO,
  command,
  DONE,
  type Exit,
  HTTP_FAILED,
  INTERRUPTED,
  problemText,
} from '../../app/options/command.ts';
import { headOf, type RequestPlan, tokensOf, urlText } from '../../app/planning/planned-request.ts';
import { planCommand } from '../../app/planning/request-plan.ts';
import { type Route, routeOf } from '../../app/planning/sending.ts';
import { exchangeLine, shownReading } from '../../app/reading/watched-reading.ts';
import { UNWATCHED } from '../../app/reading/watched-send.ts';
import { secretsOfExchange } from '../../app/walks/signed-request.ts';
import type { Terminal } from '../../app/world/terminal.ts';
import type { World } from '../../app/world/world.ts';
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { quotedOperand } from '../../bytes/quoted-operand.ts';
import type { WireProgress } from '../../http/body/progress.ts';
import type { AnsweredExchange, Exchange } from '../../http/exchange.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { maskOf } from '../../trace/masks/mask.ts';
import { type RedactedExchange, redactExchange } from '../../trace/redact-exchange.ts';
import { printable, visible } from '../../views/characters/visible.ts';
import { peerInWords } from '../../views/exchange-outcome.ts';
import type { BodyTaker } from '../../wire/send-order.ts';
import { NOT_MODIFIED, type Received, redirectText, refusalText } from './answer-text.ts';
import { headsOf, headText, leftoverText, type Sink, type SinkEnd, sinkOf } from './body-sink.ts';
import { SEND_OPTIONS, type SendValues } from './send-options.ts';

export const send = command({
  operands: [['<url>', 'https://HOST/PATH, or s3://BUCKET/KEY with the key unencoded']],
  options: SEND_OPTIONS,
  examples: {
    'sigv4 send s3://photos/cat.jpg -o cat.jpg': 'get an object',
    'sigv4 send -X PUT --data-binary @cat.jpg s3://photos/cat.jpg': 'store an object',
    'sigv4 send --endpoint-url http://127.0.0.1:9000 s3://examplebucket/test.txt': 'use another server',
  },
  run: runSend,
});

async function runSend(world: World, options: SendValues, [address = '']: readonly string[]): Promise<Exit> {
  const signal = world.interruption();
  const plan = await shownReading(world, signal, (watched) => planCommand(watched, address, options));
  if (isProblem(plan)) return plan;
  const route = await routeOf(world, plan, options);
  if (isProblem(route)) return route;
  const sink = await sinkOf(world, options, signal);
  if (isProblem(sink)) return sink;
  const isWanted = (answer: AnsweredExchange) => !isFailure(answer, options) && !isUnchanged(answer, options);
  if (options.verbose) world.errors(requestText(plan, route));
  const exchange = await sendShown(world, { plan, route, sink, options, isWanted, signal });
  const secrets = await secretsOfExchange(exchange, tokensOf(plan));
  const shown = redactExchange(exchange, secrets);
  if (options.verbose) world.errors(responseText(shown));
  const isWhole = exchange.response !== null && exchange.problem === null && isWanted(exchange);
  const ended = await sink.finish(shown, isWhole, maskOf(secrets));
  return report(world, plan, { exchange, shown }, { options, ended });
}

interface Sending {
  readonly plan: RequestPlan;
  readonly route: Route;
  readonly sink: Sink;
  readonly options: SendValues;
  /** Returns whether the response has the body that the user asked for. No other body is written. */
  readonly isWanted: (answer: AnsweredExchange) => boolean;
  readonly signal: AbortSignal;
}

/** Sends a request. Shows the progress unless the body is written to the terminal as it arrives. */
async function sendShown(world: World, sending: Sending): Promise<Exchange> {
  const { plan, route, sink, options, isWanted, signal } = sending;
  const isInTheWay = options.output === '-' && !options.include && world.isOutputTerminal;
  const line = isInTheWay ? null : exchangeLine(world);
  const total = headOf(plan).length + plan.body.length;
  const onProgress = line && ((progress: WireProgress) => line.onProgress({ ...progress, total }));
  const mask = maskOf(tokensOf(plan));
  const onBody: BodyTaker = (piece, begun) =>
    isWanted(begun) ? sink.write(piece, { octets: begun.response.octets, mask }) : null;
  try {
    return await route.send(onBody, { ...UNWATCHED, signal, onProgress });
  } finally {
    line?.end();
  }
}

const isForFile = ({ output }: SendValues) => output !== undefined && output !== '-';

/** Returns whether the object for the file has not changed, so that the file stays (RFC 9110, section 15.4.5). */
const isUnchanged = ({ response }: AnsweredExchange, options: SendValues) =>
  isForFile(options) && response?.head.status === NOT_MODIFIED;

/** Returns whether --fail discards the body, as in curl. */
const isFailure = ({ response }: AnsweredExchange, { fail }: SendValues) =>
  fail === true && (response?.head.status ?? 0) >= 400;

/** Writes the head of the request with the same markers as curl. Secrets are masked. */
function requestText(plan: RequestPlan, { connectsTo }: Route): string {
  const quoted = maskOf(tokensOf(plan));
  const mask = (octets: Octets) => maskSecretsIn(quoted(octets));
  const shown = mask(headOf(plan));
  const place = printable(mask(octetsFromText(urlText(plan.place))));
  const lines = shown
    .trimEnd()
    .split('\r\n')
    .map((line) => `> ${visible(line as Octets)}\n`);
  return `* ${place} at ${connectsTo}\n${lines.join('')}> \n`;
}

/** Writes what came after the request, with the same markers as curl: nothing, if there was no connection. */
function responseText(exchange: RedactedExchange): string {
  const { tls, peer, times } = exchange;
  if (times.connected === null) return '';
  const head = headText(headsOf(exchange)).trimEnd();
  const lines = head === '' ? [] : [...head.split('\n'), ''].map((line) => `< ${line}\n`);
  const secured = tls
    ? `* ${tls.protocol} ${tls.cipher}; certificate ${tls.isVerified ? 'verified' : 'NOT verified'}\n`
    : '';
  return `* connected to ${peerInWords(peer)}\n${secured}${lines.join('')}`;
}

interface Ended {
  readonly options: SendValues;
  readonly ended: SinkEnd;
}

const namedOutput = ({ output }: SendValues) => quotedOperand(String(output));

/** Prints the messages about a response and returns the exit code. */
function report(world: Terminal, plan: RequestPlan, came: Received, { options, ended }: Ended): number {
  const { response } = came.shown;
  const problem = came.shown.problem ?? ended.problem;
  if (problem) world.errors(problemText(problem));
  if (ended.leftover) world.errors(leftoverText(ended.leftover, options));
  if (problem) return problem.code === 'interrupted' ? INTERRUPTED : ANSWER_IS_NO;
  if (!response) return ANSWER_IS_NO;
  const { status } = response.head;
  if (status === NOT_MODIFIED && isForFile(options)) {
    world.errors(`sigv4: The object has not been modified (304), so ${namedOutput(options)} is unchanged.\n`);
    return DONE;
  }
  if (status >= 300 && status < 400) {
    world.errors(redirectText(plan, response.head));
    return DONE;
  }
  if (status < 400) return DONE;
  world.errors(refusalText(plan, came, options));
  return options.fail ? HTTP_FAILED : DONE;
}
