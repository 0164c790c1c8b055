/** What is said of a request besides whether its signature is right: each notice where it is due, and nowhere else. */
import { describe, expect, it } from 'vitest';
import { REWRITTEN_HEADERS } from '../../src/aws/rewritten-headers.ts';
import { noticesOf } from '../../src/verification/notices.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { formOf } from '../support/sigv4/form-order.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';
import { receivedClaim } from '../support/verification/received-claim.ts';

interface Order {
  readonly target?: string;
  /** The names in the list of signed headers, as they are there. */
  readonly list?: string;
  /** Lines beside Host, x-amz-date and x-amz-content-sha256. */
  readonly lines?: readonly string[];
  readonly host?: string;
  readonly hash?: string | null;
  readonly region?: string;
  readonly service?: string;
}

const LIST = 'host;x-amz-content-sha256;x-amz-date';

/** A request with its signature in a header, of which no one asks whether it is right. */
function requestOf({
  target = '/',
  list = LIST,
  lines = [],
  host = 'h',
  hash = 'UNSIGNED-PAYLOAD',
  ...order
}: Order): string {
  const { region = 'us-east-1', service = 's3' } = order;
  const scope = ['20130524', region, service, 'aws4_request'].filter((part) => part !== '').join('/');
  const algorithm = region === '' ? 'AWS4-ECDSA-P256-SHA256' : 'AWS4-HMAC-SHA256';
  return [
    `GET ${target} HTTP/1.1`,
    `Host: ${host}`,
    'x-amz-date: 20130524T000000Z',
    ...(hash === null ? [] : [`x-amz-content-sha256: ${hash}`]),
    ...lines,
    `Authorization: ${algorithm} Credential=AKIA/${scope}, SignedHeaders=${list}, Signature=00`,
    '\r\n',
  ].join('\r\n');
}

/** Their ids, each with the word of its sentence that is of this request. */
function idsOf(request: string): string[] {
  const { claim, head, rules } = receivedClaim(request);
  return noticesOf(claim, head, rules).map(({ id, says, see }) => {
    expect(says).toMatch(/^[A-Z].*\.$/);
    expect(see).toMatch(/^https:\/\//);
    const [, header, region] = /header (\S+) is (?:not )?signed|the host is in (\S+)\. S3 refuses/.exec(says) ?? [];
    return [id, header ?? region].join(' ').trim();
  });
}

const EU = 's3.eu-west-1.amazonaws.com';

describe('a request signed in a header', () => {
  it.each<readonly [string, Order, readonly string[]]>([
    ['as it should be', {}, []],
    ['with a header that was not sent', { list: `${LIST};x-gone` }, ['signed-header-absent x-gone']],
    ['with two of them', { list: `a;${LIST};x-gone` }, ['signed-header-absent a', 'signed-header-absent x-gone']],
    [
      'with a header that is in the query',
      { list: `${LIST};x-gone`, target: '/?x-gone=1' },
      ['signed-header-in-query x-gone'],
    ],
    ['with a header that was sent in other letters', { list: `${LIST};x-here`, lines: ['X-HERE: a'] }, []],
    ['with a header that was sent empty', { list: `${LIST};x-here`, lines: ['X-Here:'] }, []],
    ['without Host', { list: 'x-amz-content-sha256;x-amz-date' }, ['header-not-signed host']],
    ['without x-amz-acl', { lines: ['X-Amz-Acl: private'] }, ['header-not-signed x-amz-acl']],
    ['without a header sent twice', { lines: ['x-amz-a: b', 'X-AMZ-A: c'] }, ['header-not-signed x-amz-a']],
    ['without x-amz-date', { list: 'host;x-amz-content-sha256' }, ['header-not-signed x-amz-date']],
    ['without a header of its own', { lines: ['X-Mine: a', 'X-Amzn: b', 'Range: bytes=0-9'] }, []],
    [
      'with a capital',
      { list: 'Host;x-amz-content-sha256;x-amz-date' },
      ['header-not-signed host', 'signed-headers-case'],
    ],
    ['out of order', { list: 'x-amz-date;host;x-amz-content-sha256' }, ['signed-headers-order']],
    [
      'in order by bytes, where a hyphen comes before letters',
      { list: `${LIST};x-z-a;x-za`, lines: ['x-za:', 'x-z-a:'] },
      [],
    ],
    ['out of order by bytes', { list: `${LIST};x-za;x-z-a`, lines: ['x-za:', 'x-z-a:'] }, ['signed-headers-order']],
    ['without x-amz-content-sha256', { list: 'host;x-amz-date', hash: null }, ['no-content-sha256']],
    [
      'without it for a service that wants it too',
      { list: 'host;x-amz-date', hash: null, service: 'glacier' },
      ['no-content-sha256'],
    ],
    ['without it for any other service', { list: 'host;x-amz-date', hash: null, service: 'execute-api' }, []],
    ['for another region than the host', { host: EU }, ['other-region eu-west-1']],
    ['for another region than the host with a port', { host: `b.${EU}:443` }, ['other-region eu-west-1']],
    ['for the region of the host', { host: EU, region: 'eu-west-1' }, []],
    ['for the region of the global host', { host: 'b.s3.amazonaws.com' }, []],
    [
      'for another region than the global host',
      { host: 's3.amazonaws.com', region: 'eu-west-1' },
      ['other-region us-east-1'],
    ],
    ['for a host of no region', { host: 'b.s3-accelerate.amazonaws.com', region: 'eu-west-1' }, []],
    ['for a host of another service', { host: 'dynamodb.eu-west-1.amazonaws.com' }, []],
    [
      'for a set of regions',
      { host: EU, region: '', list: `${LIST};x-amz-region-set`, lines: ['x-amz-region-set: us-east-1'] },
      [],
    ],
  ])('%s', (_what, order, ids) => {
    expect(idsOf(requestOf(order))).toEqual(ids);
  });

  it('names the region of the scope byte by byte if it is not UTF-8', () => {
    const { claim, head, rules } = receivedClaim(requestOf({ host: EU, region: 'us\xff' }));
    expect(noticesOf(claim, head, rules)).toMatchObject([
      { says: 'The scope is for the Region "us\\xff", but the host is in eu-west-1. S3 refuses that.' },
    ]);
  });

  const REWRITTEN = REWRITTEN_HEADERS.flatMap(({ names }) => names);

  it('is told of each header that is changed on the way, where that is signed', () => {
    expect(REWRITTEN.length).toBeGreaterThan(10);
    for (const name of REWRITTEN) {
      const list = [...LIST.split(';'), name].sort().join(';');
      const lines = [name === 'transfer-encoding' ? `${name}: chunked` : `${name}: a`];
      expect(idsOf(requestOf({ list, lines }))).toEqual([`likely-rewritten ${name}`]);
      expect(idsOf(requestOf({ lines }))).toEqual([]);
    }
  });

  it('may have every fault at once', () => {
    const order = { list: 'User-Agent;te;b', hash: null, host: EU, lines: ['te: a', 'x-amz-acl: a'] };
    expect(idsOf(requestOf(order))).toEqual([
      'signed-header-absent User-Agent',
      'signed-header-absent b',
      'header-not-signed host',
      'header-not-signed x-amz-date',
      'header-not-signed x-amz-acl',
      'signed-headers-case',
      'signed-headers-order',
      'likely-rewritten te',
      'no-content-sha256',
      'other-region eu-west-1',
    ]);
  });
});

describe('another form', () => {
  const unsigned = (name: string) => ({ headers: [[name, 'UNSIGNED-PAYLOAD']] as const, unsigned: [name] });

  it.each([
    ['a right header', ordered().request, []],
    ['a right query', presigned().request, []],
    ['a query beside a hash that is not signed', presigned(unsigned('x-amz-content-sha256')).request, []],
    [
      'a header beside one',
      ordered({ unsigned: ['x-amz-content-sha256'] }).request,
      ['header-not-signed x-amz-content-sha256'],
    ],
    ['a query beside x-amz-acl', presigned(unsigned('x-amz-acl')).request, ['header-not-signed x-amz-acl']],
    ['a query for another region', presigned({ host: EU }).request, ['other-region eu-west-1']],
    ['a policy', formOf({ host: EU, headers: [['x-amz-acl', 'private']] }).request, []],
  ])('%s', (_what, request, ids) => {
    expect(idsOf(request)).toEqual(ids);
  });
});
