/** A planned request as a curl command that sends these very bytes. */

import type { UploadWish } from '../../app/options/upload-options.ts';
import { fieldsOf, headersOf, presignedUrl, type RequestPlan, urlText } from '../../app/planning/planned-request.ts';
import type { World } from '../../app/world/world.ts';
import { textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { shellWord, shownWord } from '../../pages/shell.ts';

/** What curl would add or leave out by itself is spelled out, so that it sends these very headers. */
export async function printCurl(world: World, plan: RequestPlan): Promise<Problem | null> {
  const { upload, signing } = plan.inputs;
  const word = world.isOutputTerminal ? shownWord : shellWord;
  if (upload) return printFormCurl(world, plan, upload);
  const { payload } = signing.rules;
  if (signing.isSigned && payload !== 'hashed' && payload !== 'unsigned') return noCurl();
  const data = dataWords(plan, word);
  if (isProblem(data)) return data;
  const words = ['curl', '--path-as-is', '--globoff', ...methodWords(plan, word), ...headerWords(plan, word), ...data];
  const url = plan.trace?.scheme === 'query' ? presignedUrl(plan) : urlText(plan.place);
  world.output(`${[...words, word(url)].join(' ')}\n`);
  return null;
}

/** Text as one word of a shell. */
type Quote = (text: string) => string;

const methodWords = ({ inputs: { method } }: RequestPlan, word: Quote) =>
  method.value === 'HEAD' ? ['--head'] : ['--request', word(method.value)];

function headerWords(plan: RequestPlan, word: Quote): string[] {
  const headers = headersOf(plan).flatMap(([name, value]) => [
    '--header',
    word(value === '' ? `${name};` : `${name}: ${value}`),
  ]);
  const silenced = ['Accept', 'User-Agent', ...(plan.body.length > 0 ? ['Content-Type', 'Expect'] : [])]
    .filter((name) => !headersOf(plan).some(([given]) => given.toLowerCase() === name.toLowerCase()))
    .flatMap((name) => ['--header', word(`${name}:`)]);
  return [...headers, ...silenced];
}

/** A file as it is, or text that curl takes as it stands; what is neither cannot be written into a command. */
function dataWords({ inputs, body }: RequestPlan, word: Quote): string[] | Problem {
  if (body.length === 0) return [];
  const [only, ...others] = inputs.data.value;
  if (only?.kind === 'file' && only.lineEnds === 'kept' && only.path !== '-' && others.length === 0) {
    return ['--data-binary', word(`@${only.path}`)];
  }
  const text = body.beginning.length === body.length ? textFromOctets(body.beginning) : null;
  if (text !== null && !text.includes('\0')) return ['--data-raw', word(text)];
  return problem(
    'option',
    'The body is too long for a command, or is no text.',
    'Put it into a file and give it with --data-binary @FILE, or use --as request.',
  );
}

/** Curl writes the form itself, its file under the same name. */
function printFormCurl(world: World, plan: RequestPlan, { file }: UploadWish): null {
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

/** As curl reads a quoted file name. */
const inQuotes = (text: string) => text.replace(/["\\]/g, '\\$&');

function noCurl(): Problem {
  return problem(
    'option',
    'Curl cannot write a payload in chunks of this coding.',
    'Use --as request, whose bytes can be sent as they are, or sigv4 send.',
  );
}
