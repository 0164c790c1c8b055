/** Reads a curl command as the request that curl would send. */
import { type Bytes, NOTHING, slice } from '../../bytes/bytes.ts';
import type { InputSource } from '../../bytes/input.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { split } from '../../bytes/text-operations.ts';
import { afterByteOrderMark } from '../../bytes/utf8.ts';
import { type RequestHead, TOKEN } from '../../http/message.ts';
import {
  type BodyOffset,
  type ClientRequest,
  inputProblem,
  MARK_LEFT_OUT,
  offsetInInput,
} from '../pasted/client-request.ts';
import { headTooLong } from '../pasted/head-limit.ts';
import { CURL_MANUAL, type CurlArgument, isGiven, lastValue, readCurlArguments } from './arguments.ts';
import { type CurlData, curlData } from './data.ts';
import { cookieHeader, inOrder, jsonHeaders, ofCurl, ownHeaders, readCustomHeaders } from './headers.ts';
import { splitCommand } from './shell.ts';
import { readCurlUrl } from './url.ts';

export interface CurlLine {
  readonly request: ClientRequest;
  /** How curl signs the request; `null` if --aws-sigv4 is not given. */
  readonly signing: CurlSigning | null;
  /** `streamed` if curl reads the body while sending it, which is the case for a -T file and for a form. */
  readonly data: 'in-memory' | 'streamed';
}

/**
 * The values of `--aws-sigv4 "aws:amz:us-east-1:s3" --user KEY:SECRET`. If a value is `null`, curl takes it from the
 * host name or asks the user for it.
 */
export interface CurlSigning {
  /** The first two parts of the --aws-sigv4 value, such as `aws:amz`. */
  readonly provider: Bytes;
  readonly region: Bytes | null;
  readonly service: Bytes | null;
  readonly accessKeyId: Bytes | null;
  readonly secretAccessKey: Bytes | null;
}

/** Reads a command for bash, or a command for cmd.exe in the form in which Chrome copies it. */
export function readCurlLine(octets: Octets, source: InputSource): CurlLine | Problem {
  const command = readCurlCommand(octets, source);
  return isProblem(command) ? command : curlLineOf(command);
}

/** The arguments of a command before they are interpreted. */
export interface CurlCommand {
  /** The arguments, which include at least one URL. */
  readonly given: readonly CurlArgument[];
  readonly remarks: readonly string[];
}

/** Reads the arguments. Returns a problem if a word or an option is unclear, or if there is no URL. */
export function readCurlCommand(octets: Octets, source: InputSource): CurlCommand | Problem {
  if (octets.length > LONGEST_COMMAND) return tooLong(octets.length);
  const start = afterByteOrderMark(octets);
  const line = splitCommand(octets, source, start);
  if (isProblem(line)) return line;
  const given = readCurlArguments(line.words);
  if (isProblem(given)) return given;
  const remarks = [...(start > 0 ? [MARK_LEFT_OUT] : []), ...line.remarks];
  return isGiven(given, 'url') ? { given, remarks } : noUrl(given);
}

/** Builds the request that curl would send. Returns a problem if curl would fail, or if the request is unclear. */
export function curlLineOf({ given, remarks }: CurlCommand): CurlLine | Problem {
  const request = requestOf(given);
  if (isProblem(request)) return request;
  return {
    request: { ...request, remarks: [...remarks, ...request.remarks] },
    signing: signingOf(given),
    data: isStreamed(given) ? 'streamed' : 'in-memory',
  };
}

/**
 * The maximum number of bytes in the arguments that Linux passes to a program (execve(2)). No shell can run a longer
 * command.
 */
const LONGEST_COMMAND = 2_097_152;

function tooLong(length: number): Problem {
  return inputProblem(
    'long-command',
    `The command has ${length} bytes, more than any system runs as one command.`,
    'Give the request that was sent, or write -d @FILE instead of the body.',
    { start: LONGEST_COMMAND, end: length },
  );
}

function requestOf(given: readonly CurlArgument[]): ClientRequest | Problem {
  const data = curlData(given);
  const method = methodOf(given, data);
  if (isProblem(method)) return method;
  const custom = readCustomHeaders(given);
  if (isProblem(custom)) return custom;
  const url = urlOf(given, data);
  if (isProblem(url)) return url;
  const sent = isGiven(given, 'get') ? null : data;
  const cookie = cookieHeader(given);
  const json = isGiven(given, 'json') ? jsonHeaders(custom.headers) : [];
  const headers = [...custom.headers, ...json];
  const own = ownHeaders(given, sent, cookie.value, headers);
  if (isProblem(own)) return own;
  const target = lastValue(given, 'request-target') ?? url.target;
  const head = { method, target, headers: inOrder(url.authority, own, headers) };
  return (
    headTooLong(head) ??
    controlProblem(head) ?? {
      head,
      seenBy: 'client',
      // A command does not show the headers that curl adds when it signs.
      unsaid: lastValue(given, 'aws-sigv4') === null ? [] : ['headers'],
      body: bodyOf(given, sent),
      bodyOffset: offsetOf(sent?.body ?? null),
      scheme: url.scheme,
      remarks: [...(data?.remarks ?? []), ...custom.remarks, ...cookie.remarks, ...remarksOn(given)],
    }
  );
}

const CONTROL = /[\r\n\0]/;

/**
 * Rejects control characters. curl would send such characters, which would change how the server parses the request.
 */
function controlProblem({ target, headers }: RequestHead): Problem | null {
  const broken = [target, ...headers.map(({ value }) => value)].find(({ octets }) => CONTROL.test(octets));
  if (!broken) return null;
  const start = offsetInInput(broken, broken.octets.search(CONTROL));
  const says = `There is a line break or a NUL at byte ${start}, which would end a line of the request too early.`;
  const fix = 'Remove it. It is often the end of a line that was copied.';
  return inputProblem('curl-control', says, fix, { start, end: start + 1 });
}

/** Options that determine the method. Each results in a different kind of request. */
const KINDS = [
  ['head', 'HEAD', '-I'],
  ['upload-file', 'PUT', '-T'],
  ['form', 'POST', '-F'],
  ['form-string', 'POST', '-F'],
] as const;

function methodOf(given: readonly CurlArgument[], data: CurlData | null): Bytes | Problem {
  const asked = given.findLast(({ name }) => name === 'request');
  const kinds = KINDS.filter(([name]) => isGiven(given, name));
  const posted = data !== null && !isGiven(given, 'get');
  const [first, second] = [...new Set([...kinds.map(([, , letter]) => letter), ...(posted ? ['-d'] : [])])];
  if (second !== undefined) {
    const place = { start: given[0]?.start ?? 0, end: given.at(-1)?.end ?? 0 };
    const says = `The command has both ${first} and ${second}, which curl refuses.`;
    return inputProblem('curl-method', says, 'Leave one of them out.', place, CURL_MANUAL);
  }
  if (asked?.value && !TOKEN.test(asked.value.octets)) {
    const says = `The value of -X at byte ${asked.start} is not an HTTP method.`;
    return inputProblem('curl-method', says, 'Use one such as GET or PUT.', asked, CURL_MANUAL);
  }
  const usual = kinds[0]?.[1] ?? (posted ? 'POST' : 'GET');
  return asked?.value ?? ofCurl(usual, `curl sends ${usual} if -X names no method`);
}

function urlOf(given: readonly CurlArgument[], data: CurlData | null) {
  const written = given.find(({ name }) => name === 'url')?.value;
  if (!written) return noUrl(given);
  const isInUrl = isGiven(given, 'get');
  if (isInUrl && data && data.body === null) {
    const place = { start: given[0]?.start ?? 0, end: given.at(-1)?.end ?? 0 };
    const says = 'With -G, the query of the URL comes from a file, which is not read.';
    return inputProblem('curl-data', says, 'Write the content of the file instead of its name.', place, CURL_MANUAL);
  }
  return readCurlUrl(written, {
    patterns: isGiven(given, 'globoff') ? 'literal' : 'followed',
    dotSegments: isGiven(given, 'path-as-is') ? 'kept' : 'removed',
    data: isInUrl ? (data?.body ?? null) : null,
    uploadedFile: lastValue(given, 'upload-file'),
  });
}

function noUrl(given: readonly CurlArgument[]): Problem {
  const end = given.at(-1)?.end ?? 0;
  return inputProblem('curl-url', 'The command has no URL.', 'Paste all of its lines.', { start: 0, end });
}

function bodyOf(given: readonly CurlArgument[], sent: CurlData | null): Octets | null {
  if (sent) return sent.body?.octets ?? null;
  return isStreamed(given) ? null : EMPTY;
}

/** Returns whether the body is a form or a -T file. */
const isStreamed = (given: readonly CurlArgument[]) => isGiven(given, 'upload-file') || isForm(given);
const offsetOf = (body: Bytes | null): BodyOffset | null => body && ((at) => offsetInInput(body, at));

const isForm = (given: readonly CurlArgument[]) => isGiven(given, 'form') || isGiven(given, 'form-string');

function remarksOn(given: readonly CurlArgument[]): string[] {
  const urls = given.filter(({ name }) => name === 'url').length;
  const user = lastValue(given, 'user');
  const file = lastValue(given, 'upload-file');
  const remark = (isSo: boolean, sentence: string) => (isSo ? [sentence] : []);
  return [
    ...remark(urls > 1, `The command has ${urls} URLs, and curl sends a request to each. The first one was read.`),
    ...remark(isGiven(given, 'next'), 'Another request follows --next. It was left out.'),
    ...remark(file !== null, 'The body is the file of -T, which was not read.'),
    ...remark(
      isForm(given),
      'The body is a form of -F with a random boundary, so the body and the Content-Type are unknown.',
    ),
    ...remark(
      isGiven(given, 'compressed'),
      'The Accept-Encoding of --compressed depends on how curl was built, and was left out.',
    ),
    ...remark(
      user !== null && !user.octets.includes(':'),
      'The -u has no colon, so curl asks for the password, which is unknown here.',
    ),
  ];
}

function signingOf(given: readonly CurlArgument[]): CurlSigning | null {
  const wish = lastValue(given, 'aws-sigv4');
  if (!wish) return null;
  const parts = split(wish, ':', 4);
  const [first = NOTHING, second, region, service] = parts;
  const user = lastValue(given, 'user');
  const colon = user?.octets.indexOf(':') ?? -1;
  const whole = (part: Bytes | null | undefined) => (part?.octets ? part : null);
  return {
    provider: second ? slice(wish, 0, first.octets.length + 1 + second.octets.length) : first,
    region: whole(region),
    service: whole(service),
    accessKeyId: whole(user && (colon < 0 ? user : slice(user, 0, colon))),
    secretAccessKey: whole(user && colon >= 0 ? slice(user, colon + 1) : null),
  };
}
