/** Walks whose requests go to the sandbox in this program: pastes, and requests of one's own without credentials. */

import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import type { EditedWalk, ShownWalk } from '../../src/app/walks/shown-walk.ts';
import type { WalkInputs } from '../../src/app/walks/walk-inputs.ts';
import { problem } from '../../src/bytes/problem.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { WHERE_NEXT, walk } from '../../src/commands/walk.ts';
import { findValue } from '../../src/trace/trace.ts';
import { diagnosisView } from '../../src/views/diagnosis/diagnosis-view.ts';
import { quotedError } from '../../src/views/exchange-outcome.ts';
import { EXAMPLE_KEYS, screenFor, worldOf } from '../support/commands/test-world.ts';
import { sound } from '../support/problems.ts';

interface Typed {
  readonly address?: string;
  readonly options?: OptionValues;
  readonly changes?: Partial<CommandWorld>;
}

/** Runs `sigv4 walk` with a screen and returns the walk that it shows. */
async function shown({ address, options = {}, changes = {} }: Typed = {}): Promise<ShownWalk> {
  let walked: ShownWalk | null = null;
  const show = async (each: ShownWalk) => {
    walked = each;
    return 0;
  };
  const test = worldOf({ screen: screenFor({ walk: show }), ...changes });
  await walk.run(test.world, options, address === undefined ? [] : [address]);
  if (walked === null) throw new Error(test.errors());
  return walked;
}

/** Pastes a text into a walk, as the screen does. */
async function pastedInto(walked: ShownWalk, text: string): Promise<EditedWalk> {
  const pasted = sound(await walked.paste(text));
  if (pasted.kind !== 'inputs' || !walked.editor) throw new Error('It is not a request to sign.');
  const { region, service: _, ...inputs } = pasted.inputs;
  const before: WalkInputs = walked.editor.inputs;
  return sound(
    await walked.editor.walk({ ...before, ...inputs, region: region ?? before.region, pasted: pasted.inputs }),
  );
}

const octetsIn = ({ facts }: Pick<EditedWalk, 'facts'>, id: string) => findValue(facts.trace, id)?.bytes.octets;

async function answerOf({ send }: Pick<ShownWalk, 'send'>) {
  const response = (await send?.(null))?.response;
  return response && { status: response.head.status, code: quotedError(response)?.code ?? null };
}

describe('a paste into the example', () => {
  it('is signed for the region in its host name', async () => {
    const pasted = await pastedInto(await shown(), 'https://photos.s3.eu-west-1.amazonaws.com/cat.jpg');
    expect(octetsIn(pasted, 'credential-scope')).toBe('20130524/eu-west-1/s3/aws4_request');
    const region = findValue(pasted.facts.trace, 'region')?.bytes.spans?.[0]?.origin;
    expect(region).toMatchObject({ kind: 'given', input: { source: { kind: 'host-name' } } });
  });

  it('is signed for the service in its host name, with the rules of that service', async () => {
    const pasted = await pastedInto(await shown(), 'https://a1b2.execute-api.eu-west-2.amazonaws.com/prod/a%20b');
    expect(octetsIn(pasted, 'credential-scope')).toBe('20130524/eu-west-2/execute-api/aws4_request');
    expect(octetsIn(pasted, 'canonical-uri')).toBe('/prod/a%2520b');
  });

  it('keeps the region where the host names none', async () => {
    const pasted = await pastedInto(await shown(), 'https://minio.example.com/photos/cat.jpg');
    expect(octetsIn(pasted, 'credential-scope')).toBe('20130524/us-east-1/s3/aws4_request');
  });

  it.each([
    ['https://photos.s3.eu-west-1.amazonaws.com/cat.jpg', { status: 404, code: 'NoSuchKey' }],
    ["curl -X PUT -d hello 'https://photos.s3.eu-west-1.amazonaws.com/cat.jpg'", { status: 200, code: null }],
    ["curl -X PUT -d hello 'https://minio.example.com/photos/cat.jpg'", { status: 200, code: null }],
    ["curl -X PUT -d hello 'https://s3.amazonaws.com/A_/cat.jpg'", { status: 404, code: 'NoSuchBucket' }],
  ])('is answered by the sandbox, which makes a bucket on first use: %s', async (text, answer) => {
    expect(await answerOf(await pastedInto(await shown(), text))).toEqual(answer);
  });

  it('leaves in the sandbox what was stored there, for other requests of the walk', async () => {
    const example = await shown();
    await answerOf(await pastedInto(example, "curl -X PUT -d hello 'https://photos.s3.eu-west-1.amazonaws.com/a'"));
    expect(await answerOf(await pastedInto(example, 'https://photos.s3.eu-west-1.amazonaws.com/a'))).toEqual({
      status: 200,
      code: null,
    });
  });
});

const ADDRESS = 's3://photos/cat.jpg';
const OWN_KEYS = { AWS_ACCESS_KEY_ID: 'AKIDOWN', AWS_SECRET_ACCESS_KEY: 'own/Secret+Key', AWS_SESSION_TOKEN: 'token' };

describe("a walk of one's own request without credentials", () => {
  it("is signed with AWS's example key, says so, and goes to the sandbox only", async () => {
    const walked = await shown({ address: ADDRESS });
    expect(walked.opensWith).toBe("No credentials: signed with AWS's example key, and sent only to the sandbox.");
    expect(octetsIn(walked, 'access-key-id')).toBe('AKIAIOSFODNN7EXAMPLE');
    expect(walked.facts.destination.goesTo).toBe('sandbox');
    expect(await answerOf(walked)).toEqual({ status: 404, code: 'NoSuchKey' });
  });

  it.each([{ plain: true }, { json: true }])('is refused with %j, which names --sandbox', async (options) => {
    const test = worldOf({ screen: screenFor({}) });
    expect(await walk.run(test.world, options, [ADDRESS])).toBe(2);
    expect(test.errors()).toContain('Or add --sandbox: without credentials, it signs with the key of the AWS example.');
  });

  it('is printed with --sandbox', async () => {
    const test = worldOf({ screen: null });
    const options = { plain: true, sandbox: true, send: true, request: 'PUT', data: ['x'] };
    expect(await walk.run(test.world, options, [ADDRESS])).toBe(0);
    expect(test.output()).toContain('the sandbox in this program');
  });

  it('is refused if half of the credentials are there, or a profile that cannot be used', async () => {
    const half = worldOf({ screen: screenFor({}), environment: { AWS_ACCESS_KEY_ID: 'AKID' } });
    expect(await walk.run(half.world, {}, [ADDRESS])).toBe(2);
    const loadProfile = async () => ({
      ...{ name: 'default', region: null, endpointUrl: null, way: 'keys' as const },
      credentials: async () => problem('credentials', 'The session has expired.', 'Log in again.'),
    });
    const expired = worldOf({ screen: screenFor({}), loadProfile });
    expect(await walk.run(expired.world, {}, [ADDRESS])).toBe(2);
    expect(expired.errors()).toContain('The session has expired.');
  });
});

describe('the diagnosis of a request that the walk has sent', () => {
  async function diagnosed(method: string) {
    const walked = await shown();
    if (!walked.editor) throw new Error('The example cannot be edited.');
    const inputs = { ...walked.editor.inputs, method, secretAccessKey: 'made up', headers: [] };
    const edited = sound(await walked.editor.walk(inputs));
    expect((await answerOf(edited))?.status).toBe(403);
    const opened = await edited.openDiagnosis?.({ isStopped: () => true, onProgress: () => {} });
    if (!opened) throw new Error('No diagnosis can be opened.');
    return sound(opened);
  }

  it.each(['GET', 'DELETE', 'delete', 'Made-Up'])(
    'is about the request with %s, all of which is known',
    async (method) => {
      const { diagnosis } = (await diagnosed(method)).facts;
      if (diagnosis === null) throw new Error('Nothing was diagnosed.');
      const [, title] = diagnosisView(diagnosis).about;
      expect(title).toBe(`${method} examplebucket/test.txt`);
      expect(diagnosis.read.request).toMatchObject({ method, unsaid: [] });
      expect(diagnosis.next.map(({ id }) => id)).not.toContain('rest-of-request');
    },
  );
});

describe("walk --sandbox with one's own credentials", () => {
  it('sends to a sandbox that knows them, session token included', async () => {
    const walked = await shown({
      address: ADDRESS,
      options: { sandbox: true, request: 'PUT', data: ['x'], region: 'eu-north-1' },
      changes: { environment: OWN_KEYS },
    });
    expect(walked.opensWith).toBeNull();
    expect(octetsIn(walked, 'access-key-id')).toBe('AKIDOWN');
    expect(walked.facts.destination.goesTo).toBe('sandbox');
    expect(await answerOf(walked)).toEqual({ status: 200, code: null });
  });

  it('refuses an edited secret', async () => {
    const { editor } = await shown({
      address: ADDRESS,
      options: { sandbox: true },
      changes: { environment: OWN_KEYS },
    });
    const edited = editor && sound(await editor.walk({ ...editor.inputs, secretAccessKey: 'another' }));
    expect(edited && (await answerOf(edited))).toEqual({ status: 403, code: 'SignatureDoesNotMatch' });
  });
});

describe('a walk that is left', () => {
  it('says where to go from there, but not after Ctrl-C', async () => {
    const left = async (code: number) => {
      const test = worldOf({ screen: screenFor({ walk: async () => code }), environment: EXAMPLE_KEYS });
      await walk.run(test.world, {}, []);
      return test.output();
    };
    expect(await left(0)).toBe(`${WHERE_NEXT}\n`);
    expect(WHERE_NEXT.length).toBeLessThanOrEqual(80);
    expect(await left(130)).toBe('');
  });
});
