/** Prints a planned request as bytes, as headers, as a URL, as the fields of a form, or as a curl command. */

import type { UploadChoices } from '../../app/options/upload-options.ts';
import {
  fieldsOf,
  headersOf,
  headOf,
  octetsOfValue,
  presignedUrl,
  type RequestPlan,
  urlText,
} from '../../app/planning/planned-request.ts';
import type { Terminal } from '../../app/world/terminal.ts';
import type { World } from '../../app/world/world.ts';
import { arrayFromOctets, type Octets, octetsFromArray, textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { type CurlRequest, curlCommand } from '../../outputs/script/curl.ts';
import { isSecretName } from '../../sigv4/secrets/secret-headers.ts';
import { SIGNED_HEADERS } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { printable, visible, visibleText } from '../../views/characters/visible.ts';
import { shellWord, shownWord } from '../../views/shell.ts';

export const PRINT_FORMS = ['request', 'headers', 'curl', 'url', 'fields'] as const;
export type PrintForm = (typeof PRINT_FORMS)[number];

/** The printers, by form. Each printer resolves with a problem if the request cannot be printed in its form. */
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

/**
 * Escapes control characters if the output is a terminal. All other characters stay unchanged, so that the output can
 * be copied.
 */
const shown = (world: World, text: string) => (world.isOutputTerminal ? printable(text) : text);

async function printHeaders(world: World, plan: RequestPlan): Promise<null> {
  for (const [name, value] of headersOf(plan)) world.output(`${shown(world, `${name}: ${value}`)}\n`);
  return null;
}

/** Prints the URL. Anything that must be sent with it is printed to standard error. */
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
    `sigv4: The URL is signed for ${[...method, ...headers].join(', and for ')}. Send exactly that with it.\n`,
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
    const as = world.nameOfOption('as');
    return problem(
      'option',
      `The field ${JSON.stringify(broken[0])} contains a line break and would become two lines.`,
      `Use ${as} request or ${as} curl.`,
    );
  }
  for (const [name, value] of fields) world.output(`${shown(world, `${name}=${value}`)}\n`);
  return null;
}

/** Prints a curl command that sends exactly these bytes, without the headers that curl would add. */
async function printCurl(world: World, plan: RequestPlan): Promise<Problem | null> {
  const { upload, signing } = plan.inputs;
  const word = world.isOutputTerminal ? shownWord : shellWord;
  if (upload) return printFormCurl(world, plan, upload);
  const { payload } = signing.rules;
  if (signing.isSigned && payload !== 'hashed' && payload !== 'unsigned') return noCurl(world);
  const body = curlBody(world, plan);
  if (isProblem(body)) return body;
  const url = plan.trace?.scheme === 'query' ? presignedUrl(plan) : urlText(plan.place);
  const request = { method: plan.inputs.method.value, url, headers: headersOf(plan), body };
  world.output(`${curlCommand(request, word)}\n`);
  return null;
}

/** Returns the body for curl as a file or as text. Returns a problem for a body that a command cannot contain. */
function curlBody({ nameOfOption }: World, { inputs, body }: RequestPlan): CurlRequest['body'] | Problem {
  if (body.length === 0) return null;
  const [only, ...others] = inputs.data.value;
  if (only?.kind === 'file' && only.lineEnds === 'kept' && only.path !== '-' && others.length === 0) {
    return { file: only.path };
  }
  const text = body.beginning.length === body.length ? textFromOctets(body.beginning) : null;
  if (text !== null && !text.includes('\0')) return { text };
  return problem(
    'option',
    'The body is too long for a command, or is not text.',
    `Put it into a file and use ${nameOfOption('dataBinary')} @FILE, or use ${nameOfOption('as')} request.`,
  );
}

/** Prints a curl command that sends a form with the same fields and file. */
function printFormCurl(world: World, plan: RequestPlan, { file }: UploadChoices): null {
  const word = world.isOutputTerminal ? shownWord : shellWord;
  const fields = fieldsOf(plan).flatMap(([name, value]) => ['--form-string', word(`${name}=${value}`)]);
  const headers = plan.inputs.headers.flatMap(({ value: [name, value] }) => [
    '--header',
    word(value === '' ? `${name};` : `${name}: ${value}`),
  ]);
  const type = file?.contentType ? `;type=${file.contentType}` : '';
  const part = `file=@"${inQuotes(file?.path ?? '/dev/null')}"${type};filename="${inQuotes(file?.name ?? 'file')}"`;
  const words = [
    'curl',
    '--globoff',
    '--path-as-is',
    ...headers,
    ...fields,
    '--form',
    word(part),
    word(urlText(plan.place)),
  ];
  world.output(`${words.join(' ')}\n`);
  return null;
}

/** Escapes a file name for use in quotation marks, as curl requires. */
const inQuotes = (text: string) => text.replace(/["\\]/g, '\\$&');

const noCurl = ({ nameOfOption }: World): Problem =>
  problem(
    'option',
    'Curl cannot write a payload in signed chunks.',
    `Use ${nameOfOption('as')} request, or sigv4 send.`,
  );
