/** A planned request on standard output: as its bytes, its headers, a URL, the fields of a form, a curl command. */
import { plain } from '../bytes/bytes.ts';
import { arrayFromOctets, EMPTY, type Octets, octetsFromArray, textFromOctets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { readRequestHead } from '../http/read-head.ts';
import { shellWord } from '../pages/shell.ts';
import { printable, visible, visibleText } from '../pages/visible.ts';
import { SIGNED_HEADERS } from '../sigv4/stages/canonical-request.ts';
import { PRESIGNED_URL } from '../sigv4/stages/presigned-url.ts';
import { findValue, type ValueDefinition } from '../trace/trace.ts';
import { headOf, type RequestPlan, urlText } from './planned-request.ts';
import type { UploadWish } from './upload-options.ts';
import type { World } from './world.ts';

export type PrintForm = 'request' | 'headers' | 'curl' | 'url' | 'fields';

/** Each prints, or says why it cannot. */
export const PRINTERS: Readonly<Record<PrintForm, (world: World, plan: RequestPlan) => Promise<Problem | null>>> = {
  request: printRequest,
  headers: printHeaders,
  curl: printCurl,
  url: printUrl,
  fields: printFields,
};

async function printRequest(world: World, plan: RequestPlan): Promise<null> {
  const head = headOf(plan);
  if (world.isOutputTerminal) {
    world.output(`${head.replace(/[^\r\n]+/g, (line) => visible(line as Octets))}`);
  } else {
    await world.outputBytes(arrayFromOctets(head));
  }
  for await (const piece of plan.body.open()) await printBody(world, piece);
  return null;
}

async function printBody(world: World, piece: Uint8Array): Promise<void> {
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
  const isGet = plan.method === 'GET';
  if (needed.length === 0 && isGet) return null;
  const method = isGet ? [] : [`the method ${plan.method}`];
  const headers = needed.map(([name, value]) => `the header ${visibleText(`${name}: ${value}`)}`);
  world.errors(
    `sigv4: The URL is signed for ${[...method, ...headers].join(', and for ')}: send exactly that with it.\n`,
  );
  return null;
}

function presignedUrl(plan: RequestPlan): string {
  const url = octetsOfValue(plan, PRESIGNED_URL);
  return textFromOctets(url) ?? url;
}

function octetsOfValue({ trace }: RequestPlan, { id }: ValueDefinition): Octets {
  return (trace && findValue(trace, id)?.bytes.octets) || EMPTY;
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

/** What curl would add or leave out by itself is spelled out, so that it sends these very headers. */
async function printCurl(world: World, plan: RequestPlan): Promise<Problem | null> {
  const { wish } = plan;
  if (wish.upload) return printFormCurl(world, plan, wish.upload);
  const { payload } = wish.signing.rules;
  if (wish.signing.isSigned && payload !== 'hashed' && payload !== 'unsigned') return noCurl();
  const data = dataWords(plan);
  if (isProblem(data)) return data;
  const words = ['curl', '--path-as-is', '--globoff', ...methodWords(plan), ...headerWords(plan), ...data];
  const url = plan.trace?.scheme === 'query' ? presignedUrl(plan) : urlText(plan.place);
  world.output(`${shown(world, [...words, shellWord(url)].join(' '))}\n`);
  return null;
}

const methodWords = ({ method }: RequestPlan) => (method === 'HEAD' ? ['--head'] : ['--request', shellWord(method)]);

function headerWords(plan: RequestPlan): string[] {
  const headers = headersOf(plan).flatMap(([name, value]) => [
    '--header',
    shellWord(value === '' ? `${name};` : `${name}: ${value}`),
  ]);
  const silenced = ['Accept', 'User-Agent', ...(plan.body.length > 0 ? ['Content-Type', 'Expect'] : [])]
    .filter((name) => !headersOf(plan).some(([given]) => given.toLowerCase() === name.toLowerCase()))
    .flatMap((name) => ['--header', shellWord(`${name}:`)]);
  return [...headers, ...silenced];
}

/** A file as it is, or text that curl takes as it stands; what is neither cannot be written into a command. */
function dataWords({ wish, body }: RequestPlan): string[] | Problem {
  if (body.length === 0) return [];
  const [only, ...others] = wish.data;
  if (only?.kind === 'file' && only.lineEnds === 'kept' && only.path !== '-' && others.length === 0) {
    return ['--data-binary', shellWord(`@${only.path}`)];
  }
  const text = body.beginning.length === body.length ? textFromOctets(body.beginning) : null;
  if (text !== null && !text.includes('\0')) return ['--data-raw', shellWord(text)];
  return problem(
    'option',
    'The body is too long for a command, or is no text.',
    'Put it into a file and give it with --data-binary @FILE, or use --as request.',
  );
}

/** Curl writes the form itself, its file under the same name. */
function printFormCurl(world: World, plan: RequestPlan, { file }: UploadWish): null {
  const fields = fieldsOf(plan).flatMap(([name, value]) => ['--form-string', shellWord(`${name}=${value}`)]);
  const headers = plan.wish.headers.flatMap(([name, value]) => [
    '--header',
    shellWord(value === '' ? `${name};` : `${name}: ${value}`),
  ]);
  const type = file?.contentType ? `;type=${file.contentType}` : '';
  const part = `file=@"${inQuotes(file?.path ?? '/dev/null')}"${type};filename="${inQuotes(file?.name ?? 'file')}"`;
  const words = ['curl', ...headers, ...fields, '--form', shellWord(part), shellWord(urlText(plan.place))];
  world.output(`${words.map((word) => shown(world, word)).join(' ')}\n`);
  return null;
}

/** As curl reads a quoted file name. */
const inQuotes = (text: string) => text.replace(/["\\]/g, '\\$&');

/** The fields of the form, without the file, as text. */
function fieldsOf({ form }: RequestPlan): [string, string][] {
  const text = (octets: Octets) => textFromOctets(octets) ?? octets;
  return (form ?? []).map(([name, value]) => [text(name), text(value)]);
}

function noCurl(): Problem {
  return problem(
    'option',
    'Curl cannot write a payload in chunks of this coding.',
    'Use --as request, whose bytes can be sent as they are, or sigv4 send.',
  );
}

function headersOf(plan: RequestPlan): [string, string][] {
  const head = readRequestHead(plain(headOf(plan)));
  if (isProblem(head)) return [];
  const text = (octets: Octets) => textFromOctets(octets) ?? octets;
  return head.headers.map(({ name, value }) => [text(name.octets), text(value.octets)]);
}
