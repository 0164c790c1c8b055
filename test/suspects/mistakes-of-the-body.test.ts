/** Whether a mistake of the body would change a request is known without another long body, and only if there is a body. */
import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../src/causes/table.ts';
import { HASH_OF_NOTHING } from '../../src/crypto/digests.ts';
import { effectOf } from '../../src/suspects/made-again.ts';
import { GET_OBJECT, toSign } from '../evidence/answers.ts';
import { diagnosed, mismatch } from '../support/evidence/pasted-failure.ts';

const OF_BODY = CAUSES.filter(({ mutations }) => mutations.some(({ ofBody }) => ofBody));

const uploadOf = (body: string) =>
  [
    'PUT /test.txt HTTP/1.1',
    'Host: examplebucket.s3.amazonaws.com',
    'x-amz-date: 20130524T000000Z',
    'x-amz-content-sha256: 44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
    `Content-Length: ${body.length}`,
    `Authorization: AWS4-HMAC-SHA256 Credential=AKIAMADEUP7MADEUPKEY/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${'0'.repeat(64)}`,
    '',
    body,
  ].join('\r\n');

const LONG = 'a line of a long body\n'.repeat(250_000);

const sidesOf = (...pieces: readonly string[]) => {
  const sides = diagnosed(pieces)?.sides;
  if (!sides) throw new Error('Nothing was read.');
  return sides;
};

it('is about the causes of the body, and of the query that a server reads in it', () => {
  expect(OF_BODY.map(({ id }) => id)).toEqual([
    'form-body-read-as-query',
    'payload-hash-of-empty-body',
    'payload-charset-or-binary',
    'payload-changed-after-signing',
  ]);
});

it('tries a mistake on the beginning of a long body', () => {
  const sides = sidesOf(uploadOf(LONG));
  expect(sides.request?.body).toHaveLength(LONG.length);
  for (const cause of OF_BODY) {
    const lengths: (number | undefined)[] = [];
    const mutations = cause.mutations.map((mutation) => ({
      ...mutation,
      change: (...[draft, around]: Parameters<typeof mutation.change>) => {
        if (mutation.ofBody) lengths.push(around.body?.length);
        return mutation.change(draft, around);
      },
    }));
    expect(effectOf({ ...cause, mutations }, sides), cause.id).toBe('changes');
    expect(Math.max(...lengths.map(Number)), cause.id).toBeLessThan(100_000);
  }
});

describe('a body that was not given', () => {
  const effectIf = (hashedPayload: string) => {
    const text = GET_OBJECT.replace(/[^\n]+$/, hashedPayload);
    const sides = sidesOf(mismatch(), `CanonicalRequest:\n${text}\nStringToSign:\n${toSign(text)}\n`);
    expect(sides.client.draft?.hashedPayload).toBe(hashedPayload);
    expect(sides.request?.body ?? null).toBeNull();
    const [formBody] = OF_BODY;
    return formBody && effectOf(formBody, sides);
  };
  it('is unknown, and so is the effect', () => expect(effectIf('a'.repeat(64))).toBeNull());
  it('is empty if its hash is that of nothing', () => expect(effectIf(HASH_OF_NOTHING)).toBe('changes-nothing'));
  it('leaves open how it was hashed, even if its hash is that of nothing', () => {
    const text = GET_OBJECT.replace(/[^\n]+$/, HASH_OF_NOTHING);
    const sides = sidesOf(mismatch(), `CanonicalRequest:\n${text}\nStringToSign:\n${toSign(text)}\n`);
    const hashed = CAUSES.filter(({ id }) => id === 'payload-hash-of-empty-body');
    expect(hashed.map((cause) => effectOf(cause, sides))).toEqual([null]);
  });
});
