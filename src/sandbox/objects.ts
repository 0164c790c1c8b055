/** What the sandbox holds: buckets of objects, in memory. */
import { type Octets, octetsFromText } from '../bytes/octets.ts';

export interface StoredObject {
  readonly body: Octets;
  readonly contentType: string;
  readonly lastModified: Date;
}

/** By bucket, then by key. A key is bytes, and `a/../b` is a key like any other. */
export type Buckets = ReadonlyMap<Octets, ReadonlyMap<Octets, StoredObject>>;

/** AWS's examplebucket with its test.txt: 100 bytes, of which the first ten are a greeting. */
export function exampleBuckets(): Buckets {
  const testTxt: StoredObject = {
    body: octetsFromText(
      'Hello, S3! Ten bytes said so; whoever asks for more of this object has to sign another Range header.',
    ),
    contentType: 'text/plain',
    lastModified: new Date('2013-05-24T00:00:00Z'),
  };
  return new Map([[octetsFromText('examplebucket'), new Map([[octetsFromText('test.txt'), testTxt]])]]);
}
