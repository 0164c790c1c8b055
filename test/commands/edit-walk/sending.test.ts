/** Requests that were edited, and then sent. */
import { describe, expect, it } from 'vitest';
import type { WalkInputs } from '../../../src/app/walks/walk-inputs.ts';
import type { World } from '../../../src/app/world/world.ts';
import { isProblem, problem } from '../../../src/bytes/problem.ts';
import { failedExchange } from '../../../src/http/exchange.ts';
import { flippedBits } from '../../../src/trace/changes.ts';
import { EXAMPLE_KEYS } from '../../support/commands/test-world.ts';
import { sound } from '../../support/problems.ts';
import { edited, editorOf, OWN_SECRET, octetsIn, PUT, shown } from '../../support/screen/edited-walk.ts';

describe("AWS's example, edited and sent", () => {
  it.each<[string, Partial<WalkInputs>, number, string]>([
    ['another range', { headers: [['Range', 'bytes=0-4']] }, 206, ''],
    ['another host for the same bucket', { url: 's3://examplebucket/test.txt' }, 206, ''],
    ['another region', { region: 'eu-west-1' }, 400, 'AuthorizationHeaderMalformed'],
    ['another secret', { secretAccessKey: OWN_SECRET }, 403, 'SignatureDoesNotMatch'],
    ['another key ID', { accessKeyId: 'AKIDOTHER' }, 403, 'InvalidAccessKeyId'],
    ['another date', { date: '20130524T001600Z' }, 403, 'RequestTimeTooSkewed'],
    ['a date that is near enough', { date: '20130524T001400Z' }, 206, ''],
    ['another key', { url: 's3://examplebucket/nothing.txt' }, 404, 'NoSuchKey'],
  ])('goes to the sandbox, whose clock and key stay: %s', async (_what, edit, status, code) => {
    const walked = await edited({}, edit);
    const { response } = await walked.send(null);
    expect(response?.head.status).toBe(status);
    expect(response?.body.kept).toContain(code);
  });

  it('keeps what was put there', async () => {
    const editor = await editorOf();
    const url = 's3://examplebucket/new.txt';
    const put = sound(await editor.walk({ ...editor.inputs, method: 'PUT', url, headers: [], payload: '@new' }));
    expect((await put.send(null)).response?.head.status).toBe(200);
    const got = sound(await editor.walk({ ...editor.inputs, url, headers: [] }));
    expect((await got.send(null)).response?.body.kept).toBe('@new');
  });

  it('has another signature, of whose bits some are as they were', async () => {
    const before = (await shown({})).facts;
    const after = await edited({}, { secretAccessKey: `${EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY}x` });
    const bits = flippedBits(octetsIn({ facts: before }, 'signature') ?? '', octetsIn(after, 'signature') ?? '');
    expect(bits).toBeGreaterThan(0);
    expect(bits).toBeLessThan(256);
  });
});

describe('an own request, edited', () => {
  it('goes where it is asked to, and a problem of the way there is one of the URL', async () => {
    const editor = await editorOf({ address: 'http://127.0.0.1:9/', environment: { http_proxy: 'socks5://proxy' } });
    const found = await editor.walk({ ...editor.inputs, url: 'http://h.example.com/' });
    expect(isProblem(found) && [found.code, found.where?.value]).toEqual(['proxy', 'url']);
  });

  it('is sent as it is edited', async () => {
    const failed = problem('no-connection', 'Nothing answers.', 'Start it.');
    const heads: string[] = [];
    const send: World['send'] = async ({ request, host, port }) => {
      for await (const piece of request instanceof Uint8Array ? [request] : request)
        heads.push(Buffer.from(piece).toString());
      return failedExchange({ host, port }, failed);
    };
    const walked = await edited({ ...PUT, changes: { send } }, { payload: 'two', method: 'POST' });
    await walked.send(null);
    expect(heads.join('')).toMatch(/^POST \/b\/key HTTP\/1\.1\r\n[\s\S]*\r\n\r\ntwo$/);
  });
});
