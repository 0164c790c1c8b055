/** A whole request that somebody made: whether the sandbox accepts it, and whether it asks for what it should. */
import { DOCUMENTED_EXAMPLE } from '../../aws/documented-example.ts';
import { plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { trimmed } from '../../bytes/white-space.ts';
import { headerValue, headerValues, type RequestHead } from '../../http/message.ts';
import { headLength, readRequestHead } from '../../http/read-head.ts';
import { queryParameters, splitTarget } from '../../http/target.ts';
import { type Address, addressOf } from '../../sandbox/addressing.ts';
import type { Store } from '../../sandbox/objects.ts';
import { createSandbox } from '../../sandbox/sandbox.ts';
import { maskSecretsInText } from '../../sigv4/secrets/secret-headers.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import type { ShotOutcome, SignedRequests } from '../prepared.ts';
import { outcomeOf } from '../shots/outcome.ts';
import { answerTo, courseServer } from '../shots/shots.ts';
import { refusalInWords } from './explain-refusal.ts';
import { incomplete, type Judgement, right, wrong } from './judgement.ts';

/** What a request has to do. */
interface Task {
  /** The method and the path, with what has to be in the query: `PUT /notes/a%20b.txt`. */
  readonly asks: string;
  /** `Name: value`, each of them signed or not. */
  readonly headers: readonly string[];
  /** What is stored afterwards. */
  readonly body: string;
  readonly status: number;
}

/**
 * The bytes of a whole HTTP request, sent to a sandbox whose clock stands where it says that it was signed, on the day
 * of AWS's example. Right where it is accepted and does what was asked for; else what S3 answers, and what differs.
 * `incomplete` where there is nothing but line ends.
 */
export function judgeRequest(lesson: SignedRequests, task: Task, request: Octets): Judgement {
  if (trimmed(request) === '') return incomplete('No request is given yet.');
  const head = headOf(request);
  const settings = courseServer(clockFor(lesson, head), lesson.prepared[0].asked.sessionToken ?? null);
  const answer = answerTo(createSandbox(settings), request);
  if (isProblem(answer)) return wrong(answer.says, answer.fix);
  const outcome = outcomeOf(answer, head?.method.octets);
  if (outcome.code !== null || !head) return wrong(...refusalInWords({ request, answer, outcome }));
  const asksOther = differsFrom(task, { head, outcome, store: settings.store });
  return asksOther.length === 0 ? right(`S3 answers ${outcome.status}.`) : wrong(...asksOther);
}

/** `null` for what a server could not read either. */
function headOf(request: Octets): RequestHead | null {
  // A server ignores empty lines before the request line (RFC 9112, section 2.2).
  const octets = request.replace(/^[\r\n]+/, '') as Octets;
  const end = headLength(octets);
  const head = end === null ? null : readRequestHead(plain(sliceOctets(octets, 0, end)));
  return head === null || isProblem(head) ? null : head;
}

const DAY = DOCUMENTED_EXAMPLE.timestamp.slice(0, 8);

/** When the request says that it was signed, on the day of the example; whatever else it says, the time of the lesson. */
function clockFor(lesson: SignedRequests, head: RequestHead | null): Date {
  const said = head && timestampOf(head);
  const ownTime = said?.startsWith(`${DAY}T`) ? readTimestamp(said) : null;
  return new Date(ownTime ?? readTimestamp(lesson.prepared[0].asked.time) ?? 0);
}

function timestampOf({ headers, target }: RequestHead): Octets | null {
  const parameters = queryParameters(splitTarget(target).query);
  const inQuery = parameters.find(({ name }) => name.octets === 'X-Amz-Date')?.value;
  return (headerValue(headers, 'x-amz-date') ?? inQuery)?.octets ?? null;
}

interface Accepted {
  readonly head: RequestHead;
  readonly outcome: ShotOutcome;
  readonly store: Store;
}

/** What it asks for otherwise than it should, each a sentence. */
function differsFrom({ asks, headers, body, status }: Task, { head, outcome, store }: Accepted): string[] {
  const address = addressOf(headerValue(head.headers, 'host')?.octets ?? EMPTY, splitTarget(head.target).path.octets);
  const missing = headers.filter((header) => !carries(head, header));
  const stored = store.buckets.get(address.bucket)?.objects.get(address.key)?.body;
  const isStored = head.method.octets !== 'PUT' || stored === octetsFromText(body);
  return [
    ...(asksFor(asks, head, address)
      ? []
      : [`It asks for ${head.method.octets} ${maskSecretsInText(head.target.octets)}, not for ${asks}.`]),
    ...missing.map((header) => `It does not carry the header ${header}.`),
    ...(isStored ? [] : [storedInWords(stored ?? null, body)]),
    ...(outcome.status === status ? [] : [`S3 answers ${outcome.status}; ${status} was to be answered.`]),
  ];
}

/** In virtual-host style as in path style, however the key is encoded; what `asks` has of a query has to be there. */
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
  if (stored === null) return 'Nothing is stored under this key.';
  return `${stored.length} bytes are stored, which are not the ${octetsFromText(body).length} that belong there.`;
}
