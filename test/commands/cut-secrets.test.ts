/**
 * Notes that are too long are cut, and values are broken into rows and words. Nothing of a secret is left in them, however
 * it became known that it is one.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runIn } from '../support/commands/in-process.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'cut-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const KEY_ID = 'AKIAIOSFODNN7EXAMPLE';

/** With the form of a secret access key, which shows that it is in the wrong place. */
const SWAPPED = 'NotARealSecret/OfAnyone+ButOfTheseTests1';
const PASSWORD = 'hunter2-hunter2-hunter2-hunter2-hunter2';

const ANSWER = `HTTP/1.1 403 Forbidden

<Error><Code>InvalidAccessKeyId</Code><Message>no</Message></Error>
`;

/** A request whose header `own` has a password, with the same text in another header. */
const request = (keyId: string, own: string) => `GET /a/b?list-type=2 HTTP/1.1
Host: examplebucket.s3.amazonaws.com
x-amz-date: 20130524T000000Z
x-amz-content-sha256: UNSIGNED-PAYLOAD
${own}: ${PASSWORD}
x-copy: ${PASSWORD}
Authorization: AWS4-HMAC-SHA256 Credential=${keyId}/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-copy;${own}, Signature=${'a'.repeat(64)}

`;

const VERSION_TWO = `GET /a/b HTTP/1.1
Host: examplebucket.s3.amazonaws.com
Date: Fri, 24 May 2013 00:00:00 GMT
Authorization: AWS ${SWAPPED}:c2lnbmF0dXJlc2lnbmF0dXJl

`;

const LABELLED = file('labelled', request(KEY_ID, 'x-own-password') + ANSWER);
const FORMS = ['plain', 'json', 'html', 'share'].map((form) =>
  form === 'html' || form === 'share' ? [`--${form}`, '-'] : [`--${form}`],
);

/** A beginning of a secret that is long enough to be no other word. */
const BEGINNING = /NotAReal|hunter2-/;

describe.each(FORMS)('with %s', (...form) => {
  const shown = (environment: Readonly<Record<string, string>>, line: readonly string[]) =>
    runIn(environment, [...line.slice(0, 1), ...form, ...line.slice(1)]);

  it.each([
    ['a label before it', LABELLED],
    ['the place of the access key ID', file('swapped', request(SWAPPED, 'x-own') + ANSWER)],
    ['that place in Signature Version 2', file('version-2', VERSION_TWO + ANSWER)],
  ])('diagnose shows no beginning of what is a secret because of %s', async (_what, path) => {
    const { stdout, stderr } = await shown({}, ['diagnose', path]);
    expect(stdout).toContain('examplebucket');
    expect(stdout + stderr).not.toMatch(path.endsWith('swapped') ? /NotAReal/ : BEGINNING);
  });

  const walked = ['walk', 'https://examplebucket.s3.amazonaws.com/a', '-H'];
  const key = { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1' };

  it.each([
    [
      'diagnose',
      { ...key, MY_PASSWORD: PASSWORD },
      ['diagnose', file('unlabelled', request(KEY_ID, 'x-own') + ANSWER)],
    ],
    ['verify', { ...key, MY_PASSWORD: PASSWORD }, ['verify', file('alone', request(KEY_ID, 'x-own'))]],
    ['verify, with a label,', key, ['verify', file('alone-labelled', request(KEY_ID, 'x-own-password'))]],
    ['walk', { ...key, MY_PASSWORD: PASSWORD }, [...walked, `x-own: ${PASSWORD}`]],
    ['walk, with a label,', key, [...walked, `x-own-password: ${PASSWORD}`]],
  ])('%s shows no part of a secret of the environment or the command line', async (_what, environment, line) => {
    const { status, stdout, stderr } = await shown(environment, line);
    // Not every command writes a report to share.
    expect(stdout).toContain(status === 2 && form[0] === '--share' ? '' : 'examplebucket');
    expect(stdout + stderr).not.toMatch(BEGINNING);
  });
});
