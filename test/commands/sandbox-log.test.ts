/** The log of the sandbox: a line for each request, with the mistake of a wrong signature. */
import { describe, expect, it } from 'vitest';
import { causeMembers } from '../../src/app/traffic/cause-lines.ts';
import { knownAtFirst } from '../../src/app/traffic/cause-searches.ts';
import { searchCauses } from '../../src/app/traffic/exchange-search.ts';
import { packExchange } from '../../src/app/traffic/packed-exchange.ts';
import { searchedExchange } from '../../src/commands/sandbox/cause.ts';
import { reportLine, reportMembers } from '../../src/commands/sandbox/request-log.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import type { AnswerReport } from '../../src/sandbox/settings.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import { type Pair, sha256Of, signIndependently } from '../support/independent-signer.ts';
import { NOW, ordered, SCOPE, SECRET } from '../support/sandbox-client.ts';
import { KEYS, settingsOf, TOKEN } from '../support/sandbox-settings.ts';
import { BUCKETS } from '../support/stored-objects.ts';
import { WRONG_CHUNKS } from '../support/wrong-chunks.ts';

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
  const exchange = searchedExchange(report);
  const job = exchange && { exchange: packExchange(exchange), settings: { secrets: SECRETS, now: now.getTime() } };
  const found = job && searchCauses({ ...job, mistakes: 'usual' }, () => false);
  const known = knownAtFirst(found ?? { cause: null, suspect: null }, null);
  return {
    ...known,
    line: reportLine(report, 1, known),
    json: { ...reportMembers(report), ...causeMembers(known) },
  };
}

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

  it('has what S3 says where the signature is not what is wrong', () => {
    const { cause, line, json } = logged('GET /a.txt HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\n\r\n');
    expect(cause).toBeNull();
    expect(line).toMatch(/^GET \/a\.txt → 403 AccessDenied/);
    expect(json).toMatchObject({ verdict: 'refused', code: 'AccessDenied', cause: null, says: null });
  });

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
