/**
 * With too little evidence, the first thing that the answer asks for is the one that decides: what it asks for is given
 * until it asks for nothing, and the cause is then proved. Twenty mistakes of all stages, each with the words of a client.
 */
import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../src/causes/table.ts';
import { writeRequestHead } from '../../src/http/message.ts';
import { nextInWords } from '../../src/views/diagnosis/suspect-words.ts';
import { GET_OBJECT, toSign } from '../evidence/answers.ts';
import { failingRequests } from '../support/causes/failing-requests.ts';
import { MADE_ELSEWHERE } from '../support/causes/made-elsewhere.ts';
import { diagnosed, mismatch } from '../support/evidence/pasted-failure.ts';
import { ask, SECRET } from '../support/sandbox/sandbox-client.ts';
import { rightRequest } from '../support/sigv4/base-requests.ts';

/** What clients print of a refusal: no request, and nothing that the server computed. */
const WORDS = [
  'An error occurred (SignatureDoesNotMatch) when calling the GetObject operation: The request signature we calculated does not match the signature you provided.',
  'ERROR: S3 error: 403 (SignatureDoesNotMatch): The request signature we calculated does not match the signature you provided.',
  'mc: <ERROR> Unable to read. The request signature we calculated does not match the signature you provided.',
  'api error SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided.',
  '403 SignatureDoesNotMatch',
];

const BASES = ['get-range', 'put-metadata', 'presigned', 'put-unsigned'] as const;

const MOST = 20;
const ALL = CAUSES.flatMap((cause) =>
  cause.mutations
    .filter(({ isPlain, isWide, side }) => !isPlain && !isWide && side === 'client')
    .filter(({ variant }) => !MADE_ELSEWHERE.has(`${cause.id}/${variant}`))
    .slice(0, 1)
    .map((mutation) => ({ cause, mutation })),
);
const step = ALL.length / MOST;
const CHOSEN = ALL.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));

/** What a client in front of which a capture runs shows: the request as it was sent, and the whole answer. */
function captured({ mutation }: (typeof CHOSEN)[number]): readonly string[] | null {
  for (const right of BASES.map(rightRequest)) {
    const [failing] = failingRequests(right, mutation);
    const request = failing && writeRequestHead(failing.arrived).octets + right.body;
    if (request) return [request, ask(request).body];
  }
  return null;
}

it('names what decides, and what it names proves the cause', () => {
  const results = CHOSEN.flatMap((one, index) => {
    const given = captured(one);
    if (given === null) return [];
    const words = WORDS[index % WORDS.length] ?? '';
    const [first] = diagnosed([words])?.next ?? [];
    const then = diagnosed([words, ...given]);
    const last = then?.findings[0]?.certainty.kind === 'proved' ? then : diagnosed([words, ...given], SECRET);
    const isAsked = first?.id === 'client-text' && (then === last || then?.next[0]?.id === 'secret');
    const isProved = last?.findings[0]?.certainty.kind === 'proved';
    return [{ id: `${one.cause.id}/${one.mutation.variant}`, isAsked, isProved, got: last?.findings[0]?.cause.id }];
  });
  const failed = results.filter(({ isAsked, isProved }) => !isAsked || !isProved);
  expect(results).toHaveLength(MOST);
  expect(failed.slice(2)).toEqual([]);
});

/** A canonical request that signs Host and the headers that S3 requires, and no other. */
const PLAIN = GET_OBJECT.replace(/\nrange:[^\n]*/, '').replace(';range;', ';');
const quoted = (canonicalRequest: string) => mismatch({ canonicalRequest, stringToSign: toSign(canonicalRequest) });

describe('what to give next', () => {
  const nextOf = (...pieces: readonly string[]) => diagnosed(pieces)?.next.map((step) => nextInWords(step))[0] ?? '';
  const log = `CanonicalRequest:\n${PLAIN}\nStringToSign:\n${toSign(PLAIN)}\nSignature:\n${'0'.repeat(64)}\n`;
  it('is the secret if a text and a signature can be compared with it', () => {
    expect(nextOf(quoted(PLAIN), log)).toMatch(/^Give the secret access key/);
  });
  it.each([
    ['boto3', 'botocore.exceptions.ClientError: An error occurred', "boto3: boto3.set_stream_logger('')"],
    ['the AWS CLI', 'User-Agent: aws-cli/2.15.0 Python/3.11', 'AWS CLI: aws --debug …'],
    ['rclone', 'rclone copy a b: failed', 'rclone: rclone -vv --dump headers,auth …'],
  ])('is the one line that makes %s print what it signed', (_client, mark, line) => {
    expect(nextOf(mismatch(), mark)).toMatch(/^Give the text that your client signed/);
    expect(nextOf(mismatch(), mark).endsWith(line)).toBe(true);
  });
  it('is the capture too, if the client is unknown', () => {
    expect(nextOf(mismatch())).toContain('sigv4 capture --upstream');
  });
  it.each([
    ['127.0.0.1:9000', 'http://127.0.0.1:9000'],
    ['b.s3.eu-west-1.amazonaws.com', 'https://b.s3.eu-west-1.amazonaws.com'],
    ['s3.example.com:443', 'https://s3.example.com:443'],
    ['h;rm$(x)', 'https://HOST'],
  ])('sends what arrives at the capture to the server of %s, and is safe to copy', (host, url) => {
    const steps =
      diagnosed([quoted(PLAIN.replace(/host:[^\n]*/, `host:${host}`))])
        ?.next.map((step) => nextInWords(step))
        .join('\n') ?? '';
    expect(steps).toContain(`sigv4 capture --upstream ${url} --port 9100`);
    expect(steps).not.toContain('rm$(x)');
  });
});
