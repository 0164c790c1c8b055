/**
 * Failures made by signers that are not ours: Python with hashlib, the package aws4 with one of its functions replaced,
 * curl. What each sent goes to the sandbox, and the cause is named from its answer and what there is of the client.
 */

import { execFile, execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { promisify } from 'node:util';
import aws4 from 'aws4';
import { describe, expect, it } from 'vitest';
import { type Octets, octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { type Diagnosis, diagnose } from '../../src/diagnosis/diagnosis.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { KEY_ID, SECRET, testSandbox } from '../support/sandbox/sandbox-client.ts';
import { openSandbox } from '../support/sandbox/sandbox-server.ts';
import { named } from '../support/sources.ts';

function answerTo(request: string): string {
  const answer = testSandbox().converse()(Buffer.from(request, 'latin1'));
  if (!answer?.isLast) throw new Error('The sandbox waits for more.');
  return Buffer.from(answer.bytes).toString('latin1');
}

function diagnosisOf(texts: readonly string[], secret: string | null): Diagnosis {
  const evidence = readEvidence(
    texts.map((text, index) => ({ octets: text as Octets, by: named(`piece ${index + 1}`) })),
  );
  if (isProblem(evidence)) throw new Error(evidence.says);
  return diagnose(evidence, () => secret as Octets | null);
}

/** Whether something of a client is enough to name the cause with the answer. The search ends where it is named. */
function isNamed(id: string, answer: string, request: string, log: string | null): boolean {
  const given: readonly (readonly [texts: readonly string[], secret: string | null])[] = [
    ...(log === null ? [] : [[[answer, log], null] as const]),
    [[answer, request], SECRET],
    [[answer, request], null],
    [[answer], SECRET],
  ];
  return given.some(([texts, secret]) => {
    const [first] = diagnosisOf(texts, secret).findings;
    return first !== undefined && first.certainty.kind !== 'possible' && first.cause.id === id;
  });
}

/** The mistake of the script, and the cause. */
const PYTHON: readonly (readonly [mistake: string, cause: string])[] = [
  ['path-tilde-quoted', 'unreserved-set-too-wide'],
  ['path-quoted-twice', 'path-double-encoded-on-s3'],
  ['path-not-quoted', 'path-not-encoded'],
  ['path-quote-plus', 'space-plus-vs-percent20'],
  ['path-slashes-quoted', 'path-reserved-not-encoded'],
  ['path-like-encodeURI', 'path-reserved-not-encoded'],
  ['query-urlencode', 'space-plus-vs-percent20'],
  ['query-not-sorted', 'query-not-sorted'],
  ['query-valueless', 'query-valueless-param'],
  ['query-slash-kept', 'query-reserved-not-encoded'],
  ['query-left-out', 'query-not-canonicalised'],
  ['method-in-lower-case', 'method-mismatch'],
  ['put-signed-as-post', 'method-mismatch'],
  ['host-with-port', 'host-default-port-signed'],
  ['put-charset-left-out', 'content-type-added-or-changed'],
  ['header-not-collapsed', 'header-value-whitespace'],
  ['headers-as-sent', 'header-name-not-lowercased'],
  ['space-behind-colon', 'header-value-whitespace'],
  ['metadata-not-signed', 'xamz-header-not-signed'],
  ['put-hash-of-nothing', 'payload-hash-of-empty-body'],
  ['no-empty-line', 'crlf-or-extra-newline'],
  ['crlf', 'crlf-or-extra-newline'],
  ['newline-behind', 'crlf-or-extra-newline'],
  ['string-to-sign-ends-with-newline', 'crlf-or-extra-newline'],
  ['other-region', 'wrong-region'],
  ['day-before', 'scope-date-differs'],
  ['hash-in-capitals', 'double-or-raw-hash'],
  ['newline-behind-secret', 'secret-whitespace-newline'],
  ['secret-quoted', 'secret-special-chars-mangled'],
  ['secret-cut-off', 'secret-truncated'],
  ['no-prefix', 'signing-key-not-binary'],
  ['hex-keys', 'signing-key-not-binary'],
  ['arguments-swapped', 'signing-key-not-binary'],
  ['plain-hash', 'signing-key-not-binary'],
];

const hasPython = isThere('python3');
const printed = hasPython
  ? execFileSync('python3', ['test/diagnosis/foreign/signer.py', 'none', ...PYTHON.map(([mistake]) => mistake)])
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly request: string; readonly log: string })
  : [];

describe.runIf(hasPython)('a signer in Python', () => {
  it('makes a right request where it makes no mistake', () => {
    expect(answerTo(printed[0]?.request ?? '')).toMatch(/^HTTP\/1\.1 (?:404|501) /);
  });

  it.each(PYTHON.map(([mistake, cause], index) => ({ mistake, cause, made: printed[index + 1] })))(
    'that makes the mistake $mistake is told $cause',
    ({ cause, made }) => {
      const { request = '', log = '' } = made ?? {};
      const answer = answerTo(request);
      expect(answer).toMatch(/^HTTP\/1\.1 4/);
      expect(isNamed(cause, answer, request, octetsFromText(log))).toBe(true);
    },
  );
});

interface Signer {
  request: { readonly method: string; readonly path: string; readonly headers: Record<string, string> };
  parsedPath?: unknown;
  getDateTime(): string;
  getDate(): string;
  [name: string]: unknown;
}
type Patch = (this: Signer, original: () => string) => string;

/** One function of the package, replaced by what makes a mistake of its result. */
const AWS4: readonly {
  readonly name: string;
  readonly method: string;
  readonly patch: Patch;
  readonly cause: string;
}[] = [
  {
    name: 'the blank line is missing',
    method: 'canonicalString',
    patch: (original) => original().replace('\n\n', '\n'),
    cause: 'crlf-or-extra-newline',
  },
  {
    name: 'the method is in lower case',
    method: 'canonicalString',
    patch: (original) => original().replace(/^[A-Z]+/, (word) => word.toLowerCase()),
    cause: 'method-mismatch',
  },
  {
    name: 'a newline ends the string to sign',
    method: 'stringToSign',
    patch: (original) => `${original()}\n`,
    cause: 'crlf-or-extra-newline',
  },
  {
    name: 'the signature is base64',
    method: 'signature',
    patch: (original) => Buffer.from(original(), 'hex').toString('base64'),
    cause: 'signature-not-hexadecimal',
  },
  {
    name: 'the signature is in capitals',
    method: 'signature',
    patch: (original) => original().toUpperCase(),
    cause: 'signature-not-hexadecimal',
  },
  {
    name: 'the key is used without a chain',
    method: 'signature',
    patch(this: Signer) {
      const toSign = (this.stringToSign as () => string).call(this);
      return createHmac('sha256', `AWS4${SECRET}`).update(toSign).digest('hex');
    },
    cause: 'signing-key-not-binary',
  },
];

describe('the package aws4', () => {
  it.each(AWS4)('where $name is told $cause', ({ method, patch, cause }) => {
    const signer = new (aws4 as unknown as { RequestSigner: new (...given: unknown[]) => Signer }).RequestSigner(
      {
        method: 'GET',
        host: 'examplebucket.s3.amazonaws.com',
        path: '/test.txt',
        service: 's3',
        region: 'us-east-1',
        headers: { 'X-Amz-Date': '20130524T000000Z', 'X-Amz-Meta-A': 'b' },
      },
      { accessKeyId: KEY_ID, secretAccessKey: SECRET },
    );
    const original = (signer[method] as () => string).bind(signer);
    signer[method] = () => patch.call(signer, original);
    (signer.sign as () => unknown)();
    const fields = Object.entries(signer.request.headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const request = `GET /test.txt HTTP/1.1\r\n${fields.join('')}\r\n`;
    const answer = answerTo(request);
    expect(answer).toMatch(/^HTTP\/1\.1 4/);
    expect(isNamed(cause, answer, request, null)).toBe(true);
  });
});

/** What curl is told wrong, and the cause; all that it prints is one paste. */
const CURL: readonly (readonly [what: string, scope: string, user: string, cause: string])[] = [
  ['another region', 'aws:amz:eu-west-1:s3', `${KEY_ID}:${SECRET}`, 'wrong-region'],
  ['another service', 'aws:amz:us-east-1:ec2', `${KEY_ID}:${SECRET}`, 'wrong-service'],
  ['a key that nobody knows', 'aws:amz:us-east-1:s3', `AKIAUNKNOWN:${SECRET}`, 'unknown-access-key'],
  ['a secret with a newline', 'aws:amz:us-east-1:s3', `${KEY_ID}:${SECRET}\n`, 'secret-whitespace-newline'],
  ['a secret without its end', 'aws:amz:us-east-1:s3', `${KEY_ID}:${SECRET.slice(0, -1)}`, 'secret-truncated'],
];

describe.runIf(isThere('curl'))('curl', () => {
  it.each(CURL)('with %s is told why', async (_what, scope, user, cause) => {
    const sandbox = await openSandbox();
    try {
      const told = ['-H', 'X-Amz-Date: 20130524T000000Z', '--aws-sigv4', scope, '--user', user];
      const { stdout, stderr } = await promisify(execFile)('curl', [
        '-s',
        '-v',
        ...told,
        `${sandbox.url}/examplebucket/test.txt`,
      ]);
      const [first] = diagnosisOf([octetsFromText(stderr + stdout)], SECRET).findings;
      expect([first?.cause.id, first?.certainty.kind]).toEqual([cause, 'proved']);
    } finally {
      await sandbox.close();
    }
  });
});

function isThere(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
