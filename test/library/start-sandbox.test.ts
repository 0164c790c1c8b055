import { afterEach, describe, expect, it } from 'vitest';
import { isProblem } from '../../src/library/problem.ts';
import { type SignInput, sign } from '../../src/library/sign.ts';
import { type Sandbox, type SandboxAnswer, type SandboxInput, startSandbox } from '../../src/library/start-sandbox.ts';

const DATE = '20130524T000000Z';
const open: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
});

async function started(input?: SandboxInput): Promise<Sandbox> {
  const sandbox = await startSandbox(input);
  if (isProblem(sandbox)) throw new Error(sandbox.says);
  open.push(sandbox);
  return sandbox;
}

/** Signs a request for the sandbox and sends it. */
async function send({ url, region, ...credentials }: Sandbox, path: string, rest: Partial<SignInput> = {}) {
  const signed = sign({ url: `${url}${path}`, region, credentials, ...rest });
  if (isProblem(signed)) throw new Error(signed.says);
  const body = rest.body === undefined ? null : Buffer.from(rest.body);
  const answer = await fetch(signed.url, { method: signed.method, headers: signed.headers, body });
  return { status: answer.status, text: await answer.text() };
}

describe('startSandbox', () => {
  it('serves what is signed for the present', async () => {
    const sandbox = await started();
    expect(await send(sandbox, '/examplebucket/test.txt', { headers: { Range: 'bytes=0-9' } })).toEqual({
      status: 206,
      text: 'Hello, S3!',
    });
    expect((await send(sandbox, '/examplebucket/é', { method: 'PUT', body: 'é' })).status).toBe(200);
    expect(await send(sandbox, '/examplebucket/%C3%A9', { form: 'query' })).toEqual({ status: 200, text: 'é' });
  });

  it.each<[string, SandboxInput['clock']]>([
    ['text', DATE],
    ['a moment', new Date('2013-05-24T00:00:00Z')],
    ['a function', () => new Date('2013-05-24T00:00:00Z')],
  ])('goes by a clock that is given as %s', async (_form, clock) => {
    const sandbox = await started(clock === undefined ? {} : { clock });
    expect((await send(sandbox, '/examplebucket/test.txt', { date: DATE })).status).toBe(200);
    const { status, text } = await send(sandbox, '/examplebucket/test.txt');
    expect([status, /<Code>(\w+)/.exec(text)?.[1]]).toEqual([403, 'RequestTimeTooSkewed']);
  });

  it('tells of each answer, a session token masked', async () => {
    const answers: SandboxAnswer[] = [];
    const sandbox = await started({ clock: DATE, onAnswer: (answer) => answers.push(answer) });
    const credentials = { ...sandbox, secretAccessKey: 'another', sessionToken: 'NotARealToken/0123456789' };
    await send(sandbox, '/examplebucket/test.txt', { date: DATE, form: 'query', credentials });
    await send(sandbox, '/examplebucket/test.txt', { date: DATE });
    expect(answers.map(({ method, status }) => [method, status])).toEqual([
      ['GET', 403],
      ['GET', 200],
    ]);
    expect(answers[0]?.refusal).toMatch(/^SignatureDoesNotMatch: /);
    expect(answers[0]?.target).toMatch(/X-Amz-Security-Token=\*+&/);
    expect([answers[0]?.code, answers[0]?.check]).toEqual(['SignatureDoesNotMatch', 'signature']);
    expect(answers[1]).toEqual({
      ...{ method: 'GET', target: '/examplebucket/test.txt', status: 200 },
      ...{ refusal: null, code: null, check: null },
    });
  });

  it('knows the keys, the region, and the buckets that it is given', async () => {
    const keys = [{ accessKeyId: 'OWNKEY', secretAccessKey: 'own secret' }];
    const sandbox = await started({ clock: DATE, keys, region: 'eu-west-1', buckets: ['mine'] });
    expect([sandbox.accessKeyId, sandbox.region]).toEqual(['OWNKEY', 'eu-west-1']);
    expect((await send(sandbox, '/mine', { date: DATE })).status).toBe(200);
    const example = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };
    expect((await send(sandbox, '/mine', { date: DATE, credentials: example })).status).toBe(403);
  });

  it('leaves out a check that is named', async () => {
    const sandbox = await started({ naive: 'clock' });
    expect((await send(sandbox, '/examplebucket/test.txt', { date: DATE })).status).toBe(200);
  });

  it('gives its port back when it is closed', async () => {
    const sandbox = await started();
    const port = Number(new URL(sandbox.url).port);
    expect(await startSandbox({ port })).toMatchObject({ kind: 'problem', code: 'no-port', path: 'port' });
    await sandbox.close();
    open.length = 0;
    expect((await started({ port })).url).toBe(sandbox.url);
  });

  it.each([
    ['port', { port: 65_536 }],
    ['port', { port: '9000' }],
    ['clock', { clock: 'noon' }],
    ['naive', { naive: 'everything' }],
    ['onAnswer', { onAnswer: true }],
    ['host', { host: '0.0.0.0' }],
    ['region', { region: '' }],
    ['region', { region: 'eu west' }],
    ['buckets', { buckets: 7 }],
    ['buckets[1]', { buckets: ['photos', 'Bad_Name'] }],
    ['buckets[0]', { buckets: [7] }],
  ])('names %s where that is at fault', async (path, input) => {
    expect(await startSandbox(input as SandboxInput)).toMatchObject({ kind: 'problem', path });
  });
});
