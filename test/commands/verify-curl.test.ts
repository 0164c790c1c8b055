/** `sigv4 verify` on curl commands: signed already, or told to sign when they run. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { readCapture } from '../support/intake/captures.ts';

async function verdictOn(line: string, options: OptionValues, files: Readonly<Record<string, string>> = {}) {
  const test = worldOf({}, files);
  const code = await verify.run(test.world, { json: true, ...options }, [line]);
  expect(test.errors()).toBe('');
  const answer = JSON.parse(test.output());
  const values = answer.stages.flatMap(({ values }: { values: readonly { id: string; text?: string }[] }) => values);
  const textOf = (id: string) => values.find((value: { id: string }) => value.id === id)?.text;
  return { code, answer, textOf };
}

const KEY = 'DEMOACCESSKEY0000001';
const SECRET = 'demo/secret+key/for/the/sandbox/only0001';
const BUCKET = 'http://127.0.0.1:9000/demo';
const KEY_OBJECT = `${BUCKET}/a%20b%2B%C3%BC.txt`;

/** Commands that send what was captured, where curl itself signs. */
const COMMANDS: readonly (readonly [capture: string, command: string])[] = [
  ['curl-list', `'${BUCKET}/?list-type=2&prefix=a%20b&delimiter=%2F'`],
  ['curl-acl', `'${KEY_OBJECT}?acl'`],
  ['curl-get-range', `-H 'Range: bytes=0-4' ${KEY_OBJECT}`],
  ['curl-put', `-T file -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD' ${KEY_OBJECT}`],
];

describe('a curl command that signs when it runs', () => {
  it.each(COMMANDS)('%s is unsigned, and what a server expects is what curl signed', async (name, command) => {
    const capture = readCapture(`${name}.txt`);
    const line = `curl --aws-sigv4 aws:amz:us-east-1:s3 --user ${KEY}:${SECRET} ${command}`;
    const signedAt = /X-Amz-Date: (\S+)/.exec(capture.octets)?.[1] ?? '';
    const { code, answer, textOf } = await verdictOn(line, { at: signedAt });
    expect([code, answer.verdict]).toEqual([1, 'unsigned']);
    expect(answer.remarks.join(' ')).toContain('With --aws-sigv4, curl signs when it runs');
    const [, signedHeaders, signature] = /SignedHeaders=([^,]*), Signature=(\w+)/.exec(capture.octets) ?? [];
    expect(textOf('signed-headers')).toBe(signedHeaders);
    expect(textOf('signature')).toBe(signature);
  });

  it('takes the secret from elsewhere where the command has none', async () => {
    const line = `curl --aws-sigv4 aws:amz:us-east-1:s3 --user ${KEY}: '${KEY_OBJECT}?acl'`;
    const { textOf } = await verdictOn(line, { secretFrom: 'secret' }, { secret: SECRET });
    expect(textOf('signature')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('shows nothing to sign where the key is not known', async () => {
    const { answer } = await verdictOn(`curl --aws-sigv4 aws:amz ${KEY_OBJECT}`, {});
    expect([answer.verdict, answer.stages]).toEqual(['unsigned', []]);
    expect(answer.remarks.join(' ')).not.toContain('Below');
  });

  const asked = (provider: string, more: string) =>
    verdictOn(`curl --aws-sigv4 "${provider}" --user ${KEY}:${SECRET} ${more} ${KEY_OBJECT}`, {});

  // As curl 8.14.1 names them on the wire.
  it.each([
    ['osc:osc:us-east-1:oapi', 'OSC4-HMAC-SHA256 and x-osc-date'],
    ['aws:osc:us-east-1:s3', 'AWS4-HMAC-SHA256 and x-osc-date'],
    ['goog', 'GOOG4-HMAC-SHA256 and x-goog-date'],
    ['aws', 'AWS4-HMAC-SHA256 and x-aws-date'],
    ['aws:', 'AWS4-HMAC-SHA256 and x-aws-date'],
  ])('of the provider %s makes what AWS does not read, and nothing of AWS is shown', async (provider, names) => {
    const { code, answer } = await asked(provider, '');
    expect([code, answer.verdict, answer.stages]).toEqual([1, 'unsigned', []]);
    expect(answer.remarks.join(' ')).toContain(names);
    expect(answer.remarks.join(' ')).not.toContain('Below');
  });

  it('knows the provider in capitals', async () => {
    expect((await asked('AWS:AMZ:us-east-1:s3', '')).textOf('signature')).toMatch(/^[0-9a-f]{64}$/);
  });

  // As curl 8.14.1 signs them: a file of -T and a form are not hashed for S3, and never for anything else.
  it.each([
    ['s3', '-T file', 'UNSIGNED-PAYLOAD'],
    ['S3', '-F a=b', 'UNSIGNED-PAYLOAD'],
    ['s3', '-d @file', null],
    ['es', '-T file', null],
    ['es', '-d @file', null],
    ['s3', '-d hello', '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'],
    ['es', "-d @file -H 'x-amz-content-sha256: UNSIGNED-PAYLOAD'", 'UNSIGNED-PAYLOAD'],
    ['es', '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ])('for %s with %j has the payload line %s', async (service, data, line) => {
    const { answer, textOf } = await asked(`aws:amz:us-east-1:${service}`, data);
    expect(textOf('canonical-request')?.split('\n').at(-1) ?? null).toBe(line);
    const why = line === null ? 'the body is not known here' : 'Below';
    expect(answer.remarks.join(' ')).toContain(why);
    expect(answer.remarks.join(' ').includes('curl signs UNSIGNED-PAYLOAD')).toBe(/-[TF]/.test(data) && line !== null);
  });

  it('has region and service from the host where the option leaves them out', async () => {
    const line = 'curl --aws-sigv4 aws:amz --user AKIAIOSFODNN7EXAMPLE:x https://s3.eu-west-1.amazonaws.com/a';
    const { textOf } = await verdictOn(line, {});
    expect(textOf('credential-scope')).toBe('20130524/eu-west-1/s3/aws4_request');
  });
});

describe('a curl command with a signature', () => {
  const signed = [
    ...["-H 'x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'"],
    ...["-H 'x-amz-date: 20130524T000000Z'", "-H 'Range: bytes=0-9'"],
    "-H 'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'",
  ].join(' \\\n  ');
  const line = `curl ${signed} https://examplebucket.s3.amazonaws.com/test.txt`;

  it('matches, no matter what headers curl adds', async () => {
    const { code, answer } = await verdictOn(line, {});
    expect([code, answer.verdict, answer.secretSource]).toEqual([0, 'match', "AWS's documentation"]);
  });

  it('matches with a prompt before it, from a file as on the command line', async () => {
    const { answer } = await verdictOn('command.txt', {}, { 'command.txt': `$ ${line}\n` });
    expect(answer.verdict).toBe('match');
  });

  it('does not match where a header was changed', async () => {
    const { code, answer } = await verdictOn(line.replace('bytes=0-9', 'bytes=0-8'), {});
    expect([code, answer.verdict, answer.firstDifference.id]).toEqual([1, 'mismatch', 'signature']);
  });

  it('is verified as it is signed, even with --aws-sigv4', async () => {
    const { answer } = await verdictOn(line.replace('curl', 'curl --aws-sigv4 aws:amz --user a:b'), {});
    expect(answer.verdict).toBe('match');
  });

  it('is a presigned URL without any header', async () => {
    const url =
      'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
    expect((await verdictOn(`curl '${url}'`, {})).answer.verdict).toBe('match');
    expect((await verdictOn(`curl -X PUT '${url}'`, {})).answer).toMatchObject({ verdict: 'mismatch' });
  });

  it('that is none is refused', async () => {
    const test = worldOf();
    expect(await verify.run(test.world, {}, ["curl 'https://h.example.com/"])).toBe(2);
    expect([test.output(), test.errors()]).toEqual(['', expect.stringMatching(/^sigv4: .*quotation mark/)]);
  });
});
