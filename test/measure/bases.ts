/** Twelve right requests of S3: those of the tests, and plainer ones, as people send them. */

import { utf8 } from '../support/octets-of.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { BASES } from '../support/sigv4/base-requests.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

const { 'put-unsigned': _, ...SHARED_BASES } = BASES;

export const MEASURED_BASES: Readonly<Record<string, () => { readonly request: string }>> = {
  ...SHARED_BASES,
  'get-plain': () => ordered({}),
  'get-spaces': () =>
    ordered({ path: utf8('/reports/2013/März 05 (final).pdf'), headers: [['User-Agent', 'aws-cli/1.0']] }),
  list: () =>
    ordered({
      path: '/',
      query: [
        ['list-type', '2'],
        ['prefix', 'photos/2013 summer/'],
        ['delimiter', '/'],
      ],
    }),
  'put-json': () =>
    ordered({
      method: 'PUT',
      path: '/data/a b.json',
      body: '{"a": [1, 2], "b": "c"}\n',
      headers: [
        ['Content-Type', 'application/json'],
        ['x-amz-storage-class', 'STANDARD_IA'],
      ],
    }),
  delete: () => ordered({ method: 'DELETE', host: 's3.us-east-1.amazonaws.com', path: '/examplebucket/old//file.txt' }),
  'local-port': () =>
    ordered({ host: 'localhost:9000', path: '/examplebucket/test.txt', headers: [['Range', 'bytes=0-9']] }),
  'presigned-plain': () => presigned({}),
  'presigned-put': () =>
    presigned({
      method: 'PUT',
      path: '/uploads/summer day.jpg',
      body: 'data',
      headers: [['Content-Type', 'image/jpeg']],
      query: [['x-id', 'PutObject']],
    }),
};
