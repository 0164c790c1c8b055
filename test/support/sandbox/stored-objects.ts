/** What every sandbox of the tests holds at first. */
import { octetsFromText } from '../../../src/bytes/octets.ts';
import {
  type Bucket,
  type Buckets,
  type StoredObject,
  storedObject,
} from '../../../src/sandbox/storage/stored-object.ts';

/** 100 bytes, `0123456789` ten times. */
export const BODY = '0123456789'.repeat(10);
export const LAST_MODIFIED = 'Fri, 24 May 2013 00:00:00 GMT';

const CREATED = new Date(LAST_MODIFIED);

const object = (body: string, contentType = 'text/plain'): StoredObject =>
  storedObject({ body: octetsFromText(body), contentType, lastModified: CREATED, metadata: [], checksum: null });
const bucket = (all: Readonly<Record<string, StoredObject>>): Bucket => ({
  created: CREATED,
  objects: new Map(Object.entries(all).map(([key, stored]) => [octetsFromText(key), stored])),
});

export const BUCKETS: Buckets = new Map([
  [
    octetsFromText('examplebucket'),
    bucket({
      'test.txt': object(BODY),
      empty: object(''),
      'a//../b c+d': object('odd key'),
      'é/😀.txt': object('<é>', 'text/plain; charset=utf-8'),
    }),
  ],
  [octetsFromText('my.dotted-bucket'), bucket({ 'dir/test.txt': object('dotted') })],
]);
