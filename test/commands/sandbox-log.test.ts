/** The log of the sandbox: a line for each request, with the mistake of a wrong signature. */
import { describe, expect, it } from 'vitest';
import { causeSearch, namedCause } from '../../src/commands/sandbox/cause.ts';
import { reportJson, reportLine } from '../../src/commands/sandbox/request-log.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import type { AnswerReport } from '../../src/sandbox/settings.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import { finished } from '../../src/search/search.ts';
import { ordered } from '../support/sandbox-client.ts';
import { KEYS, settingsOf, TOKEN } from '../support/sandbox-settings.ts';
import { BUCKETS } from '../support/stored-objects.ts';

function logged(request: string) {
  const reports: AnswerReport[] = [];
  const { now, ...settings } = settingsOf();
  const onAnswer = (report: AnswerReport) => void reports.push(report);
  createSandbox({ ...settings, store: createStore(BUCKETS), clock: () => now, onAnswer }).converse()(
    Buffer.from(request, 'latin1'),
  );
  const [report] = reports;
  if (!report) throw new Error('Nothing was answered.');
  const search = causeSearch(report, KEYS)?.() ?? null;
  const cause = namedCause(search && finished(search));
  return { cause, line: reportLine(report, cause), json: JSON.parse(reportJson(report, cause)) };
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
    expect(line).toBe(`GET /a%20b.txt → 403 SignatureDoesNotMatch: ${cause?.says}\n`);
    expect(json).toMatchObject({ status: 403, verdict: 'refused', code: 'SignatureDoesNotMatch', cause: cause?.id });
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
