/** Operations on buckets, as https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html and its neighbours have them. */
import { describe, expect, it } from 'vitest';
import { client } from '../support/sandbox/operations.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const AT = 's3.amazonaws.com';
const configuration = (location: string) =>
  `<CreateBucketConfiguration xmlns="${NAMESPACE}"><LocationConstraint>${location}</LocationConstraint></CreateBucketConfiguration>`;

describe('the list of buckets', () => {
  it('has all of them, in order, and their owner', () => {
    const { ask } = client();
    ask({ method: 'PUT', host: AT, path: '/another-bucket', now: new Date('2013-05-25T12:00:00Z') });
    const { status, body, element } = ask({ host: AT });
    expect([status, element('ID')]).toEqual([200, expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(body).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<ListAllMyBucketsResult xmlns="${NAMESPACE}"><Owner><ID>${element('ID')}</ID></Owner>` +
        '<Buckets><Bucket><Name>another-bucket</Name><CreationDate>2013-05-25T12:00:00.000Z</CreationDate></Bucket>' +
        '<Bucket><Name>examplebucket</Name><CreationDate>2013-05-24T00:00:00.250Z</CreationDate></Bucket></Buckets>' +
        '</ListAllMyBucketsResult>',
    );
  });
});

describe('a bucket', () => {
  it.each([
    ['examplebucket.s3.amazonaws.com', '/', 200],
    [AT, '/examplebucket', 200],
    ['localhost:9000', '/examplebucket/', 200],
    [AT, '/not-there', 404],
  ])('is there or not: HEAD %s%s is answered with %i', (host, path, status) => {
    const { headers, ...answer } = client().ask({ method: 'HEAD', host, path });
    expect([answer.status, answer.body]).toEqual([status, '']);
    expect(headers['x-amz-bucket-region']).toBe(status === 200 ? 'us-east-1' : undefined);
  });

  it.each([
    ['us-east-1', ''],
    ['eu-west-1', 'eu-west-1'],
  ])('is in %s, which its location calls "%s"', (region, location) => {
    const { body } = client().ask({ query: [['location', '']], region });
    expect(body).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="${NAMESPACE}">${location}</LocationConstraint>`,
    );
  });

  it.each([
    ['BucketOwnerEnforced', 200, undefined],
    ['BucketOwnerPreferred', 501, 'NotImplemented'],
    ['ObjectWriter', 501, 'NotImplemented'],
    ['Somebody', 400, 'InvalidArgument'],
  ])('whose objects belong to %s is made, or refused with %i', (ownership, status, code) => {
    const { ask } = client();
    const host = 'new-bucket.s3.amazonaws.com';
    const made = ask({ method: 'PUT', host, headers: [['x-amz-object-ownership', ownership]] });
    expect([made.status, made.element('Code')]).toEqual([status, code]);
    const { body } = ask({ host, query: [['ownershipControls', '']] });
    expect(body.includes(`<ObjectOwnership>${ownership}</ObjectOwnership>`)).toBe(status === 200);
  });

  it('can be made, filled, emptied and removed', () => {
    const { ask } = client();
    const host = 'new-bucket.s3.amazonaws.com';
    const made = ask({ method: 'PUT', host });
    expect([made.status, made.headers.location, made.body]).toEqual([200, '/new-bucket', '']);
    ask({ method: 'PUT', host, path: '/key', headers: [['Content-Length', '0']] });
    const full = ask({ method: 'DELETE', host });
    expect([full.status, full.element('Code'), full.element('BucketName')]).toEqual([
      409,
      'BucketNotEmpty',
      'new-bucket',
    ]);
    ask({ method: 'DELETE', host, path: '/key' });
    expect(ask({ method: 'DELETE', host }).status).toBe(204);
    expect(ask({ method: 'DELETE', host })).toMatchObject({ status: 404 });
  });

  it.each([
    ['us-east-1', 200, undefined],
    ['eu-west-1', 409, 'BucketAlreadyOwnedByYou'],
  ])('that is there already can be made again in %s: %i', (region, status, code) => {
    const { ask, put } = client();
    put('key', 'body');
    const body = region === 'us-east-1' ? '' : configuration(region);
    const answer = ask({ method: 'PUT', region, body });
    expect([answer.status, answer.element('Code')]).toEqual([status, code]);
    expect(ask({ path: '/key' }).body).toBe('body');
  });

  it.each([
    ['us-east-1', '', 200, undefined],
    ['us-east-1', `<CreateBucketConfiguration xmlns="${NAMESPACE}"/>`, 200, undefined],
    ['eu-west-1', configuration('eu-west-1'), 200, undefined],
    ['eu-west-1', configuration('EU'), 200, undefined],
    ['eu-west-1', configuration('\n eu-west-1 \n'), 200, undefined],
    ['eu-west-1', '', 400, 'IllegalLocationConstraintException'],
    ['eu-west-1', configuration('eu-west-2'), 400, 'IllegalLocationConstraintException'],
    ['us-east-1', configuration('eu-west-1'), 400, 'IllegalLocationConstraintException'],
    ['us-east-1', 'no XML', 400, 'MalformedXML'],
    ['us-east-1', '<'.repeat(5000), 400, 'MalformedXML'],
  ])('is made in the region that there is: in %s with %s', (region, body, status, code) => {
    const answer = client().ask({ method: 'PUT', host: 'new-bucket.s3.amazonaws.com', region, body });
    expect([answer.status, answer.element('Code')]).toEqual([status, code]);
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  it.each(['my.bucket-1', 'abc', '1ab', 'a'.repeat(63)])('may be called %s', (name) => {
    expect(client().ask({ method: 'PUT', host: AT, path: `/${name}` }).status).toBe(200);
  });

  it.each([
    'ab',
    'a'.repeat(64),
    'Capital',
    'under_score',
    '-begins',
    'ends-',
    'two..dots',
    '192.168.5.4',
    'xn--bucket',
    'sthree-bucket',
    'name-s3alias',
    'name--x-s3',
    'new\nline',
    '\xff\xff\xff',
  ])('may not be called %s', (name) => {
    const answer = client().ask({ method: 'PUT', host: AT, path: `/${name}` });
    expect([answer.status, answer.element('Code')]).toEqual([400, 'InvalidBucketName']);
  });

  it('is refused where there are a hundred', () => {
    const { ask } = client();
    const make = (number: number) => ask({ method: 'PUT', host: AT, path: `/bucket-${number}` });
    for (let number = 1; number < 100; number += 1) expect(make(number).status).toBe(200);
    expect(make(100).element('Code')).toBe('TooManyBuckets');
    expect(make(99).status).toBe(200);
  });
});
