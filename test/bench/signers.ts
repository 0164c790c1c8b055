/**
 * The signers, one of which signs until its time is known: its name comes as the argument, the microseconds go to
 * standard output. Without a name, all names as JSON.
 *
 * All sign AWS's documented GET example, the hash of the empty payload given, and must arrive at AWS's signature.
 */

import { createHash, createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import { clearCredentialCache, SignatureV4 } from '@smithy/signature-v4';
import { sign as signWithAws4 } from 'aws4';
import { AwsV4Signer } from 'aws4fetch';
import { DOCUMENTED_EXAMPLE } from '../../src/aws/documented-example.ts';
import { type Bytes, given, plain } from '../../src/bytes/bytes.ts';
import { type Octets, octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { bodyOf } from '../../src/http/body/request-body.ts';
import { AWS4_HMAC_SHA256 } from '../../src/sigv4/algorithms/hmac-sha256.ts';
import { keepingKeys } from '../../src/sigv4/algorithms/kept-keys.ts';
import { S3_RULES } from '../../src/sigv4/rules.ts';
import { type SigningInput, USUAL_SIGNING } from '../../src/sigv4/schemes/signing-input.ts';
import { signRequest } from '../../src/sigv4/sign.ts';
import { recording, unrecorded } from '../../src/trace/trace.ts';
import { inputNamed } from '../support/sources.ts';
import { cpuTime } from './measure.ts';

/** As AWS prints it. */
const SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';

/** Milliseconds. */
const WARM_UP = 300;
const MEASURED = 400;
/** Signatures between two looks at the clock. */
const BATCH = 50;

const { method, timestamp, region, service, key } = DOCUMENTED_EXAMPLE;
const { accessKeyId, secretAccessKey } = key;
const HOST = 'examplebucket.s3.amazonaws.com';
const PATH = '/test.txt';
const RANGE = 'bytes=0-9';
const PAYLOAD_HASH = hash('sha256', '');
const DATE = new Date('2013-05-24T00:00:00Z');

/** Gives the Authorization header, or anything else that ends with the signature. */
type Signer = (() => string) | (() => Promise<string>);

/** From the bytes of the request's head to those of the signed one. */
function ours(
  bytes: (octets: Octets) => Bytes,
  recorder: () => ReturnType<typeof recording>['record'],
  algorithm = AWS4_HMAC_SHA256,
): Signer {
  const from = (text: string) => bytes(octetsFromText(text));
  const input: SigningInput = {
    ...USUAL_SIGNING,
    algorithm,
    request: from(`${method} ${PATH} HTTP/1.1\r\nHost: ${HOST}\r\nRange: ${RANGE}\r\n\r\n`),
    payload: bodyOf(octetsFromText('')),
    credentials: { accessKeyId: from(accessKeyId), secretAccessKey: from(secretAccessKey), sessionToken: null },
    timestamp: from(timestamp),
    region: from(region),
    service: from(service),
    rules: S3_RULES,
  };
  return () => {
    const signed = signRequest(input, recorder());
    if (isProblem(signed)) throw new Error(signed.says);
    return signed.signature.octets;
  };
}

/** It leaves Range unsigned unless it is told. */
function aws4(): string {
  const headers = { Range: RANGE, 'X-Amz-Content-Sha256': PAYLOAD_HASH, 'X-Amz-Date': timestamp };
  const request = { method, host: HOST, path: PATH, service, region, headers, extraHeadersToInclude: { range: true } };
  return signWithAws4(request, key).headers.Authorization ?? '';
}

async function aws4fetch(cache: Map<string, ArrayBuffer>): Promise<string> {
  const signed = await new AwsV4Signer({
    ...{ method, url: `https://${HOST}${PATH}`, accessKeyId, secretAccessKey, service, region },
    headers: { Range: RANGE, 'X-Amz-Content-Sha256': PAYLOAD_HASH },
    datetime: timestamp,
    allHeaders: true,
    cache,
  }).sign();
  return signed.headers.get('Authorization') ?? '';
}

function withCache(sign: (cache: Map<string, ArrayBuffer>) => Promise<string>): Signer {
  const cache = new Map<string, ArrayBuffer>();
  return () => sign(cache);
}

/** The hash that the AWS SDK gives it in Node.js. */
class Sha256 {
  private readonly hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const secretBytes =
      secret === undefined || typeof secret === 'string' || secret instanceof ArrayBuffer
        ? secret
        : new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength);
    this.hash =
      secretBytes === undefined
        ? createHash('sha256')
        : createHmac('sha256', typeof secretBytes === 'string' ? secretBytes : new Uint8Array(secretBytes));
  }

  update(piece: Uint8Array): void {
    this.hash.update(piece);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {}
}

/** It keeps the signing keys of a module; `before` may make it forget them. */
function smithy(before: () => void): Signer {
  const signer = new SignatureV4({
    ...{ credentials: { accessKeyId, secretAccessKey }, region, service, sha256: Sha256 },
    uriEscapePath: false,
    applyChecksum: true,
  });
  return async () => {
    before();
    const headers = { host: HOST, range: RANGE, 'x-amz-content-sha256': PAYLOAD_HASH };
    const request = { method, protocol: 'https:', hostname: HOST, path: PATH, query: {}, headers };
    return (await signer.sign(request, { signingDate: DATE })).headers.authorization ?? '';
  };
}

const CANONICAL_REQUEST = [
  ...[method, PATH, '', `host:${HOST}`, `range:${RANGE}`],
  ...[`x-amz-content-sha256:${PAYLOAD_HASH}`, `x-amz-date:${timestamp}`, ''],
  ...['host;range;x-amz-content-sha256;x-amz-date', PAYLOAD_HASH],
].join('\n');
const SCOPE = [timestamp.slice(0, 8), region, service, 'aws4_request'];
const TO_SIGN = `AWS4-HMAC-SHA256\n${timestamp}\n${SCOPE.join('/')}\n`;
const SECRET = createSecretKey(`AWS4${secretAccessKey}`, 'utf8');

/** A key as bytes costs Node.js several times as much as one made into a KeyObject first. */
const hmac = (secret: KeyObject, message: string) => createHmac('sha256', secret).update(message);
const signingKey = () => SCOPE.reduce((secret, part) => createSecretKey(hmac(secret, part).digest()), SECRET);
const signature = (secret: KeyObject) => hmac(secret, TO_SIGN + hash('sha256', CANONICAL_REQUEST)).digest('hex');

/** What no signer can do without: every text is ready, and only the cryptography is left. */
function floor(): string {
  return signature(signingKey());
}

function floorWithKey(): Signer {
  const secret = signingKey();
  return () => signature(secret);
}

const SIGNERS: ReadonlyMap<string, Signer> = new Map<string, Signer>([
  ['sigv4, unrecorded', ours(plain, () => unrecorded)],
  ['sigv4, unrecorded, signing key kept', ours(plain, () => unrecorded, keepingKeys(AWS4_HMAC_SHA256))],
  [
    'sigv4, recorded with provenance',
    ours(
      (octets) => given(octets, inputNamed('bench')),
      () => recording().record,
    ),
  ],
  ['aws4 (keeps the signing key)', aws4],
  ['aws4fetch', () => aws4fetch(new Map())],
  ['aws4fetch, signing key kept', withCache(aws4fetch)],
  ['@smithy/signature-v4', smithy(clearCredentialCache)],
  ['@smithy/signature-v4, signing key kept', smithy(() => {})],
  ['floor: a hash and 5 HMACs', floor],
  ['floor, signing key kept: a hash and an HMAC', floorWithKey()],
]);

/** Microseconds a signature. A signer that answers at once is not made to wait for a promise. */
async function measure(sign: Signer): Promise<number> {
  const first = await sign();
  if (!first.endsWith(SIGNATURE)) throw new Error(`This is not the signature that AWS prints: ${first}`);
  await signFor(sign, WARM_UP);
  return signFor(sign, MEASURED);
}

async function signFor(sign: Signer, milliseconds: number): Promise<number> {
  const isAsynchronous = sign() instanceof Promise;
  const start = cpuTime();
  let signatures = 0;
  let elapsed = 0;
  while (elapsed < milliseconds) {
    if (isAsynchronous) for (let index = 0; index < BATCH; index++) await sign();
    else for (let index = 0; index < BATCH; index++) sign();
    signatures += BATCH;
    elapsed = cpuTime() - start;
  }
  return (elapsed * 1000) / signatures;
}

const wanted = process.argv[2];
const signer = wanted === undefined ? undefined : SIGNERS.get(wanted);
if (signer) process.stdout.write(String(await measure(signer)));
else process.stdout.write(JSON.stringify([...SIGNERS.keys()]));
