/** Which redirects are followed with a new signature (https://docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html). */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { headerOfLine } from '../../src/app/options/request-options.ts';
import { problem } from '../../src/bytes/problem.ts';
import { type Obstacle, type Redirection, redirectionOf } from '../../src/commands/send/redirects.ts';
import { SEND_OPTIONS } from '../../src/commands/send/send-options.ts';
import type { TlsFacts } from '../../src/http/exchange.ts';
import { planOptions, readValues } from '../support/commands/option-values.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { sound } from '../support/problems.ts';
import { answered } from '../support/wire/answered.ts';

const VERIFIED: TlsFacts = {
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_128_GCM_SHA256',
  certificate: null,
  verification: 'required',
  isVerified: true,
  refusal: null,
};
const NOT_VERIFIED: TlsFacts = { ...VERIFIED, verification: 'skipped', isVerified: false };

interface Asked {
  readonly address: string;
  readonly options?: OptionValues;
  readonly environment?: Readonly<Record<string, string>>;
  /** Over https it is verified, where nothing else is said. */
  readonly tls?: TlsFacts;
  readonly followed?: number;
}

const sendValues = (given: OptionValues) => sound(readValues(SEND_OPTIONS, given));

async function decided(asked: Asked, status: number, headers: readonly string[]): Promise<Redirection> {
  const { address, options = {}, environment = {}, followed = 0 } = asked;
  const { world } = worldOf({ environment: { ...EXAMPLE_KEYS, ...environment } });
  const plan = sound(await planOptions(world, address, options));
  const tls = plan.place.scheme === 'https' ? (asked.tls ?? VERIFIED) : null;
  const lines = [`HTTP/1.1 ${status} Moved`, 'Content-Length: 0', ...headers, '', ''];
  return redirectionOf(
    plan,
    answered(lines.join('\r\n'), { tls }),
    { address, options: sendValues(options) },
    followed,
  );
}

/** The verdict in short: the address that is asked next, or the obstacles. */
async function verdict(asked: Asked, headers: readonly string[], status = 307): Promise<string | readonly Obstacle[]> {
  const redirection = await decided(asked, status, headers);
  if (redirection.kind === 'none') return 'none';
  return redirection.kind === 'allowed' ? redirection.next.address : redirection.obstacles;
}

const S3 = 'https://b.s3.amazonaws.com/key';
const IRELAND = 'https://b.s3.eu-west-1.amazonaws.com/key';
const MINIO = 'http://127.0.0.1:9000/b/key';
const to = (address: string) => [`Location: ${address}`];
const inRegion = (region: string) => [`x-amz-bucket-region: ${region}`];

describe('a redirect is followed', () => {
  it.each([301, 302, 307, 308])('with %i, to where it leads, for the region that it names', async (status) => {
    const asked = { address: S3, options: { request: 'PUT', region: 'us-east-1' } };
    expect(await decided(asked, status, [...to(IRELAND), ...inRegion('eu-west-1')])).toMatchObject({
      kind: 'allowed',
      next: { address: IRELAND, options: { request: 'PUT', region: { value: 'eu-west-1' } } },
    });
  });

  it('for the region of the host, where the answer names none', async () => {
    const redirection = await decided({ address: S3, options: { region: 'us-east-1' } }, 307, to(IRELAND));
    expect(redirection).toMatchObject({ next: { options: { region: { value: 'eu-west-1' } } } });
  });

  it.each<[what: string, asked: string, location: string]>([
    ['the same URL', MINIO, MINIO],
    ['the same host in capitals', 'http://example.com/b/key', 'HTTP://EXAMPLE.com/b/key'],
    ['the same port, written out', 'http://example.com/b/key', 'http://example.com:80/b/key'],
    ['a path alone', MINIO, '/b/key'],
    ['the same key, spelled in another way', 'http://h/b/a%20%7e/', 'http://h/b/a%20~/'],
    ['the bucket, with a slash behind it', 'http://h/b', 'http://h/b/'],
    ['the same query in another order', `${MINIO}?b&a=%7e`, `${MINIO}?a=~&b=`],
    ['another region of S3', S3, IRELAND],
    ['another region of S3, without the scheme', S3, '//b.s3.eu-west-1.amazonaws.com/key'],
    ['S3 in path style', S3, 'https://s3.eu-west-1.amazonaws.com/b/key'],
    ['S3 with the bucket in the host', 'https://s3.amazonaws.com/b/key', IRELAND],
    ['S3 with a dot in the bucket', 'https://s3.amazonaws.com/a.b/k', 'https://a.b.s3.eu-west-1.amazonaws.com/k'],
    ['the list of all buckets', 'https://s3.amazonaws.com/', 'https://s3.eu-west-1.amazonaws.com/'],
  ])('to %s', async (_what, address, location) => {
    const next = await verdict({ address }, to(location));
    expect(typeof next === 'string' && new URL(next).href).toBe(new URL(location, address).href);
  });

  it('to the same key in UTF-8, as it came', async () => {
    expect(await verdict({ address: `${S3}%C3%A9` }, to(`${S3}\u00c3\u00a9`))).toBe(`${S3}\u00e9`);
  });

  it('of a presigned URL without the signature that the server repeats', async () => {
    const query = 'a=b&X-Amz-Date=20130524T000000Z&X-Amz-Signature=00&x-amz-security-token=t&X-Amz-Expires=1';
    const asked = { address: `${S3}?a=b`, options: { presign: true } };
    expect(await verdict(asked, to(`${IRELAND}?${query}`))).toBe(`${IRELAND}?a=b`);
    const alone = { address: S3, options: { presign: true } };
    expect(await verdict(alone, to(`${IRELAND}?X-Amz-Signature=00`))).toBe(IRELAND);
  });

  it('without the endpoint, which the new address names', async () => {
    const options = { endpointUrl: 'http://127.0.0.1:9000', region: 'us-east-1' };
    const redirection = await decided({ address: 's3://b/key', options }, 307, to(MINIO));
    expect(redirection).toMatchObject({ next: { address: MINIO, options: { region: { value: 'us-east-1' } } } });
    expect(redirection).not.toHaveProperty('next.options.endpointUrl');
  });
});

/** Where nothing but a region is told. */
describe('a redirect without a Location', () => {
  it.each<[what: string, asked: Asked, next: string | readonly Obstacle[]]>([
    [
      'of s3://, to S3 in that region',
      { address: 's3://photos/a b' },
      'https://photos.s3.eu-west-1.amazonaws.com/a%20b',
    ],
    ['of a URL of S3, to S3 in that region', { address: S3 }, IRELAND],
    [
      'to the host of the same kind',
      { address: 'https://b.s3.dualstack.us-east-1.amazonaws.com/key' },
      'https://b.s3.dualstack.eu-west-1.amazonaws.com/key',
    ],
    ['in path style', { address: 's3://a.b/key' }, 'https://s3.eu-west-1.amazonaws.com/a.b/key'],
    ['of S3 that was not verified, to nowhere', { address: 's3://b/key', tls: NOT_VERIFIED }, ['unverified']],
    ['of S3 over plain HTTP, to nowhere', { address: 'http://b.s3.amazonaws.com/key' }, ['unverified']],
    [
      'of an endpoint, to this endpoint and no other host',
      { address: 's3://b/key', options: { endpointUrl: 'http://127.0.0.1:9000' } },
      's3://b/key',
    ],
    [
      'of an endpoint in the environment, to this endpoint',
      { address: 's3://b/key', environment: { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9000' } },
      's3://b/key',
    ],
    ['of a URL of another server, to this URL', { address: MINIO }, MINIO],
    ['of a host in capitals, to this URL', { address: 'http://MINIO:9000/b/key' }, 'http://MINIO:9000/b/key'],
    ['for the region it was signed for, to nowhere', { address: MINIO, options: { region: 'eu-west-1' } }, ['nowhere']],
    ['of what is not signed, to nowhere', { address: MINIO, options: { noSignRequest: true } }, ['nowhere']],
    ['of a host of all regions', { address: 'https://b.s3-accelerate.amazonaws.com/key' }, ['nowhere']],
  ])('leads, %s', async (_what, asked, next) => {
    expect(await verdict(asked, inRegion('eu-west-1'), 301)).toEqual(next);
  });

  it('keeps the endpoint and takes the region', async () => {
    const endpointUrl = 'http://127.0.0.1:9000';
    const options = { endpointUrl, region: 'us-east-1' };
    expect(await decided({ address: 's3://b/key', options }, 301, inRegion('eu-west-1'))).toMatchObject({
      next: {
        address: 's3://b/key',
        options: { endpointUrl: { value: endpointUrl }, region: { value: 'eu-west-1', source: { kind: 'answer' } } },
      },
    });
  });

  it.each<[what: string, headers: readonly string[], obstacles: readonly Obstacle[]]>([
    ['and without a region', [], ['nowhere']],
    ['with a region of another partition', inRegion('cn-north-1'), ['another-bucket']],
    ['with a region that makes no host of S3', inRegion('elb'), ['not-s3']],
    ['with a region that ends a host name', inRegion('x.example.com/'), ['unreadable']],
  ])('%s is not followed', async (_what, headers, obstacles) => {
    expect(await verdict({ address: 's3://b/key' }, headers, 301)).toEqual(obstacles);
  });
});

describe('a redirect is not followed', () => {
  it.each<[what: string, asked: string, location: string, obstacles: readonly Obstacle[]]>([
    ['of any server, to S3', MINIO, 'https://b.s3.amazonaws.com/key', ['another-scheme', 'another-host']],
    [
      'of any server, to another bucket of S3',
      'http://127.0.0.1:9000/b/k',
      'https://victim.s3.eu-west-1.amazonaws.com/other',
      ['another-scheme', 'another-host', 'another-bucket', 'another-key'],
    ],
    ['to another port', 'http://127.0.0.1:1/b/key', 'http://127.0.0.1:2/b/key', ['another-port']],
    ['to another name of the same address', MINIO, 'http://localhost:9000/b/key', ['another-host']],
    ['to another host', 'https://h.example/b/key', 'https://i.example/b/key', ['another-host']],
    ['from http to https', 'http://h.example/b/key', 'https://h.example/b/key', ['another-scheme']],
    ['from https to http', 'https://h.example/b/key', 'http://h.example/b/key', ['another-scheme']],
    ['to another bucket', MINIO, 'http://127.0.0.1:9000/c/key', ['another-bucket']],
    ['to another key', MINIO, 'http://127.0.0.1:9000/b/kez', ['another-key']],
    ['to a key with dots', MINIO, 'http://127.0.0.1:9000/b/x/../key', ['another-key']],
    ['to a path alone that is another key', MINIO, '/b/other', ['another-key']],
    ['to another query', `${MINIO}?acl`, `${MINIO}?policy`, ['another-query']],
    ['to no query', `${MINIO}?acl`, MINIO, ['another-query']],
    ['to a presigned URL', MINIO, `${MINIO}?X-Amz-Signature=00`, ['another-query']],
    ['of S3, to another bucket', S3, 'https://c.s3.eu-west-1.amazonaws.com/key', ['another-bucket']],
    ['of S3, to another key', S3, 'https://b.s3.eu-west-1.amazonaws.com/kez', ['another-key']],
    ['of S3, to another query', S3, `${IRELAND}?acl`, ['another-query']],
    ['of S3, to http', S3, 'http://b.s3.eu-west-1.amazonaws.com/key', ['another-scheme']],
    ['of S3, to http of the same host', S3, 'http://b.s3.amazonaws.com/key', ['another-scheme']],
    ['of S3, to http on port 443', S3, 'http://b.s3.amazonaws.com:443/key', ['another-scheme']],
    ['of S3 in s3://, to http', 's3://b/key', 'HTTP://b.s3.us-east-1.amazonaws.com/key', ['another-scheme']],
    ['of S3, to another port', S3, 'https://b.s3.eu-west-1.amazonaws.com:8443/key', ['another-port']],
    ['of S3, to a host that is not S3', S3, 'https://example.com/b/key', ['not-s3']],
    ['of S3, to a host without a scheme', S3, '//example.com/b/key', ['not-s3']],
    ['of S3, to a host that only begins alike', S3, 'https://b.s3.amazonaws.com.example.com/b/key', ['not-s3']],
    ['of S3, to a website', S3, 'https://b.s3-website-us-east-1.amazonaws.com/b/key', ['not-s3']],
    ['of S3, to another partition', S3, 'https://b.s3.cn-north-1.amazonaws.com.cn/key', ['another-bucket']],
    ['of S3, to AWS GovCloud', S3, 'https://b.s3.us-gov-west-1.amazonaws.com/key', ['another-bucket']],
    [
      'of S3, to an access point of the same name',
      'https://b-111122223333.s3.amazonaws.com/key',
      'https://b-111122223333.s3-accesspoint.us-east-1.amazonaws.com/key',
      ['another-bucket'],
    ],
    ['of S3 over plain HTTP', 'http://b.s3.amazonaws.com/key', IRELAND, ['unverified']],
    [
      'of S3 over plain HTTP, to plain HTTP',
      'http://b.s3.amazonaws.com/key',
      'http://b.s3.eu-west-1.amazonaws.com/key',
      ['unverified'],
    ],
    ['to a host behind a name', S3, 'https://b.s3.amazonaws.com@example.com/key', ['unreadable']],
    ['to another kind of URL', S3, 'ftp://b.s3.amazonaws.com/key', ['unreadable']],
    ['to nothing', S3, '', ['unreadable']],
  ])('%s', async (_what, address, location, obstacles) => {
    expect(await verdict({ address }, to(location))).toEqual(obstacles);
    // A region says for what to sign, and never permits where to.
    expect(await verdict({ address }, [...to(location), ...inRegion('us-west-2')])).toEqual(obstacles);
    // Neither is a request without a signature sent there: it may carry a cookie.
    expect(await verdict({ address, options: { noSignRequest: true } }, to(location))).toEqual(obstacles);
  });

  it.each<[what: string, asked: Asked, obstacles: readonly Obstacle[]]>([
    ['of S3 with --insecure', { address: S3, tls: NOT_VERIFIED }, ['unverified']],
    ['with a Host header of one’s own', { address: S3, options: { header: ['Host: x'] } }, ['own-host-header']],
    ['after five others', { address: S3, followed: 5 }, ['too-many']],
  ])('%s', async (_what, asked, obstacles) => {
    expect(await verdict(asked, to(IRELAND))).toEqual(obstacles);
  });

  it.each([200, 300, 303, 304, 400])('with %i, which asks for no such request', async (status) => {
    expect(await verdict({ address: S3 }, to(IRELAND), status)).toBe('none');
  });

  it('where the answer is broken', async () => {
    const { world } = worldOf({ environment: EXAMPLE_KEYS });
    const plan = sound(await planOptions(world, S3));
    const exchange = answered(`HTTP/1.1 307 Moved\r\nLocation: ${IRELAND}\r\nContent-Length: 0\r\n\r\n`, {
      tls: VERIFIED,
      problem: problem('none', 'None.', 'None.'),
    });
    expect(redirectionOf(plan, exchange, { address: S3, options: sendValues({}) }, 0).kind).toBe('none');
  });
});

describe('what a person gives to one host', () => {
  const header = ['Cookie: a=b', 'authorization: Basic YTpi', 'Proxy-Authorization: x', 'Cookie;', 'X-Own: c'];
  const headersAfter = async (address: string, location: string) => {
    const redirection = await decided({ address, options: { header, noSignRequest: true } }, 307, to(location));
    return redirection.kind === 'allowed' && redirection.next.options.header;
  };

  it('goes to no other host, be it S3’s', async () => {
    expect(await headersAfter(S3, IRELAND)).toEqual([['X-Own', 'c']]);
  });

  it('goes to the same host again', async () => {
    expect(await headersAfter(MINIO, '/b/key')).toEqual(header.map(headerOfLine));
  });
});
