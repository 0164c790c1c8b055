/**
 * Creates cases that cannot be signed, which are requests from the AWS documentation, each with one detail that a
 * signer must reject.
 */
import { S3_EXAMPLE_KEY } from '../../aws/example-keys.ts';
import { HASH_OF_NOTHING } from '../../crypto/digests.ts';
import { AMZ_HEADERS, AMZ_PARAMETERS } from '../../sigv4/names.ts';
import type { GradedCase } from './graded-case.ts';

const TIME = '20130524T000000Z';
const HOST: readonly [string, string] = ['Host', 'examplebucket.s3.amazonaws.com'];

type Fields = readonly (readonly [string, string])[];

/**
 * A detail that must be rejected. The members of `request` and `line` replace the members of the documented example.
 */
interface Refusal {
  readonly name: string;
  /** The reason that the request cannot be signed, with its source. */
  readonly says: string;
  readonly form: 'header' | 'query';
  readonly request?: Readonly<Record<string, unknown>>;
  readonly line?: Readonly<Record<string, unknown>>;
}

const fieldsOfHeaderForm = (more: Fields, time = TIME): Fields => [
  HOST,
  [AMZ_HEADERS.contentSha256, HASH_OF_NOTHING],
  [AMZ_PARAMETERS.date, time],
  ...more,
];

const REFUSALS: readonly Refusal[] = [
  {
    name: 'newline-in-header-value',
    says: 'A value with a line break in it would be two headers on the wire (RFC 9110, section 5.5).',
    form: 'header',
    request: { headers: fieldsOfHeaderForm([['x-amz-meta-note', 'one\nx-amz-acl: public-read']]) },
    line: { signedHeaders: ['host', AMZ_HEADERS.contentSha256, AMZ_HEADERS.date, 'x-amz-meta-note'] },
  },
  {
    name: 'carriage-return-in-header-value',
    says: 'A value with a line break in it would be two headers on the wire (RFC 9110, section 5.5).',
    form: 'header',
    request: { headers: fieldsOfHeaderForm([['x-amz-meta-note', 'one\r\nx-amz-acl: public-read']]) },
    line: { signedHeaders: ['host', AMZ_HEADERS.contentSha256, AMZ_HEADERS.date, 'x-amz-meta-note'] },
  },
  {
    name: 'expires-in-more-than-seven-days',
    says: 'S3 accepts no presigned URL that is valid for more than 604800 seconds.',
    form: 'query',
    line: { expires: 604_801 },
  },
  {
    name: 'expires-at-once',
    says: 'S3 accepts no presigned URL that is valid for less than one second.',
    form: 'query',
    line: { expires: 0 },
  },
  {
    name: 'date-header-of-another-day',
    says: 'X-Amz-Date and the scope have different dates. S3 refuses such a request.',
    form: 'header',
    request: { headers: fieldsOfHeaderForm([], '20130525T000000Z') },
  },
  {
    name: 'date-header-of-another-hour',
    says: 'S3 reads X-Amz-Date, but the string to sign would contain a different time.',
    form: 'header',
    request: { headers: fieldsOfHeaderForm([], '20130524T010000Z') },
  },
  {
    name: 'signed-header-not-there',
    says: 'A header that is not in the request cannot be signed.',
    form: 'header',
    line: { signedHeaders: ['host', 'range', AMZ_HEADERS.contentSha256, AMZ_HEADERS.date] },
  },
];

export const REFUSAL_CASES: readonly GradedCase[] = REFUSALS.map(({ name, says, form, request, line }) => {
  const id = `refuse/${name}`;
  return {
    id,
    publisher: 'refuse',
    needs: ['refuse'],
    line: {
      id,
      form,
      request: {
        method: 'GET',
        target: '/test.txt',
        headers: form === 'header' ? fieldsOfHeaderForm([]) : [HOST],
        bodyBase64: '',
        ...request,
      },
      signedHeaders: form === 'header' ? ['host', AMZ_HEADERS.contentSha256, AMZ_HEADERS.date] : ['host'],
      payload: form === 'header' ? 'hashed' : 'unsigned',
      time: TIME,
      region: 'us-east-1',
      service: 's3',
      accessKeyId: S3_EXAMPLE_KEY.accessKeyId,
      secret: S3_EXAMPLE_KEY.secretAccessKey,
      ...(form === 'query' ? { expires: 86_400 } : {}),
      ...line,
    },
    expected: { kind: 'problem', says },
  };
});
