/** What the sandbox of the course holds: AWS's example bucket, and the objects that lessons ask for. */
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { createStore, exampleBuckets, type Store, type StoredObject, storedObject } from '../../sandbox/objects.ts';

/** The region of AWS's example, and of the course. */
export const COURSE_REGION = 'us-east-1';

const BUCKET = octetsFromText('examplebucket');

/** By key, as it is when nothing is encoded. */
const OBJECTS: Readonly<Record<string, string>> = {
  // A key with what encoders disagree about.
  'photos/2024/a+b(1).txt': 'A key with a plus and two parentheses, each of which is encoded once.',
  // A space and a letter beyond ASCII, which has two bytes in UTF-8.
  'my photos/a+b(1)é.txt': 'A key with a space, a plus, two parentheses and an accent, each of which is encoded once.',
};

/** A store that is as new: what one request changes, the next one does not see. */
export function courseStore(): Store {
  const buckets = exampleBuckets();
  const bucket = buckets.get(BUCKET);
  if (!bucket) return createStore(buckets);
  const added = Object.entries(OBJECTS).map(
    ([key, text]) => [octetsFromText(key), objectOf(text, bucket.created)] as const,
  );
  const objects = new Map<Octets, StoredObject>([...bucket.objects, ...added]);
  return createStore(new Map([...buckets, [BUCKET, { ...bucket, objects }]]));
}

function objectOf(text: string, lastModified: Date): StoredObject {
  return storedObject({
    body: octetsFromText(text),
    contentType: 'text/plain',
    lastModified,
    metadata: [],
    checksum: null,
  });
}
