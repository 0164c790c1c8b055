/** The log of the sandbox: a line for each request, with the mistake of a wrong signature. */
import { describe, expect, it } from 'vitest';
import { knownAtFirst } from '../../src/app/traffic/cause-searches.ts';
import { searchCauses } from '../../src/app/traffic/exchange-search.ts';
import { causeMembers } from '../../src/app/traffic/log/cause-lines.ts';
import { packExchange } from '../../src/app/traffic/packed-exchange.ts';
import { knownCause, reportLine, reportMembers, searchedExchange } from '../../src/commands/sandbox/request-log.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import type { AnswerReport } from '../../src/sandbox/settings.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import { NOW, type Order, ordered, SCOPE, SECRET } from '../support/sandbox/sandbox-client.ts';
import { KEYS, settingsOf, TEMPORARY_KEY_ID, TOKEN } from '../support/sandbox/sandbox-settings.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';
import { type Pair, sha256Of, signIndependently } from '../support/sigv4/independent-signer.ts';
import { WRONG_CHUNKS } from '../support/sigv4/wrong-chunks.ts';

const SECRETS = [...KEYS].map(([accessKeyId, { secretAccessKey }]) => ({
  accessKeyId,
  secretAccessKey,
  source: { kind: 'documentation' } as const,
  isServers: true as const,
}));

/** What the log says of a request when everything is known. */
function logged(request: string) {
  const reports: AnswerReport[] = [];
  const { now, ...settings } = settingsOf();
  const onAnswer = (report: AnswerReport) => void reports.push(report);
  const exchanges = { keeps: 'refused', elapsed: () => 0, scheme: 'http' } as const;
  createSandbox({ ...settings, store: createStore(BUCKETS), clock: () => now, onAnswer, exchanges }).converse()(
    Buffer.from(request, 'latin1'),
  );
  const [report] = reports;
  if (!report) throw new Error('Nothing was answered.');
  const verification = { secrets: SECRETS, now: now.getTime() };
  const exchange = searchedExchange(report);
  const job = exchange && { exchange: packExchange(exchange), settings: verification };
  const found = job && searchCauses({ ...job, mistakes: 'usual' }, () => false);
  const known = knownAtFirst(found ?? { cause: knownCause(report, verification), suspect: null }, null);
  return {
    ...known,
    line: reportLine(report, 1, known),
    json: { ...reportMembers(report), ...causeMembers(known) },
  };
}

const WITHOUT_TOKEN = { keyId: TEMPORARY_KEY_ID };

/** What is refused, the ID of the cause, and what the log says of the cause and of the fix. */
const EVIDENT: readonly [what: string, request: string, id: string, says: string, fix: string][] = [
  [
    'another Region',
    ordered({ scope: ['20130524', 'eu-west-1', 's3', 'aws4_request'] }).request,
    ...(['wrong-region', "Region 'eu-west-1', but the server is in 'us-east-1'", "Sign for 'us-east-1'"] as const),
  ],
  [
    'a clock in another time zone',
    ordered({ date: '20130523T220000Z', scope: ['20130523', 'us-east-1', 's3', 'aws4_request'] }).request,
    ...(['clock-skew', '2 h earlier', 'Write the time in UTC'] as const),
  ],
  [
    'a header that is not signed',
    ordered({ headers: [['x-amz-meta-a', 'b']], unsigned: ['x-amz-meta-a'] }).request,
    ...(['xamz-header-not-signed', 'x-amz-meta-a was sent but is not among the signed headers', 'Sign Host'] as const),
  ],
  [
    'a body that was changed',
    ordered({ method: 'PUT', body: 'hello' }).request.replace(/hello$/, 'HELLO'),
    ...(['payload-changed-after-signing', 'the body that arrived has the hash', 'Sign last'] as const),
  ],
  [
    'an unknown key',
    ordered({ keyId: 'AKIAUNKNOWNEXAMPLE12' }).request,
    ...(['unknown-access-key', 'AKIAUNKNOWNEXAMPLE12', 'the key is still active'] as const),
  ],
  [
    'a missing session token',
    ordered(WITHOUT_TOKEN).request,
    ...(['session-token-missing', 'session token was not sent', 'AWS_SESSION_TOKEN'] as const),
  ],
  [
    'the session token of other credentials',
    ordered({ ...WITHOUT_TOKEN, headers: [['x-amz-security-token', 'other']] }).request,
    ...(['session-token-invalid', 'session token is not valid', 'the same STS response'] as const),
  ],
  [
    'Signature Version 2',
    ordered({ authorization: 'AWS AKIAIOSFODNN7EXAMPLE:c2lnbmF0dXJl' }).request,
    ...(['sigv2-against-v4-only', 'another version', 'signature_version = s3v4'] as const),
  ],
];

describe('a line of the log', () => {
  it('has the request and its status', () => {
    const { cause, line, json } = logged(ordered().request);
    expect(cause).toBeNull();
    expect(line).toMatch(/^GET \/\S* → 20[06]\n$/);
    expect(json).toMatchObject({ method: 'GET', verdict: 'accepted', code: null, stage: null, cause: null });
  });

  it('names the mistake of a wrong signature', () => {
    const { request } = ordered({ path: '/a%20b.txt' });
    const { cause, line, json } = logged(request.replace('/a%2520b.txt', '/a%20b.txt'));
    expect(cause?.id).toBe('path-double-encoded-on-s3');
    expect(line).toBe(`GET /a%20b.txt → 403 SignatureDoesNotMatch: ${cause?.says}\n  Fix: ${cause?.fix}\n`);
    expect(json).toMatchObject({ status: 403, verdict: 'refused', code: 'SignatureDoesNotMatch', cause: cause?.id });
  });

  it('names a mistake that only the body proves', () => {
    const headers: Pair[] = [
      ['Host', 'examplebucket.s3.amazonaws.com'],
      ['x-amz-content-sha256', 'UNSIGNED-PAYLOAD'],
      ['x-amz-date', NOW],
    ];
    const right = ordered({ method: 'PUT', path: '/new.txt', body: 'hello', payloadHash: 'UNSIGNED-PAYLOAD' });
    const meant = { method: 'PUT', path: '/new.txt', query: [], headers, payloadHash: sha256Of('hello') };
    const { signature } = signIndependently(meant, { secret: SECRET, timestamp: NOW, scope: SCOPE });
    const { cause, line } = logged(right.request.replace(right.signature, signature));
    expect(line).toContain('UNSIGNED-PAYLOAD, but the last line of the canonical request is the hash of the body');
    expect(cause?.id).toBe('payload-literal-misspelt');
  });

  it.each(WRONG_CHUNKS)('names a chunk whose signature is wrong: $what', ({ request }) => {
    const { cause, line, json } = logged(request);
    expect(cause?.id).toBe('chunk-data-changed');
    expect(line).toContain('The server accepted the head of the request, but refused the signature of');
    expect(json).toMatchObject({ code: 'SignatureDoesNotMatch', cause: cause?.id });
    expect(json.stage).toMatch(/^(?:chunk-signatures|trailer-signature)$/);
  });

  it('says that a cause is only likely', () => {
    const { cause, suspect, line, json } = logged(ordered({ method: 'HEAD', secret: 'another' }).request);
    expect(cause).toBeNull();
    expect(line).toBe(
      `HEAD /test.txt → 403 SignatureDoesNotMatch, probably: ${suspect?.says}\n  Check: ${suspect?.fix}\n`,
    );
    expect(line).toContain('The client has a different secret than the server');
    expect(json).toMatchObject({ cause: 'wrong-secret', says: suspect?.says, standing: 'possible' });
  });

  it('has what S3 says where the request itself is right', () => {
    const { cause, line, json } = logged(ordered({ method: 'PUT', query: [['versioning', '']] }).request);
    expect(cause).toBeNull();
    expect(line).toBe(
      'PUT /test.txt?versioning= → 501 NotImplemented: The sandbox does not support the parameter "versioning" here.\n',
    );
    expect(json).toMatchObject({ verdict: 'refused', code: 'NotImplemented', cause: null, says: null, standing: null });
  });

  it.each(EVIDENT)('names at once the cause of a refusal that states it: %s', (_, request, id, says, fix) => {
    const { cause, line, json } = logged(request);
    expect(cause?.id).toBe(id);
    expect(line).toMatch(new RegExp(`^\\w+ /\\S* → 40\\d \\w+: .*${says}.*\\n {2}Fix: .*${fix}.*\\n$`));
    expect(json).toMatchObject({
      verdict: 'refused',
      cause: id,
      says: cause?.says,
      standing: 'proved',
      search: 'none',
    });
  });

  it('names it for HEAD too, whose response has no error document', () => {
    const request = ordered({ method: 'HEAD', scope: ['20130524', 'eu-west-1', 's3', 'aws4_request'] }).request;
    expect(logged(request).line).toMatch(
      /^HEAD \/test\.txt → 400 \w+: The request was signed for the Region 'eu-west-1'/,
    );
  });

  it.each([
    ['does not exist', { path: '/no-such-key' }, 404],
    ['already exists', { method: 'PUT', body: 'x', headers: [['If-None-Match', '*']] }, 412],
    ['has no such range', { headers: [['Range', 'bytes=500-']] }, 416],
  ] satisfies [string, Partial<Order>, number][])(
    'does not call a right request refused that asks for what %s',
    (_, order, status) => {
      const { line, json } = logged(ordered(order).request);
      expect(line).toMatch(new RegExp(`^\\w+ /\\S+ → ${status} \\w+: `));
      expect(json).toMatchObject({ status, verdict: 'accepted', stage: 'operation', cause: null });
      expect(json.code).not.toBeNull();
    },
  );

  it('shows no session token', () => {
    const target = `/a.txt?X-Amz-Security-Token=${encodeURIComponent(TOKEN)}`;
    const { line, json } = logged(`GET ${target} HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\n\r\n`);
    for (const text of [line, JSON.stringify(json)]) {
      expect(text).toContain('X-Amz-Security-Token=');
      expect(text).not.toContain('FQoGZXIvYXdzEXAMPLE');
    }
  });

  it('says so where the bytes are not a request', () => {
    expect(logged('hello\r\n\r\n').line).toMatch(/^no request → 400 /);
  });
});
