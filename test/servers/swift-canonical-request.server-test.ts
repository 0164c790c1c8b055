/** For random requests Swift's canonical request and string to sign are ours; it tells them when it refuses. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plain } from '../../src/bytes/bytes.ts';
import { arrayFromOctets, type Octets, octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { sha256Hex } from '../../src/crypto/digests.ts';
import { S3_RULES } from '../../src/sigv4/rules.ts';
import { signHeader } from '../../src/sigv4/schemes/header.ts';
import { USUAL_SIGNING } from '../../src/sigv4/schemes/signing-input.ts';
import { writeTimestamp } from '../../src/sigv4/timestamp.ts';
import { unrecorded } from '../../src/trace/trace.ts';
import { DEFAULT_LIMITS, send } from '../../src/wire/send.ts';
import { type RandomRequest, randomRequest } from './random-requests.ts';
import { SERVER } from './server.ts';

/** Another one: SEED=1 npm run test:servers */
const SEED = Number(process.env.SEED ?? 20130524);
const COUNT = 1000;
const AT_A_TIME = 8;

const { host, hostname, port } = new URL(SERVER.endpoint);

/** Signed with a wrong secret, which changes the signature and nothing before it. */
function signed({ method, path, query, headers, body, plusInQuery }: RandomRequest) {
  const target = `/${SERVER.bucket}/${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  const lines = [
    `Host: ${host}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  const head = `${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n` as Octets;
  const text = (value: string) => plain(octetsFromText(value));
  const result = signHeader(
    {
      ...USUAL_SIGNING,
      request: plain(head),
      payload: { length: body.length, sha256: sha256Hex(body as Octets) },
      credentials: {
        accessKeyId: text(SERVER.accessKey),
        secretAccessKey: text(`not ${SERVER.secretKey}`),
        sessionToken: null,
      },
      timestamp: text(writeTimestamp(new Date())),
      region: text(SERVER.region),
      service: text('s3'),
      rules: { ...S3_RULES, plusInPath: 'literal', plusInQuery },
    },
    unrecorded,
  );
  if (isProblem(result)) throw new Error(`${result.says} ${JSON.stringify(head)}`);
  return { ...result, message: (result.bytes.octets + body) as Octets };
}

async function answerTo(method: string, message: Octets): Promise<string> {
  const { response, problem } = await send({
    ...{ host: hostname, port: Number(port), proxy: null, tls: null, limits: DEFAULT_LIMITS },
    ...{ signal: null, onBody: null, onProgress: null, makeScratch: null, answerLimit: null },
    method,
    request: arrayFromOctets(message),
  });
  return response?.body.kept ?? JSON.stringify(problem);
}

/** The bytes that an element of Swift's refusal gives in hexadecimal; the whole answer where it has none. */
function bytesIn(answer: string, element: string): string {
  const [, digits] = new RegExp(`<${element}>([0-9a-f ]*)</${element}>`).exec(answer) ?? [];
  return digits === undefined ? answer : Buffer.from(digits.replaceAll(' ', ''), 'hex').toString('latin1');
}

const repeatsHeader = ({ headers }: RandomRequest) =>
  new Set(headers.map(([name]) => name.toLowerCase())).size < headers.length;
const hasRunOfSpaces = ({ headers }: RandomRequest) => headers.some(([, value]) => /\S {2,}\S/.test(value));

it(`Swift has our canonical request and string to sign for ${COUNT} random requests, from the seed ${SEED}`, {
  timeout: 150_000,
}, async () => {
  const requests = fc.sample(randomRequest, { seed: SEED, numRuns: COUNT });
  expect(requests.filter(repeatsHeader).length).toBeGreaterThan(COUNT / 10);
  expect(requests.filter(hasRunOfSpaces).length).toBeGreaterThan(COUNT / 10);
  const waiting = requests.entries();
  const differences: unknown[] = [];
  let same = 0;
  const work = async () => {
    for (const [number, request] of waiting) {
      const { message, canonicalRequest, stringToSign } = signed(request);
      const answer = await answerTo(request.method, message);
      const ours = { canonicalRequest: canonicalRequest.octets, stringToSign: stringToSign.octets };
      const theirs = {
        canonicalRequest: bytesIn(answer, 'CanonicalRequestBytes'),
        stringToSign: bytesIn(answer, 'StringToSignBytes'),
      };
      if (ours.canonicalRequest === theirs.canonicalRequest && ours.stringToSign === theirs.stringToSign) same += 1;
      else differences.push({ number, message, ours, theirs });
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  expect(differences.length, JSON.stringify(differences.slice(0, 3), null, 1)).toBe(0);
  expect(same).toBe(COUNT);
});
