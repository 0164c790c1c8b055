/** Which redirects of S3 are followed (https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html). */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { planRequest } from '../../src/app/planning/request-plan.ts';
import { problem } from '../../src/bytes/problem.ts';
import { redirected } from '../../src/commands/send/redirects.ts';
import { type Exchange, failedExchange } from '../../src/http/exchange.ts';
import { responseReader } from '../../src/http/read-response.ts';
import { sound } from '../support/problems.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/test-world.ts';

/** An exchange whose server answered so. */
function answered(status: number, headers: readonly string[]): Exchange {
  const reader = responseReader('GET');
  const lines = [`HTTP/1.1 ${status} Moved`, 'Content-Length: 0', ...headers, '', ''];
  reader.push(Buffer.from(lines.join('\r\n'), 'latin1'));
  const reading = reader.reading();
  if (!('response' in reading)) throw new Error('no answer');
  const failed = failedExchange({ host: 'h', port: 1 }, problem('none', 'None.', 'None.'));
  return { ...failed, response: reading.response, problem: null };
}

async function followed(address: string, status: number, headers: readonly string[], options: OptionValues = {}) {
  const { world } = worldOf({ environment: EXAMPLE_KEYS });
  const plan = sound(await planRequest(world, address, options));
  return redirected(plan, answered(status, headers), { address, options });
}

const S3 = 'https://b.s3.amazonaws.com/key';
const IRELAND = 'https://b.s3.eu-west-1.amazonaws.com/key';
const to = (address: string) => [`Location: ${address}`];

describe('a redirect is followed', () => {
  it.each([301, 302, 307, 308])('with %i, to where it leads, for the region that it names', async (status) => {
    const headers = [...to(IRELAND), 'x-amz-bucket-region: eu-west-1'];
    expect(await followed(S3, status, headers, { request: 'PUT', region: 'us-east-1' })).toEqual({
      address: IRELAND,
      options: { request: 'PUT', region: 'eu-west-1' },
    });
  });

  it.each([
    ['from http to https', 'http://b.s3.amazonaws.com/key', IRELAND],
    ['from http to http', 'http://b.s3.amazonaws.com/key', 'http://b.s3.eu-west-1.amazonaws.com/key'],
    ['to another port of the same host', 'http://127.0.0.1:1/', 'http://127.0.0.1:2/'],
    ['to another path', S3, 'https://b.s3.amazonaws.com/other?a=b'],
  ])('%s', async (_what, from, location) => {
    expect(await followed(from, 307, to(location))).toEqual({ address: location, options: {} });
  });

  it('without the endpoint that was asked first', async () => {
    const options = { endpointUrl: 'http://127.0.0.1:1', region: 'us-east-1' };
    const location = 'http://127.0.0.1:2/b/key';
    const step = await followed('s3://b/key', 307, to(location), options);
    expect(step).toEqual({ address: location, options: { region: 'us-east-1' } });
  });

  it('where only the region is told, for s3:// alone', async () => {
    const headers = ['x-amz-bucket-region: eu-west-1'];
    expect(await followed('s3://b/key', 301, headers)).toEqual({
      address: 's3://b/key',
      options: { region: 'eu-west-1' },
    });
    expect(await followed(S3, 301, headers)).toBeNull();
  });
});

describe('the location of a redirect', () => {
  it.each([
    ['may be a path alone', '/other?a=b', 'https://b.s3.amazonaws.com/other?a=b'],
    ['may leave out the scheme', '//b.s3.eu-west-1.amazonaws.com/key', IRELAND],
    ['is read as UTF-8', 'https://b.s3.amazonaws.com/\u00c3\u00a9', 'https://b.s3.amazonaws.com/\u00e9'],
  ])('%s', async (_what, location, address) => {
    expect(await followed(S3, 307, to(location))).toEqual({ address, options: {} });
  });

  it('is signed anew: the signature of a presigned URL is not taken along', async () => {
    const query = 'a=b&X-Amz-Date=20130524T000000Z&X-Amz-Signature=00&x-amz-security-token=t&X-Amz-Expires=1';
    const step = await followed(S3, 307, to(`${IRELAND}?${query}`), { presign: true });
    expect(step).toEqual({ address: `${IRELAND}?a=b`, options: { presign: true } });
    const alone = await followed(S3, 307, to(`${IRELAND}?X-Amz-Signature=00`), { presign: true });
    expect(alone?.address).toBe(IRELAND);
  });

  it('without a path of its own host is not the host of somebody else', async () => {
    expect(await followed(S3, 307, to('//example.com/key'))).toBeNull();
  });
});

describe('a redirect is not followed', () => {
  it.each([
    ['from https to http, also of the same host', S3, 'http://b.s3.amazonaws.com/key'],
    ['from https to http, of another host of S3', S3, 'http://b.s3.eu-west-1.amazonaws.com/key'],
    ['from s3://, which is https, to http', 's3://b/key', 'http://b.s3.us-east-1.amazonaws.com/key'],
    ['from https to HTTP in capitals', S3, 'HTTP://b.s3.amazonaws.com/key'],
    ['from https to http on port 443', S3, 'http://b.s3.amazonaws.com:443/key'],
    ['to a host that is not S3', S3, 'https://example.com/key'],
    ['to a host that only begins like S3', S3, 'https://b.s3.amazonaws.com.example.com/key'],
    ['to a host behind a name', S3, 'https://b.s3.amazonaws.com@example.com/key'],
    ['to no URL', S3, 'ftp://b.s3.amazonaws.com/key'],
    ['to nothing', S3, ''],
  ])('%s', async (_what, from, location) => {
    for (const status of [301, 302, 307, 308]) expect(await followed(from, status, to(location))).toBeNull();
  });

  it.each([200, 300, 303, 304, 400])('with %i', async (status) => {
    expect(await followed(S3, status, to(IRELAND))).toBeNull();
  });

  it('where nothing came', async () => {
    const { world } = worldOf({ environment: EXAMPLE_KEYS });
    const plan = sound(await planRequest(world, S3, {}));
    const exchange = failedExchange({ host: 'h', port: 1 }, problem('none', 'None.', 'None.'));
    expect(redirected(plan, exchange, { address: S3, options: {} })).toBeNull();
  });
});
