/** A planned request on standard output: as its bytes, its headers, a URL, the fields of a form, a curl command. */

import {
  fieldsOf,
  headersOf,
  headOf,
  octetsOfValue,
  presignedUrl,
  type RequestPlan,
} from '../../app/planning/planned-request.ts';
import type { Terminal } from '../../app/world/terminal.ts';
import type { World } from '../../app/world/world.ts';
import { arrayFromOctets, type Octets, octetsFromArray } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { printable, visible, visibleText } from '../../pages/characters/visible.ts';
import { isSecretName } from '../../sigv4/secrets/secret-headers.ts';
import { SIGNED_HEADERS } from '../../sigv4/stages/canonical-request.ts';
import { printCurl } from './print-curl.ts';

export type PrintForm = 'request' | 'headers' | 'curl' | 'url' | 'fields';

/** Each prints, or says why it cannot. */
export const PRINTERS: Readonly<Record<PrintForm, (world: World, plan: RequestPlan) => Promise<Problem | null>>> = {
  request: printRequest,
  headers: printHeaders,
  curl: printCurl,
  url: printUrl,
  fields: printFields,
};

async function printRequest(world: Terminal, plan: RequestPlan): Promise<null> {
  const head = headOf(plan);
  if (world.isOutputTerminal) {
    world.output(`${head.replace(/[^\r\n]+/g, (line) => visible(line as Octets))}`);
  } else {
    await world.outputBytes(arrayFromOctets(head));
  }
  for await (const piece of plan.body.open()) await printBody(world, piece);
  return null;
}

async function printBody(world: Terminal, piece: Uint8Array): Promise<void> {
  if (world.isOutputTerminal) world.output(visible(octetsFromArray(piece)));
  else await world.outputBytes(piece);
}

/** On a terminal, a control character is shown and not obeyed; all else is as it is, so that it can be copied. */
const shown = (world: World, text: string) => (world.isOutputTerminal ? printable(text) : text);

async function printHeaders(world: World, plan: RequestPlan): Promise<null> {
  for (const [name, value] of headersOf(plan)) world.output(`${shown(world, `${name}: ${value}`)}\n`);
  return null;
}

/** The URL, and on standard error what whoever uses it has to send besides. */
async function printUrl(world: World, plan: RequestPlan): Promise<null> {
  world.output(`${shown(world, presignedUrl(plan))}\n`);
  const needed = signedHeadersOf(plan).filter(([name]) => name.toLowerCase() !== 'host');
  const isGet = plan.inputs.method.value === 'GET';
  if (needed.length === 0 && isGet) return null;
  const method = isGet ? [] : [`the method ${plan.inputs.method.value}`];
  const headers = needed.map(([name, value]) =>
    isSecretName(name)
      ? `the header ${visibleText(name)} that you gave`
      : `the header ${visibleText(`${name}: ${value}`)}`,
  );
  world.errors(
    `sigv4: The URL is signed for ${[...method, ...headers].join(', and for ')}: send exactly that with it.\n`,
  );
  return null;
}

function signedHeadersOf(plan: RequestPlan): [string, string][] {
  const names = octetsOfValue(plan, SIGNED_HEADERS).split(';');
  return headersOf(plan).filter(([name]) => names.includes(name.toLowerCase()));
}

async function printFields(world: World, plan: RequestPlan): Promise<Problem | null> {
  const fields = fieldsOf(plan);
  const broken = fields.find(([name, value]) => /[\r\n]/.test(name + value));
  if (broken) {
    return problem(
      'option',
      `The field ${JSON.stringify(broken[0])} has a line break in it, and would be two lines.`,
      'Use --as request or --as curl.',
    );
  }
  for (const [name, value] of fields) world.output(`${shown(world, `${name}=${value}`)}\n`);
  return null;
}
