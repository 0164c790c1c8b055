/**
 * Builds shots and computes the responses to them. A shot is a lesson's request in the form that the sandbox receives,
 * including any mistake.
 */
import { S3_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { breakRequest, type RightRequest } from '../../breaks/break-request.ts';
import { arrayFromOctets, asText, EMPTY, type Octets, octetsFromArray, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { CAUSES } from '../../causes/table.ts';
import type { Draft } from '../../drafts/draft.ts';
import type { Mutation } from '../../drafts/mutation.ts';
import { replay } from '../../drafts/replay.ts';
import { CODE } from '../../evidence/answers/document.ts';
import { readElements } from '../../evidence/answers/error-xml.ts';
import { type RequestHead, writeRequestHead } from '../../http/message.ts';
import { responseReader } from '../../http/read-response.ts';
import { NAIVE_CHECKS } from '../../sandbox/checks/table.ts';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import type { SandboxSettings } from '../../sandbox/settings.ts';
import { createStore, exampleBuckets, type Store } from '../../sandbox/storage/objects.ts';
import { type StoredObject, storedObject } from '../../sandbox/storage/stored-object.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import type { Shot } from '../format-parts.ts';
import type { PreparedRequest, ShotMessage, ShotOutcome, SignedRequests } from '../prepared.ts';
import { isLinkForm, linkServer } from './links.ts';
import { onceForShot } from './once-for-shot.ts';
import { tellingServer } from './telling-server.ts';
import { changeOnTheWay } from './wire-changes.ts';

/**
 * Finds a request by name. Without a name, returns the first request. Returns a problem if no request has this name.
 */
export function requestNamed({ prepared }: SignedRequests, name: string | undefined): PreparedRequest | Problem {
  const found = name === undefined ? prepared[0] : prepared.find((request) => request.name === name);
  return found ?? problem('request', `The lesson has no request ${name}.`, 'Name one that it has.');
}

/** Builds the bytes of a shot. Returns a problem if the mistake is unknown or does not change anything. */
export function makeShot(lesson: SignedRequests, shot: Shot): ShotMessage | Problem {
  const request = requestNamed(lesson, shot.request);
  if (isProblem(request)) return request;
  const made = shot.mistake === undefined ? unbroken(request) : broken(request, shot.mistake);
  if (isProblem(made)) return made;
  const head = writeRequestHead(made.head).octets;
  const coding = request.asked.payload === 'streaming' ? 'aws-chunked' : 'none';
  const arrived = changeOnTheWay({ head, body: request.body, coding }, shot.changes);
  if (isProblem(arrived)) return arrived;
  return {
    method: arrived.head.slice(0, arrived.head.indexOf(' ')),
    message: `${arrived.head}${arrived.body}` as Octets,
    signed: made.signed && signedBy(made.signed),
  };
}

interface Made {
  readonly head: RequestHead;
  readonly signed: Draft | null;
}

const unbroken = ({ head, right }: PreparedRequest): Made => ({ head, signed: right?.draft ?? null });

function signedBy(draft: Draft): ShotMessage['signed'] {
  const made = replay(draft);
  const { canonicalRequest, stringToSign } = made;
  return { canonicalRequest, stringToSign, signature: made.signature() ?? ('' as Octets) };
}

/**
 * Applies a mistake to a request. If there is more than one way to make the mistake, uses the first way that changes
 * the request.
 */
function broken({ name, right }: PreparedRequest, mistake: string): Made | Problem {
  const mutation = mistakeNamed(mistake);
  if (isProblem(mutation)) return mutation;
  if (!right) return problem('mistake', `The request ${name} is not signed.`, 'Use a signed request.');
  const changed = breakRequest(right, mutation).find((way) => arrivesChanged(right, way.arrived));
  if (changed) return { head: changed.arrived, signed: changed.signed };
  const fix = 'Use a request that it can change, or another mistake.';
  return problem('mistake', `The mistake ${mistake} changes nothing in the request ${name}.`, fix);
}

const arrivesChanged = ({ head }: RightRequest, arrived: RequestHead): boolean =>
  writeRequestHead(arrived).octets !== writeRequestHead(head).octets;

function mistakeNamed(mistake: string): Mutation | Problem {
  const [id, variant] = mistake.split('/');
  const cause = CAUSES.find((candidate) => candidate.id === id);
  const known = (cause?.mutations ?? []).map((mutation) => mutation.variant);
  const found = cause?.mutations.find((mutation) => mutation.variant === variant);
  if (found) return found;
  const fix = cause ? `Its variants are ${known.join(', ') || 'none'}.` : 'The causes are in src/causes.';
  return problem('mistake', `There is no mistake ${mistake}.`, fix);
}

/** Writes a request of a lesson as its client sends it. */
export const messageOf = ({ head, body }: Pick<PreparedRequest, 'head' | 'body'>): Octets =>
  `${writeRequestHead(head).octets}${body}` as Octets;

/** Creates the fresh server that a shot is sent to. Its clock has the offset that the shot specifies. */
export function serverFor(lesson: SignedRequests, shot: Shot): Sandbox {
  const named = requestNamed(lesson, shot.request);
  const request = isProblem(named) ? lesson.prepared[0] : named;
  const { form } = request.asked;
  if (isLinkForm(form)) return linkServer(form);
  return (shot.naive === TELLS_SIGNATURE ? tellingServer : createSandbox)(serverAt(request, shot));
}

/** What a shot's server can do wrong: it skips a check, or it tells everyone the right signature. */
const TELLS_SIGNATURE = 'tells-signature';

/** Configures a sandbox for a request. The sandbox's clock shows the time of signing plus `after` seconds. */
export function serverAt(
  { asked }: Pick<PreparedRequest, 'asked'>,
  { after = 0, naive }: Partial<Pick<Shot, 'after' | 'naive'>> = {},
): SandboxSettings {
  return {
    ...courseServer(new Date((readTimestamp(asked.time) ?? 0) + after * 1000), asked.sessionToken ?? null),
    naive: NAIVE_CHECKS.find(({ id }) => id === naive)?.id ?? null,
  };
}

/** Configures the sandbox for the course with the AWS example key and Region. The sandbox's clock does not move. */
export function courseServer(now: Date, sessionToken: string | null): SandboxSettings {
  const { accessKeyId, secretAccessKey } = S3_EXAMPLE_KEY;
  return {
    region: COURSE_REGION,
    keys: new Map([[accessKeyId, { secretAccessKey, sessionToken }]]),
    store: courseStore(),
    clock: () => now,
  };
}

/** Returns the outcome of a shot without using a socket. The outcome is computed only once for each prepared lesson. */
export const shoot = onceForShot(shotAt);

function shotAt(lesson: SignedRequests, shot: Shot): ShotOutcome | Problem {
  const made = makeShot(lesson, shot);
  if (isProblem(made)) return made;
  const server = serverFor(lesson, shot);
  const send = () => answerTo(server, made.message);
  const answer = lastAnswer(shot, send, send);
  return isProblem(answer) ? answer : outcomeOf(answer, made.method);
}

/**
 * Sends a shot as many times as it specifies, first with `send` and then with `sendAgain`, which receives the previous
 * response. Returns the last response.
 */
export function lastAnswer<Answer>(
  { times }: Pick<Shot, 'times'>,
  send: () => Answer,
  sendAgain: (before: Answer) => Answer,
): Answer {
  let answer = send();
  for (let sent = 1; sent < times; sent++) answer = sendAgain(answer);
  return answer;
}

/** Returns the response to a complete request. Returns a problem if the server is still waiting for more bytes. */
export function answerTo(sandbox: Sandbox, message: Octets): Octets | Problem {
  const reply = sandbox.converse()(arrayFromOctets(message));
  if (reply?.isLast) return octetsFromArray(reply.bytes);
  const says = 'The sandbox waits for more. The request is shorter than its Content-Length, or its head does not end.';
  return problem(
    'unanswered',
    says,
    'Set Content-Length to the length of the body, and end the head with an empty line.',
  );
}

export const isOutcome = ({ status, code }: ShotOutcome, named: string): boolean =>
  String(status) === named || code === named;

/** The Region of the AWS example, which the course also uses. */
export const COURSE_REGION = 'us-east-1';

/** The bucket of the course. */
export const COURSE_BUCKET = octetsFromText('examplebucket');

/** The objects, by key before encoding. */
const OBJECTS: Readonly<Record<string, string>> = {
  // Encoders treat these characters differently.
  'photos/2024/a+b(1).txt': 'A key with a plus and two parentheses, each of which is encoded once.',
  // This key contains a space and a letter with two bytes in UTF-8.
  'my photos/a+b(1)é.txt': 'A key with a space, a plus, two parentheses and an accent, each of which is encoded once.',
};

function courseStore(): Store {
  const buckets = exampleBuckets();
  const bucket = buckets.get(COURSE_BUCKET);
  if (!bucket) return createStore(buckets);
  const added = Object.entries(OBJECTS).map(
    ([key, text]) => [octetsFromText(key), objectOf(text, bucket.created)] as const,
  );
  const objects = new Map<Octets, StoredObject>([...bucket.objects, ...added]);
  return createStore(new Map([...buckets, [COURSE_BUCKET, { ...bucket, objects }]]));
}

function objectOf(text: string, lastModified: Date): StoredObject {
  return storedObject({
    body: octetsFromText(text),
    contentType: 'text/plain',
    lastModified,
    metadata: [],
    checksum: null,
  });
}

/**
 * Matches the beginning of an S3 error document (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */
const REFUSAL = /^(?:<\?xml[^>]*>\s*)?<Error>/;

/**
 * Reads a response, which can be incomplete. `method` is the method of its request. The status is 0 if the bytes are
 * not a response.
 */
export function outcomeOf(answer: Octets, method = 'GET'): ShotOutcome {
  const reader = responseReader(method);
  reader.push(arrayFromOctets(answer));
  reader.close();
  const reading = reader.reading();
  const response = reading.kind === 'head' ? null : reading.response;
  const body = response?.body.kept ?? EMPTY;
  const elements = REFUSAL.test(body) ? readElements(body) : null;
  const fields = new Map([...(elements ?? [])].map(([name, value]) => [name, asText(value)]));
  return { status: response?.head.status ?? 0, code: fields.get(CODE) ?? null, fields, body };
}

/** Writes an outcome, such as `403 SignatureDoesNotMatch` or `206`. */
export const outcomeText = ({ status, code }: Pick<ShotOutcome, 'status' | 'code'>): string =>
  code === null ? String(status) : `${status} ${code}`;
