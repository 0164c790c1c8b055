/** AWS's example, signed with a typical mistake by another program: each signature names the mistake. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { findCauses } from '../../src/search/find-causes.ts';
import type { Finding } from '../../src/search/finding.ts';
import { sidesOf } from '../../src/sides/sides.ts';
import { evidenceOf } from '../support/causes/failing-requests.ts';
import { ask, ordered, SECRET } from '../support/sandbox/sandbox-client.ts';
import { rightRequestOf } from '../support/sigv4/base-requests.ts';
import { RIGHT_SIGNATURE, TYPICAL_MISTAKES } from '../support/sigv4/typical-mistakes.ts';

const NAMES = new Map([
  ['K1', 'signing-key-not-binary/hex-text'],
  ['K1b', 'signing-key-not-binary/base64-text'],
  ['K2', 'signing-key-not-binary/no-prefix'],
  ['K3', 'signing-key-not-binary/no-chain'],
  ['K4', 'signing-key-not-binary/one-hmac'],
  ['K5', 'signing-key-not-binary/region-before-date'],
  ['K6', 'signing-key-not-binary/whole-timestamp'],
  ['K7', 'signing-key-not-binary/swapped'],
  ['K8', 'signing-key-not-binary/no-terminator'],
  ['K9', 'secret-whitespace-newline/newline-behind'],
  ['K10', 'secret-special-chars-mangled/percent-encoded'],
  ['K12', 'scope-date-differs/key-of-another-day'],
  ['S1', 'signature-not-hexadecimal/base64'],
  ['S2', 'signature-not-hexadecimal/capitals'],
  ['S3', 'string-to-sign-misbuilt/canonical-request-signed'],
  ['S4', 'string-to-sign-misbuilt/canonical-request-within'],
  ['S6', 'signing-key-not-binary/hash-without-hmac'],
  ['S7', 'signing-key-not-binary/last-swapped'],
  ['S8', 'string-to-sign-misbuilt/date-alone'],
  ['S9', 'string-to-sign-misbuilt/key-id-in-scope'],
  ['S10', 'double-or-raw-hash/capitals'],
]);

/** The string to sign of the example (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). */
const RIGHT_STRING = `AWS4-HMAC-SHA256
20130524T000000Z
20130524/us-east-1/s3/aws4_request
7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972`;

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** GET of the first ten bytes of test.txt (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). */
function foundFor(signature: string): readonly Finding[] {
  const { request } = ordered({ headers: [['Range', 'bytes=0-9']] });
  expect(request).toContain(RIGHT_SIGNATURE);
  const { head, body, draft } = rightRequestOf(request.replace(RIGHT_SIGNATURE, signature));
  const reply = ask(request.replace(RIGHT_SIGNATURE, signature));
  const evidence = evidenceOf({ made: head, arrived: head, signed: draft, body, reply }, ['request']);
  return findCauses(sidesOf(evidence, () => SECRET as Octets));
}

describe('A typical mistake with key, string or signature', () => {
  it.each(TYPICAL_MISTAKES.filter(([id]) => NAMES.has(id)))(
    '%s is proved by the signature: %s',
    (id, _says, signature) => {
      const [first] = foundFor(signature);
      expect(`${first?.cause.id}/${first?.variant}`).toBe(NAMES.get(id));
      expect(first?.certainty).toEqual({ kind: 'proved', by: 'signature' });
    },
  );

  it.each([
    ['Region', 'eu-west-1', 'us-east-1', ['20130524', 'eu-west-1', 's3']],
    ['service', 'es', 's3', ['20130524', 'us-east-1', 'es']],
    ['day', '20130523', '20130524', ['20130523', 'us-east-1', 's3']],
  ])('says for which %s the key was derived, and leaves the settings of the client alone', (part, of, sent, parts) => {
    const key = [...parts, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${SECRET}`);
    const [first] = foundFor(hmac(key, RIGHT_STRING).toString('hex'));
    expect(first?.says).toContain(`${part} '${of}', but the credential scope of the request has '${sent}'`);
    expect(first?.fix).toMatch(new RegExp(`must be for the ${part} that the credential scope of the request has`));
    expect([...(first?.lines ?? []), ...(first?.otherLines ?? [])]).toEqual([]);
  });

  it.each([
    ['all steps of the key', '1111', '', 'key-newlines'],
    ['all steps of the key, and the string to sign', '1111', '\n', 'key-and-string-newlines'],
    ['the date', '1000', '', 'key-newline-after-date'],
    ['the Region', '0100', '', 'key-newline-after-region'],
    ['the service', '0010', '', 'key-newline-after-service'],
    ['aws4_request', '0001', '', 'key-newline-after-terminator'],
  ])('of a shell that writes a newline after its data is proved: %s', (_, at, end, variant) => {
    const parts = ['20130524', 'us-east-1', 's3', 'aws4_request'].map((part, index) =>
      at[index] === '1' ? `${part}\n` : part,
    );
    const key = parts.reduce<string | Buffer>(hmac, `AWS4${SECRET}`);
    const [first] = foundFor(hmac(key, RIGHT_STRING + end).toString('hex'));
    expect(`${first?.cause.id}/${first?.variant}`).toBe(`crlf-or-extra-newline/${variant}`);
    expect(first?.certainty).toEqual({ kind: 'proved', by: 'signature' });
    expect(first?.fix).toContain('printf');
  });

  it('is not seen in the right example', () => {
    expect(foundFor(RIGHT_SIGNATURE)).toEqual([]);
  });
});
