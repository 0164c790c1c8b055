/**
 * Every published request to S3 is one that the sandbox lets pass, given its key, region, service and time. Publishers
 * print signatures, not always requests: the program signs them anew, and the signature has to be the published one.
 */
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../src/sandbox/answers/answer.ts';
import type { AuthenticationSettings } from '../../src/sandbox/authenticate.ts';
import { readTimestamp } from '../../src/sigv4/timestamp.ts';
import { octetsOfBody } from '../../src/vectors/format.ts';
import { signingInput } from '../../src/vectors/inputs.ts';
import type { RequestVector, RunnableVector } from '../../src/vectors/vector.ts';
import { sentRequest } from '../support/commands/sent-request.ts';
import { authenticate } from '../support/sandbox/authenticate.ts';
import { authenticated } from '../support/sandbox/sandbox-settings.ts';
import { formOf } from '../support/sigv4/form-order.ts';
import { printedValues, VECTOR_GROUPS, vectorIn } from '../support/vectors/published-vectors.ts';

/** What S3 refuses though it is published, and why. */
const REFUSED: Readonly<Record<string, readonly [code: string, why: string]>> = {
  'aws-c-auth/sigv4a-chunked-trailer-seed': ['InvalidRequest', 'its trailers are not checksums'],
  'minio-go/header-value-with-quote-and-tab': ['SignatureDoesNotMatch', 'S3 takes a tab for no space'],
  'minio-go/header-value-with-tab': ['SignatureDoesNotMatch', 'S3 takes a tab for no space'],
  'scality-arsenal/header-without-value': ['AccessDenied', 'it signs no x-amz-content-sha256'],
  'smithy-rs/presigned-put-object-checksum': ['InvalidRequest', 'its checksum is "NotARealChecksum"'],
};

const S3_REQUESTS = VECTOR_GROUPS.flatMap(({ id, runnable }) =>
  runnable.filter(isRequest).map((vector) => [`${id}/${vector.name}`, vector] as const),
).filter(([, { service }]) => service === 's3');

function isRequest(vector: RunnableVector): vector is RequestVector {
  return vector.kind === 'header' || vector.kind === 'query';
}

function settingsFor({ credentials, timestamp, region, service }: RunnableVector): AuthenticationSettings {
  const { accessKeyId, secretAccessKey, sessionToken = null } = credentials;
  const keys = new Map([[accessKeyId, { secretAccessKey, sessionToken }]]);
  return { region, services: [service], keys, now: new Date(readTimestamp(timestamp) ?? 0) };
}

describe('a published request', () => {
  it('is one of many', () => {
    expect(S3_REQUESTS.length).toBeGreaterThanOrEqual(50);
    expect(S3_REQUESTS.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(REFUSED)));
  });

  it.each(S3_REQUESTS)('is answered as S3 does: %s', (name, vector) => {
    const { chunkSizes = null, trailers = [] } = vector.kind === 'header' ? vector : {};
    const body = octetsOfBody(vector.request.body);
    const { head, signature, received } = sentRequest(signingInput(vector), { body, chunkSizes, trailers });
    const printed = printedValues(vector);
    const authorization = printed.get('authorization')?.replace(/, */g, ', ');
    if (printed.has('signature')) expect(signature).toBe(printed.get('signature'));
    if (authorization !== undefined) expect(head).toContain(`Authorization: ${authorization}\r\n`);
    const result = authenticate(received, settingsFor(vector));
    expect(isRefusal(result) ? result.code : 'passes').toBe(REFUSED[name]?.[0] ?? 'passes');
    if (!isRefusal(result)) expect(result.payload).toBe(body);
  });
});

describe('a published policy', () => {
  const fields = [
    ['acl', 'public-read'],
    ['success_action_redirect', 'http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html'],
    ['Content-Type', 'image/jpeg'],
    ['x-amz-meta-uuid', '14365123651274'],
    ['x-amz-meta-tag', ''],
  ] as const;
  const encryption = ['x-amz-server-side-encryption', 'AES256'] as const;

  /** The form of AWS's example around this policy, with a file of our own. */
  function uploaded(group: string, name: string, more: readonly (readonly [string, string])[] = []) {
    const vector = vectorIn(group, name);
    const printed = printedValues(vector);
    const { policy, signature, request } = formOf({
      host: 'sigv4examplebucket.s3.amazonaws.com',
      scope: ['20151229', 'us-east-1', 's3', 'aws4_request'],
      date: '20151229T000000Z',
      key: `user/user1/$${'{filename}'}`,
      fields: [...fields, ...more],
      file: { name: 'MyFilename.jpg', content: 'any picture' },
      encode: () => printed.get('string-to-sign') ?? '',
    });
    expect(policy).toBe(printed.get('string-to-sign'));
    expect(signature).toBe(printed.get('signature'));
    const { keys } = settingsFor(vector);
    return authenticated(request, { keys, seconds: (Date.UTC(2015, 11, 29) - Date.UTC(2013, 4, 24)) / 1000 });
  }

  it('of the documentation lets its form pass', () => {
    expect(uploaded('s3-documentation', 'post-policy', [encryption])).toMatchObject({ payload: 'any picture' });
  });

  it('of the SDK for Go lets its form pass', () => {
    expect(uploaded('aws-sdk-go-v2', 'post-policy')).toMatchObject({ payload: 'any picture' });
  });

  it('of the SDK for PHP asks for a time that is none', () => {
    expect(uploaded('smithy-typescript', 'post-policy-of-php', [encryption])).toMatchObject({
      code: 'AccessDenied',
      message: 'Invalid according to Policy: Policy Condition failed: ["eq", "$X-Amz-Date", "20151229T0000Z"]',
    });
  });
});
