/** Judges a whole request: whether the sandbox accepts it, and whether it does what the task asks for. */
import { DOCUMENTED_EXAMPLE } from '../../aws/documented-example.ts';
import { S3_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { trimmed } from '../../bytes/white-space.ts';
import { quoted } from '../../causes/words.ts';
import { type Diagnosis, isNamed, searchDiagnosis } from '../../diagnosis/diagnosis.ts';
import { replay } from '../../drafts/replay.ts';
import { MESSAGE } from '../../evidence/answers/document.ts';
import { readEvidence } from '../../evidence/read-evidence.ts';
import { headerValue, headerValues, type RequestHead } from '../../http/message.ts';
import { headLength, readRequestHead } from '../../http/read-head.ts';
import { queryParameters, splitTarget } from '../../http/target.ts';
import { type Address, addressOf } from '../../sandbox/addressing.ts';
import { createSandbox } from '../../sandbox/sandbox.ts';
import { octetsOf } from '../../sandbox/storage/content.ts';
import type { Store } from '../../sandbox/storage/objects.ts';
import { limited } from '../../search/search.ts';
import { firstByte, type LinePair, pairLines } from '../../sides/difference/line-difference.ts';
import { type ShownPair, shownPairs } from '../../sides/difference/line-ends.ts';
import { maskOfSides, type SideMask } from '../../sides/mask-sides.ts';
import { AMZ_HEADERS, AMZ_PARAMETERS } from '../../sigv4/names.ts';
import { maskSecretsInText } from '../../sigv4/secrets/secret-headers.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import type { ShotOutcome, SignedRequests } from '../prepared.ts';
import { answerTo, courseServer, outcomeOf, outcomeText } from '../shots/shots.ts';
import { incomplete, type Judgment, right, wrong } from './judge-lines.ts';

interface Task {
  /** The method and the path, including the required query, such as `PUT /notes/a%20b.txt`. */
  readonly asks: string;
  /** Required headers in the form `Name: value`. These headers do not have to be signed. */
  readonly headers: readonly string[];
  /** The body that must be stored afterwards. */
  readonly body: string;
  readonly status: number;
}

/**
 * Sends the bytes of a whole HTTP request to a sandbox and judges the response. If the request was signed on the day of
 * the AWS example, the sandbox's clock shows the time of signing.
 */
export function judgeRequest(lesson: SignedRequests, task: Task, request: Octets): Judgment {
  if (trimmed(request) === '') return incomplete('There is no request yet.');
  const head = headOf(request);
  const settings = courseServer(clockFor(lesson, head), lesson.prepared[0].asked.sessionToken ?? null);
  const answer = answerTo(createSandbox(settings), request);
  if (isProblem(answer)) return wrong(answer.says, answer.fix);
  const outcome = outcomeOf(answer, head?.method.octets);
  if (outcome.code !== null || !head) return wrong(...refusalInWords({ request, answer, outcome }));
  const asksOther = differsFrom(task, { head, outcome, store: settings.store });
  return asksOther.length === 0 ? right(`S3 returns ${outcome.status}.`) : wrong(...asksOther);
}

/** Reads the head in the way that a server would. Returns `null` if the head cannot be read. */
function headOf(request: Octets): RequestHead | null {
  // A server ignores empty lines before the request line (RFC 9112, section 2.2).
  const octets = request.replace(/^[\r\n]+/, '') as Octets;
  const end = headLength(octets);
  const head = end === null ? null : readRequestHead(plain(sliceOctets(octets, 0, end)));
  return head === null || isProblem(head) ? null : head;
}

const DAY = DOCUMENTED_EXAMPLE.timestamp.slice(0, 8);

/**
 * Returns the time of the request if that time is on the day of the AWS example. Otherwise, returns the time of the
 * lesson.
 */
function clockFor(lesson: SignedRequests, head: RequestHead | null): Date {
  const said = head && timestampOf(head);
  const ownTime = said?.startsWith(`${DAY}T`) ? readTimestamp(said) : null;
  return new Date(ownTime ?? readTimestamp(lesson.prepared[0].asked.time) ?? 0);
}

function timestampOf({ headers, target }: RequestHead): Octets | null {
  const parameters = queryParameters(splitTarget(target).query);
  const inQuery = parameters.find(({ name }) => name.octets === AMZ_PARAMETERS.date)?.value;
  return (headerValue(headers, AMZ_HEADERS.date) ?? inQuery)?.octets ?? null;
}

interface Accepted {
  readonly head: RequestHead;
  readonly outcome: ShotOutcome;
  readonly store: Store;
}

function differsFrom({ asks, headers, body, status }: Task, { head, outcome, store }: Accepted): string[] {
  const address = addressOf(headerValue(head.headers, 'host')?.octets ?? EMPTY, splitTarget(head.target).path.octets);
  const missing = headers.filter((header) => !carries(head, header));
  const content = store.buckets.get(address.bucket)?.objects.get(address.key)?.body;
  const stored = content && octetsOf(content);
  const isStored = head.method.octets !== 'PUT' || stored === octetsFromText(body);
  return [
    ...(asksFor(asks, head, address)
      ? []
      : [`It asks for ${head.method.octets} ${maskSecretsInText(head.target.octets)}, not for ${asks}.`]),
    ...missing.map((header) => `It does not contain the header ${header}.`),
    ...(isStored ? [] : [storedInWords(stored ?? null, body)]),
    ...(outcome.status === status ? [] : [`S3 returns ${outcome.status} instead of ${status}.`]),
  ];
}

/**
 * Returns whether a request does what the task asks for. The request may use virtual-hosted or path style and any
 * encoding of the key. The request's query must contain the task's query.
 */
function asksFor(asks: string, { method, target, headers }: RequestHead, address: Address): boolean {
  const [wantedMethod, wantedTarget = '/'] = asks.split(' ');
  const wanted = splitTarget(plain(octetsFromText(wantedTarget)));
  const virtual = addressOf(octetsFromText(EXAMPLE_HOST), wanted.path.octets);
  const asWritten = addressOf(headerValue(headers, 'host')?.octets ?? EMPTY, wanted.path.octets);
  const isThere = [virtual, asWritten].some(({ bucket, key }) => bucket === address.bucket && key === address.key);
  const pairsOf = (query: typeof wanted.query) =>
    queryParameters(query).map(({ name, value }) => `${name.octets}=${value?.octets ?? ''}`);
  const pairs = pairsOf(splitTarget(target).query);
  return method.octets === wantedMethod && isThere && pairsOf(wanted.query).every((pair) => pairs.includes(pair));
}

const EXAMPLE_HOST = new URL(DOCUMENTED_EXAMPLE.url).host;

function carries({ headers }: RequestHead, header: string): boolean {
  const colon = header.indexOf(':');
  const values = headerValues(headers, header.slice(0, colon).toLowerCase());
  return values.some(({ octets }) => trimmed(octets) === octetsFromText(header.slice(colon + 1).trim()));
}

function storedInWords(stored: Octets | null, body: string): string {
  if (stored === null) return 'Nothing is stored with this key.';
  return `The ${stored.length} stored bytes are not the expected ${octetsFromText(body).length} bytes.`;
}

interface RefusedRequest {
  readonly request: Octets;
  readonly answer: Octets;
  readonly outcome: ShotOutcome;
}

/** The number of combinations of mistakes that are tried, which takes about a second; the learner waits meanwhile. */
const MOST_COMBINATIONS = 40_000;

/** Explains a refusal by its code and message, the most likely mistake, and the first line that differs. */
function refusalInWords({ request, answer, outcome }: RefusedRequest): readonly string[] {
  const message = outcome.fields.get(MESSAGE);
  const said = `S3 returns ${outcomeText(outcome)}${message === undefined ? '.' : `: ${message}`}`;
  const evidence = readEvidence([
    { octets: answer, by: { kind: 'answer' } },
    { octets: request, by: { kind: 'request', read: 'as-sent' } },
  ]);
  if (isProblem(evidence)) return [said];
  const { accessKeyId, secretAccessKey } = S3_EXAMPLE_KEY;
  const search = searchDiagnosis(evidence, (id) => (id === accessKeyId ? octetsFromText(secretAccessKey) : null));
  const diagnosis = limited(search, MOST_COMBINATIONS);
  const mask = maskOfSides(diagnosis.sides);
  return [...[said, ...causeInWords(diagnosis)].map(mask.words), ...lineInWords(diagnosis, mask)];
}

function causeInWords(diagnosis: Diagnosis): string[] {
  const [first] = diagnosis.findings;
  return first && isNamed(diagnosis) ? [first.says, first.fix] : [];
}

/** Describes the first line of the canonical request that the proven mistake changes. */
function lineInWords({ findings, sides }: Diagnosis, mask: SideMask): string[] {
  const server = sides.server.canonicalRequest;
  const replayed = findings[0]?.replayed;
  if (server === null || !replayed) return server === null || isNamed({ findings }) ? [] : [OWN_TEXT];
  const signed = replayed.mutation.side === 'client' ? replayed.made : replayed.base;
  const pairs = pairLines(mask.octets(server), mask.octets(replay(signed).canonicalRequest));
  const first = firstByte(pairs);
  const pair = first && shownPairs(pairs)[first.pair];
  return pair ? [differenceInWords(pair, lineNumber(pairs, first.pair))] : [];
}

const OWN_TEXT = 'Compare your canonical request with CanonicalRequest in the response, line by line.';

/** Returns the number of the line in the server's text, which is correct. */
const lineNumber = (pairs: readonly LinePair[], index: number): number =>
  pairs.slice(0, index).filter(({ server }) => server !== null).length + 1;

function differenceInWords({ server, client }: ShownPair, line: number): string {
  const place = `Line ${line} of the canonical request`;
  if (client === null) return `${place}, ${quoted(server ?? '')}, was not signed.`;
  if (server === null)
    return `Before line ${line} of the canonical request, you signed ${quoted(client)}, which does not belong there.`;
  return `${place} is ${quoted(server)}, but you signed ${quoted(client)}.`;
}
