/** Each reader of bytes from outside, with what it reads: the fuzz gives it texts that are nearly right. */
import { readHarExchanges } from '../../src/app/traffic/har-exchanges.ts';
import { DOCUMENTED_EXAMPLE } from '../../src/aws/documented-example.ts';
import { decodeBase64 } from '../../src/bytes/base64.ts';
import { given, plain } from '../../src/bytes/bytes.ts';
import { arrayFromOctets, type Octets, octetsFromArray } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { diagnose } from '../../src/commands/diagnose.ts';
import { lineVerifier } from '../../src/commands/verify/lines.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { gunzipped } from '../../src/crypto/gzip.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { answerBook } from '../../src/grading/answer-book.ts';
import { awsChunkedDecoder } from '../../src/http/aws-chunked/decode.ts';
import { decodeAwsChunked } from '../../src/http/aws-chunked/read.ts';
import { readUploadForm } from '../../src/http/forms/read-multipart.ts';
import { readRequestHead, readResponseHead, readTrailers } from '../../src/http/read-head.ts';
import { responseReader } from '../../src/http/read-response.ts';
import { type MessageSplitter, rawOf, requestSplitter, responseSplitter } from '../../src/http/relay/split-messages.ts';
import { readCurlLine } from '../../src/intake/curl/line.ts';
import { readJson } from '../../src/intake/json/json-with-places.ts';
import { readRawRequest } from '../../src/intake/pasted/raw-request.ts';
import { readUrlAlone } from '../../src/intake/pasted/url-alone.ts';
import { readPlace } from '../../src/intake/place.ts';
import { readPolicy } from '../../src/intake/post-policy.ts';
import { recognize } from '../../src/intake/recognize.ts';
import { splitCmdWords } from '../../src/intake/shell/cmd-words.ts';
import { splitShellWords } from '../../src/intake/shell/shell-words.ts';
import { readProgress } from '../../src/lessons/course/progress.ts';
import { redactS3Error } from '../../src/library/redact-s3-error.ts';
import { readXml } from '../../src/sandbox/answers/read-xml.ts';
import { readHttpDate } from '../../src/sandbox/operations/conditions.ts';
import { splitInput } from '../../src/screen/input/split-input.ts';
import { readAnyMoment } from '../../src/sides/answers/clock.ts';
import { readAuthorization } from '../../src/sigv4/claims/header-claim.ts';
import { readPolicy as readSignedPolicy } from '../../src/sigv4/claims/policy-document.ts';
import { readMoment } from '../../src/sigv4/timestamp.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { readCanonicalPair } from '../support/intake/canonical-pair.ts';
import { MARKED } from '../support/marked-keys.ts';
import { octetsOf } from '../support/octets-of.ts';
import { testSandbox } from '../support/sandbox/sandbox-client.ts';
import { inputNamed, named } from '../support/sources.ts';
import { mutated } from './mutate.ts';
import { SEEDS } from './seeds.ts';

export interface Reader {
  readonly id: string;
  /** What it reads right. One character is one byte. */
  readonly seeds: readonly string[];
  /** Reads any bytes, maybe with a promise. It throws or rejects only if the program is at fault. */
  readonly read: (octets: Octets) => unknown;
  /** How many inputs the tests give it: fewer to those that compute more. */
  readonly inputs: number;
}

const [MANY, SOME, FEW] = [1000, 100, 20];
const HERE = named('the input');
const NOW = new Date('2013-05-24T00:00:00Z');
const { key, timestamp } = DOCUMENTED_EXAMPLE;
const verifyLine = lineVerifier({
  secrets: [{ ...key, source: HERE }],
  now: readMoment(timestamp) ?? 0,
  rules: {},
});

const row = (id: string, seeds: readonly string[], read: Reader['read'], inputs = MANY): Reader => ({
  id,
  seeds,
  read,
  inputs,
});

/** Gives a reader the input with this number. Resolves with what it threw and the input; `null` if nothing. */
export async function failureOf({ seeds, read }: Reader, input: number): Promise<string | null> {
  const octets = octetsOf(mutated(seeds, input));
  try {
    await read(octets);
    return null;
  } catch (error) {
    return `${error instanceof Error ? (error.stack ?? error.message) : error}\n${JSON.stringify(octets)}`;
  }
}

export const READERS: readonly Reader[] = [
  row('head of a request', SEEDS.heads, (octets) => readRequestHead(given(octets, inputNamed('head')))),
  row('head of a response', SEEDS.responses, (octets) => readResponseHead(plain(octets))),
  row('trailers', SEEDS.trailers, (octets) => readTrailers(plain(octets))),
  row('response', SEEDS.responses, wholeAndInPieces(responseIn)),
  row('requests through the relay', SEEDS.requests, (octets) => keepsAll(octets, requestSplitter)),
  row('responses through the relay', SEEDS.responses, (octets) =>
    keepsAll(octets, () => responseSplitter(() => 'GET')),
  ),
  row('aws-chunked', SEEDS.chunked, decodeAwsChunked),
  row('aws-chunked in pieces', SEEDS.chunked, wholeAndInPieces(chunksIn)),
  row('form of a browser', SEEDS.forms, (octets) =>
    readUploadForm('multipart/form-data; boundary=b' as Octets, octets),
  ),
  row('bytes to the sandbox', SEEDS.requests, (octets) => testSandbox().converse()(arrayFromOctets(octets)), SOME),
  row('XML of a request', SEEDS.xml, readXml),
  row('date of HTTP', SEEDS.dates, (octets) => readHttpDate(octets, NOW)),
  row('time', SEEDS.dates, (octets) => [readMoment(octets), readAnyMoment(octets)]),
  row('Authorization header', SEEDS.authorization, (octets) =>
    readAuthorization(given(octets, inputNamed('value')), null),
  ),
  row('policy to sign', SEEDS.policies, (octets) => readPolicy(octets, 'a file', false)),
  row('signed policy', SEEDS.policies.map(base64), readSignedPolicy),
  row('base64', SEEDS.base64, decodeBase64),
  row('JSON with places', SEEDS.json, sameAsJson),
  row('HAR', SEEDS.har, (octets) => readHarExchanges(octets, HERE), SOME),
  row('line to verify', SEEDS.json, (octets) => verifyLine(arrayFromOctets(octets))),
  row('gzip', SEEDS.gzip, (octets) => gunzipped(octets, 1_000_000), SOME),
  row('answer of a signer', SEEDS.answers, answerIn),
  row('pasted request', SEEDS.requests, (octets) => readRawRequest(octets, HERE)),
  row('presigned URL', SEEDS.urls, (octets) => readUrlAlone(octets, HERE)),
  row('address', SEEDS.urls, (octets) =>
    readPlace({ value: octets, source: HERE }, { region: 'us-east-1', endpoint: null, style: 'virtual-host' }),
  ),
  row('curl command', SEEDS.commands, (octets) => readCurlLine(octets, HERE), SOME),
  row('words of a shell', SEEDS.commands, (octets) => splitShellWords(octets, HERE)),
  row('words of cmd.exe', SEEDS.commands, (octets) => splitCmdWords(octets, HERE)),
  row('canonical request and string to sign', SEEDS.canonical, (octets) => readCanonicalPair(octets, HERE)),
  row('request in any form', SEEDS.anyForm, (octets) => recognize(octets, HERE), SOME),
  row('evidence', SEEDS.pastes, (octets) => readEvidence([{ octets, by: HERE }]), FEW),
  row('text to redact', SEEDS.pastes, (octets) => redactS3Error(octets), FEW),
  row('progress', SEEDS.progress, (octets) => readProgress(octets, (name) => !name.includes('2'))),
  row('keys of a terminal', SEEDS.keyboard, keysIn),
  row('verify, each form of output', SEEDS.anyForm, (octets) => runsWell(verify, octets), SOME),
  row('diagnose, each form of output', SEEDS.pastes, (octets) => runsWell(diagnose, octets), FEW),
];

function base64(text: string): string {
  return Buffer.from(text, 'latin1').toString('base64');
}

/** Reads the bytes in one piece, and in pieces of different lengths, which must be the same. */
function wholeAndInPieces(readPieces: (pieces: readonly Uint8Array[]) => unknown): Reader['read'] {
  return (octets) => {
    const whole = JSON.stringify(readPieces([arrayFromOctets(octets)]));
    const pieces = JSON.stringify(readPieces(piecesOf(octets)));
    if (whole !== pieces) throw new Error(`In one piece ${whole.slice(0, 300)}, and in pieces ${pieces.slice(0, 300)}`);
  };
}

/** Cuts bytes into pieces of 1, 2, 4, … bytes, again and again; the longest are longer in a long text. */
function piecesOf(octets: Octets): Uint8Array[] {
  const all = arrayFromOctets(octets);
  const longest = Math.max(64, all.length >> 8);
  const pieces: Uint8Array[] = [];
  for (let at = 0, length = 1; at < all.length; at += length, length = length > longest ? 1 : length * 2)
    pieces.push(all.subarray(at, at + length));
  return pieces;
}

function responseIn(pieces: readonly Uint8Array[]): unknown {
  const reader = responseReader('GET');
  for (const piece of pieces) reader.push(piece);
  reader.close();
  const reading = reader.reading();
  // What is left of a response that cannot be read depends on the piece in which the fault is found.
  return 'problem' in reading && reading.problem ? reading.problem.code : reading;
}

function chunksIn(pieces: readonly Uint8Array[]): unknown {
  const decoder = awsChunkedDecoder();
  const events = [...pieces.flatMap((piece) => decoder.take(piece)), ...decoder.finish()];
  // After a problem there is nothing but this problem again.
  const ended = events.findIndex(({ kind }) => kind === 'problem') + 1 || events.length;
  const [data, others] = [[] as string[], [] as unknown[]];
  for (const event of events.slice(0, ended)) {
    if (event.kind === 'data') data.push(octetsFromArray(event.piece));
    else others.push(event);
  }
  return [data.join(''), others];
}

/** Splits messages, and compares the bytes of all events with those that came. */
function keepsAll<Head>(octets: Octets, splitter: () => MessageSplitter<Head>): void {
  const { push, rest } = splitter();
  const events = piecesOf(octets).flatMap((piece) => push(piece));
  const kept = Buffer.concat([...events.map(rawOf), rest()]).toString('latin1');
  if (kept !== octets) throw new Error(`The relay passes on ${JSON.stringify(kept.slice(0, 300))}`);
}

/** Reads JSON, and compares whether it is JSON with what JSON.parse says. */
function sameAsJson(octets: Octets): void {
  const isRead = !isProblem(readJson(octets));
  if (isRead !== isJson(octets)) throw new Error(`It is ${isRead ? '' : 'not '}read as JSON.`);
}

function isJson(octets: Octets): boolean {
  try {
    JSON.parse(octets);
    return true;
  } catch {
    return false;
  }
}

function answerIn(octets: Octets): void {
  const book = answerBook([]);
  book.startProcess();
  book.take(arrayFromOctets(octets));
}

function keysIn(octets: Octets): void {
  const splitter = splitInput();
  for (const piece of piecesOf(octets)) splitter.take(piece);
  splitter.flush();
}

const FORMS = [
  { plain: true },
  { json: true },
  { html: '-' },
  { share: true },
  { case: '-' },
  { screenReader: true },
] as const;

/** What a terminal takes for a command. A line break and a tab are none. */
const CONTROL = /[^\n\t\x20-\x7e\xa0-\uffff]/;

/**
 * Runs a command with these bytes in a file, in a form of output that their number decides. Throws if the exit code is none
 * of 0, 1, and 2, if JSON is not JSON, or if something printed has a control character, or the secret.
 */
async function runsWell(command: typeof verify | typeof diagnose, octets: Octets): Promise<void> {
  const form = FORMS[octets.length % FORMS.length] ?? FORMS[0];
  const environment = { AWS_ACCESS_KEY_ID: MARKED.accessKeyId, AWS_SECRET_ACCESS_KEY: MARKED.secret };
  const { world, printed, output, created } = worldOf({ environment, readFile: async () => octets });
  const code = await command.run(world, form, ['input']);
  if (!isProblem(code) && (code < 0 || code > 2)) throw new Error(`The exit code is ${code}.`);
  const all = [printed(), ...created.values()].join('');
  const control = CONTROL.exec(all);
  if (control)
    throw new Error(`Printed: ${JSON.stringify(all.slice(Math.max(control.index - 60, 0), control.index + 20))}`);
  for (const leak of [MARKED.secret, encodeURIComponent(MARKED.secret), MARKED.secret.replaceAll('/', '\\/')])
    if (all.includes(leak)) throw new Error(`${JSON.stringify(form)} shows the secret.`);
  if ('json' in form && output() !== '') JSON.parse(output());
}
