/** Requests that are signed as other vendors do: signed, verified, and walked through in the words of that vendor. */
import { generateKeyPairSync, verify as verifyRsa } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { sign } from '../../src/commands/sign/sign.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { walk } from '../../src/commands/walk.ts';
import { SIBLING_ALGORITHMS } from '../../src/sigv4/algorithms/table.ts';
import { stagesOf } from '../../src/sigv4/line-of-stages.ts';
import { readSiblings } from '../../src/vectors/vector.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { fixtures } from '../support/fixtures.ts';
import { KEY_ID, SECRET } from '../support/sandbox/sandbox-client.ts';
import { plainForm } from '../support/sigv4/independent-siblings.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const ACCOUNT = 'signer@example.iam.gserviceaccount.com';
const FILES = {
  'account.json': JSON.stringify({ client_email: ACCOUNT, private_key: privateKey }),
  'private.pem': privateKey,
  'public.pem': publicKey,
};
const ADDRESS = 'https://bucket.example.com/a%20key?b=&a=1';
const HOW = { date: '20250101T000000Z', region: 'cn-north-1', service: 'service' };

async function run(
  command: typeof sign | typeof verify | typeof walk,
  options: OptionValues,
  [operand, files]: readonly [string, Readonly<Record<string, string>>],
) {
  const { world, output, errors } = worldOf({ environment: EXAMPLE_KEYS }, { ...FILES, ...files });
  const code = await command.run(world, options, [operand]);
  return { code, output: output(), errors: errors() };
}

const optionsOf = (id: string): OptionValues => ({
  ...HOW,
  dialect: id,
  ...(id === 'goog4-rsa' ? { privateKey: 'account.json' } : {}),
});
const secretOf = (id: string): OptionValues => (id === 'goog4-rsa' ? { secretFrom: 'public.pem' } : {});

const ALL = SIBLING_ALGORITHMS.map((algorithm) => [algorithm.id, algorithm] as const);
const PRESIGNING = ALL.filter(([, { dialect }]) => dialect.parameters !== null);

describe('a request signed for another vendor', () => {
  it.each(ALL)('with %s is accepted, and another secret is not', async (id, { names }) => {
    const { code, output } = await run(sign, optionsOf(id), [ADDRESS, {}]);
    expect(code).toBe(0);
    expect(output).toContain(`Authorization: ${names.request.octets} `);
    const files = { request: output, other: 'another-secret' };
    const at = { at: HOW.date };
    expect((await run(verify, { ...at, ...secretOf(id) }, ['request', files])).output).toMatch(/^match\n/);
    const wrong = output.replace(/Signature=(.)/, (_, digit) => `Signature=${digit === '0' ? '1' : '0'}`);
    const refused = await run(verify, { ...at, ...secretOf(id) }, ['request', { request: wrong }]);
    expect([refused.code, refused.output]).toEqual([1, expect.stringMatching(/^(?:does not match|mismatch)/)]);
  });

  it.each(PRESIGNING)('with %s in the query is accepted', async (id) => {
    const { code, output } = await run(sign, { ...optionsOf(id), presign: true }, [ADDRESS, {}]);
    expect(code).toBe(0);
    const verified = await run(verify, { at: HOW.date, ...secretOf(id) }, [output.trim(), {}]);
    expect(verified.output).toMatch(/^match\n/);
  });

  it.each(ALL)('with %s has a walk without a word of AWS', async (id, { dialect }) => {
    const { code, output } = await run(walk, { ...optionsOf(id), plain: true }, [ADDRESS, {}]);
    expect(code).toBe(0);
    expect(output).toContain(dialect.see.calculation);
    expect(output).not.toMatch(/docs\.aws\.amazon|AWS4|aws4_request|x-amz-/i);
    expect(output).not.toContain('PRIVATE KEY');
  });

  it.each(ALL)('with %s has a page, and JSON', async (id, { names }) => {
    const page = await run(walk, { ...optionsOf(id), html: '-' }, [ADDRESS, {}]);
    expect(page.output).toContain(names.request.octets);
    const { output } = await run(walk, { ...optionsOf(id), json: true }, [ADDRESS, {}]);
    expect(JSON.parse(output)).toMatchObject({ algorithm: names.request.octets });
  });

  it('has the Region of the host, and the service of the vendor', async () => {
    const { output } = await run(sign, { date: HOW.date, dialect: 'oss4' }, [
      'https://examplebucket.oss-cn-beijing.aliyuncs.com/a',
      {},
    ]);
    expect(output).toContain('/20250101/cn-beijing/oss/aliyun_v4_request');
  });
});

describe('what cannot be signed', () => {
  it.each([
    [
      { dialect: 'goog4-rsa' },
      'GOOG4-RSA-SHA256 signs with a private key, and the secret from the environment is none.',
    ],
    [{ dialect: 'goog4-rsa', privateKey: 'public.pem' }, 'public.pem has no private key.'],
    [{ dialect: 'goog4-rsa', privateKey: 'private.pem' }, 'private.pem has a private key, but not the account'],
    [{ dialect: 'tc3', presign: true }, 'The Signature v3 of Tencent Cloud has no presigned URLs.'],
    [{ dialect: 'v11' }, 'The scope of V11-HMAC-SHA256 names a Region, and none is given.'],
  ])('%j is a problem', async (options: OptionValues, says: string) => {
    const { code, errors } = await run(sign, { date: HOW.date, ...options }, [ADDRESS, {}]);
    expect(code).not.toBe(0);
    expect(errors.replaceAll('"', '')).toContain(says);
  });
});

describe('an Authorization header of OSS', () => {
  it('with an empty list of additional headers is malformed', async () => {
    const { output } = await run(sign, { ...HOW, dialect: 'oss4' }, [ADDRESS, {}]);
    const request = output.replace(', Signature=', ', AdditionalHeaders=, Signature=');
    const { code, output: said } = await run(verify, { at: HOW.date }, ['request', { request }]);
    expect([code, said]).toEqual([
      1,
      expect.stringContaining('The AdditionalHeaders of the Authorization header is empty'),
    ]);
  });
});

describe('a request for Cloud Storage', () => {
  it('with a header of AWS has a notice that the server refuses it', async () => {
    const { output } = await run(sign, { ...HOW, dialect: 'goog4', header: ['x-amz-meta-a: b'] }, [ADDRESS, {}]);
    const { output: said } = await run(verify, { at: HOW.date }, ['request', { request: output }]);
    expect(said.replace(/\s+/g, ' ')).toContain(
      'The header x-amz-meta-a is one of another vendor. Cloud Storage refuses it',
    );
  });

  it('with its own headers only has none', async () => {
    const { output } = await run(sign, { ...HOW, dialect: 'goog4', header: ['x-goog-meta-a: b'] }, [ADDRESS, {}]);
    expect((await run(verify, { at: HOW.date }, ['request', { request: output }])).output).not.toContain(
      'another vendor',
    );
  });
});

describe('the stages of a request for another vendor', () => {
  it.each([
    [
      'oss4',
      'Four HMACs',
      'one day, one Region, and one service',
      'Four lines: the algorithm, the time, the scope, and the hash',
    ],
    ['tc3', 'Three HMACs', 'one day and one service', 'Four lines: the algorithm, the time, the scope, and the hash'],
    [
      'mns4',
      'Four HMACs',
      'one day, one Region, and one service',
      'Four parts: the algorithm, the time, the scope, and the canonical',
    ],
  ])('of %s count what its record has', async (id, hmacs, limits, lines) => {
    const [, algorithm] = ALL.find(([name]) => name === id) ?? [];
    const stages = algorithm ? stagesOf('header', algorithm, 'hashed') : [];
    const saysOf = (stage: string) => stages.find((each) => each.id === stage)?.says ?? '';
    expect(saysOf('signing-key')).toBe(
      `${hmacs} narrow the secret down to a key for ${limits}; each output is the next key.`,
    );
    expect(saysOf('string-to-sign')).toContain(lines);
    const { output } = await run(walk, { ...optionsOf(id), plain: true }, [ADDRESS, {}]);
    for (const stage of ['signing-key', 'string-to-sign']) expect(output).toContain(saysOf(stage));
  });
});

describe('a mistake in a request for another vendor', () => {
  const ADDRESSES = {
    goog4: ['https://storage.googleapis.com/examplebucket/test.txt?acl', 'auto'],
    oss4: ['https://examplebucket.oss-cn-hangzhou.aliyuncs.com/test.txt?acl', 'cn-hangzhou'],
    tos4: ['https://examplebucket.tos-cn-beijing.volces.com/test.txt?acl', 'cn-beijing'],
  } as const;
  const broken = async (dialect: keyof typeof ADDRESSES, id: string) => {
    const [address, region] = ADDRESSES[dialect];
    const options = { dialect, region, date: '20130524T000000Z', plain: true, break: [id] };
    return (await run(walk, options, [address, {}])).output;
  };

  it.each(['goog4', 'oss4', 'tos4'] as const)('is listed for %s in the words of the vendor', async (dialect) => {
    const output = await broken(dialect, 'list');
    const entries = output.matchAll(/^ *([\w-]+\/\S+)\n(.*)$/gm).map(([, id = '', says = '']) => ({ id, says }));
    const list = [...entries].flatMap(({ id, says }) => (/-vendor\//.test(id) ? [] : [says]));
    expect(list.length).toBeGreaterThan(100);
    expect(list.join('\n')).not.toMatch(/x-amz-|AWS4|aws4_request|\bS3\b/i);
  });

  it.each([
    ['goog4', 'signing-key-not-binary/no-prefix', 'The secret was used without "GOOG4" in front of it.'],
    ['oss4', 'trailing-slash/added', 'GET /test.txt/?acl HTTP/1.1'],
    ['tos4', 'xamz-header-not-signed/date', 'x-tos-date was sent but is not among the signed headers.'],
    ['tos4', 'signing-key-not-binary/hex-text', 'the server returned 403 SignatureDoesNotMatch'],
    [
      'goog4',
      'signed-for-another-vendor/prefix-of-sigv4',
      'The secret was used with "AWS4" in front of it, as S3 requires.',
    ],
    ['goog4', 'headers-of-another-vendor/sent', 'the server returned 400 ExcessHeaderValues'],
  ] as const)('is made for %s, answered, and named: %s', async (dialect, id, words) => {
    const output = await broken(dialect, id);
    expect(output).toContain(words);
    expect(output).toMatch(new RegExp(`: ${id}$`, 'm'));
  });
});

/** The policies that Google publishes, each with the text that is signed. */
const POLICIES = readSiblings(fixtures)
  .flatMap(({ runnable }) => runnable)
  .flatMap((vector) => (vector.kind === 'policy' ? [[vector.name, vector] as const] : []));

/** The fields that are printed, each in a line. */
const fieldsOf = (output: string) =>
  new Map([...output.matchAll(/^([^=\n]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));

describe('a form signed for another vendor', () => {
  const signer = { ...HOW, accessKeyId: KEY_ID, secret: SECRET, time: HOW.date };
  const upload = (id: string, policy: string) =>
    run(sign, { ...optionsOf(id), service: undefined, postPolicy: 'policy', form: ['key=cat'], as: 'fields' }, [
      'https://bucket.example.com/',
      { policy },
    ]);

  it.each([
    ['goog4', 'storage'],
    ['oss4', 'oss'],
    ['tos4', 'tos'],
  ] as const)('with %s has the fields that a second implementation makes', async (id, service) => {
    const expected = plainForm(id, { ...signer, service }, [{ bucket: 'bucket' }, { key: 'cat' }]);
    const policy = Buffer.from(expected.policy ?? '', 'base64').toString();
    const { code, output, errors } = await upload(id, policy);
    expect([code, errors]).toEqual([0, '']);
    expect(Object.fromEntries(fieldsOf(output))).toEqual({ key: 'cat', ...expected });
  });

  it.each([...PRESIGNING])('with %s gets the conditions that it needs, and is accepted', async (id, { dialect }) => {
    const policy = JSON.stringify({ expiration: '2099-01-01T00:00:00Z', conditions: [{ key: 'cat' }] });
    const { output } = await upload(id, policy);
    const fields = fieldsOf(output);
    const signed = Buffer.from(fields.get('policy') ?? '', 'base64').toString();
    const { algorithm, credential, date } = dialect.fields ?? {};
    for (const name of [algorithm, credential, date])
      expect(signed).toContain(`{"${name}": "${fields.get(name ?? '')}"}`);
    const request = await run(sign, { ...optionsOf(id), service: undefined, postPolicy: 'policy', form: [] }, [
      'https://bucket.example.com/',
      { policy },
    ]);
    const verified = await run(verify, { at: HOW.date, ...secretOf(id) }, ['request', { request: request.output }]);
    expect(verified.output).toMatch(/^match\n/);
  });

  it.each(POLICIES)('signs the policy %s as Google publishes it', async (_name, { policy, published }) => {
    const { output } = await upload('goog4-rsa', String(policy));
    const fields = fieldsOf(output);
    expect(fields.get('policy')).toBe(published['string-to-sign']);
    const signature = Buffer.from(fields.get('x-goog-signature') ?? '', 'hex');
    expect(verifyRsa('sha256', Buffer.from(fields.get('policy') ?? ''), publicKey, signature)).toBe(true);
  });

  it('does not exist where the vendor has none', async () => {
    const { code, output, errors } = await upload('tc3', '{}');
    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain('The Signature v3 of Tencent Cloud has no forms with a signed policy.');
  });
});
