/**
 * The verifiers, one of which verifies AWS's documented GET example until its time is known: its name comes as the
 * argument, the microseconds go to standard output. Without a name, all names as JSON.
 */

import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import { DOCUMENTED_EXAMPLE } from '../../src/aws/documented-example.ts';
import { type Bytes, given, plain } from '../../src/bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { lineVerifier } from '../../src/commands/verify/lines.ts';
import { readRequestHead } from '../../src/http/read-head.ts';
import { readTimestamp } from '../../src/sigv4/timestamp.ts';
import { keptKeysFrom, keysFrom } from '../../src/verification/keys.ts';
import { traceVerification } from '../../src/verification/trace-verification.ts';
import { verifyRequest } from '../../src/verification/verify-request.ts';
import { inputNamed, named } from '../support/sources.ts';
import { documentedRequest } from './documented-request.ts';
import { cpuTime } from './measure.ts';

/** Milliseconds. */
const WARM_UP = 300;
const MEASURED = 400;
/** Verdicts between two looks at the clock. */
const BATCH = 50;

const { timestamp, key } = DOCUMENTED_EXAMPLE;
const { accessKeyId, secretAccessKey } = key;
const NOW = readTimestamp(timestamp) ?? 0;
const { head, line, canonicalRequest, stringToSignBeginning, scope, signature } = documentedRequest();

type Verifier = () => boolean;

/** The head is read too, as it comes from the wire. */
function ours(bytes: (octets: Octets) => Bytes, keys: typeof keysFrom): Verifier {
  const secret = bytes(octetsFromText(secretAccessKey));
  const verifier = { keySource: keys(() => secret), now: NOW, rules: {} };
  return () => {
    const read = readRequestHead(bytes(octetsFromText(head)));
    if (isProblem(read)) throw new Error(read.says);
    return verifyRequest({ head: read, body: EMPTY }, verifier).verdict.kind === 'match';
  };
}

function recorded(): Verifier {
  const secret = given(octetsFromText(secretAccessKey), inputNamed('the secret'));
  const verifier = { keySource: keysFrom(() => secret), now: NOW, rules: {} };
  return () => {
    const read = readRequestHead(given(octetsFromText(head), inputNamed('the request')));
    if (isProblem(read)) throw new Error(read.says);
    return traceVerification({ head: read, body: EMPTY }, verifier).verified.verdict.kind === 'match';
  };
}

function ofLines(): Verifier {
  const verify = lineVerifier({ secrets: [{ accessKeyId, secretAccessKey, source: named('') }], now: NOW, rules: {} });
  const bytes = Buffer.from(line);
  return () => verify(bytes).verdict === 'yes';
}

const SECRET = createSecretKey(`AWS4${secretAccessKey}`, 'utf8');

/** A key as bytes costs Node.js several times as much as one made into a KeyObject first. */
const hmac = (secret: KeyObject, message: string) => createHmac('sha256', secret).update(message);
const signingKey = () => scope.reduce((secret, part) => createSecretKey(hmac(secret, part).digest()), SECRET);

/** What no verifier can do without: every text is ready, and only the cryptography is left. */
function floor(): boolean {
  return isRight(signingKey());
}

function floorWithKey(): Verifier {
  const secret = signingKey();
  return () => isRight(secret);
}

const PROVIDED = Buffer.from(signature);
const isRight = (secret: KeyObject) =>
  timingSafeEqual(
    Buffer.from(hmac(secret, stringToSignBeginning + hash('sha256', canonicalRequest)).digest('hex')),
    PROVIDED,
  );

/** What a line of JSON costs before anything is looked at. */
function parsed(): boolean {
  return typeof JSON.parse(line) === 'object';
}

const VERIFIERS: ReadonlyMap<string, Verifier> = new Map<string, Verifier>([
  ['sigv4, a request', ours(plain, keysFrom)],
  ['sigv4, a request, key kept', ours(plain, keptKeysFrom)],
  ['sigv4, a line of JSON, key kept', ofLines()],
  ['sigv4, recorded for people', recorded()],
  ['floor: one hash, five HMACs', floor],
  ['floor: one hash, one HMAC', floorWithKey()],
  ['floor: JSON.parse of the line', parsed],
]);

/** Runs it for so many milliseconds of CPU time; gives the microseconds of one. */
function measure(verify: Verifier, milliseconds: number): number {
  const start = cpuTime();
  let count = 0;
  let elapsed = 0;
  while (elapsed < milliseconds) {
    for (let index = 0; index < BATCH; index++) if (!verify()) throw new Error('The example does not match.');
    count += BATCH;
    elapsed = cpuTime() - start;
  }
  return (elapsed * 1000) / count;
}

const [name] = process.argv.slice(2);
if (name === undefined) {
  process.stdout.write(JSON.stringify([...VERIFIERS.keys()]));
} else {
  const verify = VERIFIERS.get(name);
  if (!verify) throw new Error(`There is no ${name}.`);
  measure(verify, WARM_UP);
  process.stdout.write(String(measure(verify, MEASURED)));
}
