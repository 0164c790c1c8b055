/** Keeps a store permanently, with one record for each bucket, object, upload, and part. */
import type { Octets } from '../../bytes/octets.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { type Refusal, refuse } from '../answers/answer.ts';
import { type Content, inMemory, joined } from './content.ts';
import { createStore, type Store } from './objects.ts';
import type { Records } from './records.ts';
import type { BodyFiles } from './spool.ts';
import type { Bucket, Buckets, StoredObject, Upload, UploadedPart } from './stored-object.ts';

/** The permanent place. It contains small records, which have names, and files that contain bodies. */
export interface LastingPlace {
  readonly bodies: BodyFiles;
  openBody(name: string): Content | Problem;
  writeRecord(name: string, text: string): Problem | null;
  removeRecord(name: string): void;
  records(): readonly { readonly name: string; readonly text: string }[];
  removeOtherBodies(): void;
}

/**
 * Opens the store in a place. If the place is new, the store initially contains these buckets. Returns a problem if
 * this program has not written one of the records.
 */
export function openStore(place: LastingPlace, initial: Buckets): Store | Problem {
  const found = place.records();
  const records = recordsIn(place);
  if (found.length === 0) {
    const store = createStore(new Map(), { records });
    for (const [name, bucket] of initial) fill(store, name, bucket);
    return store;
  }
  const loaded = load(place, found);
  if (isProblem(loaded)) return loaded;
  place.removeOtherBodies();
  return createStore(loaded.buckets, { uploads: loaded.uploads, records });
}

/** Copies a bucket whose bodies are in memory. */
function fill(store: Store, name: Octets, { created, objects }: Bucket): void {
  store.createBucket(name, created);
  for (const [key, object] of objects) store.putObject(name, key, object);
}

type Saved =
  | { readonly kind: 'bucket'; readonly name: Octets; readonly created: string }
  | ({
      readonly kind: 'object';
      readonly bucket: Octets;
      readonly key: Octets;
      readonly lastModified: string;
    } & SavedBody &
      Omit<StoredObject, 'body' | 'lastModified'>)
  | ({ readonly kind: 'upload'; readonly initiated: string } & Omit<Upload, 'parts' | 'initiated'>)
  | ({
      readonly kind: 'part';
      readonly upload: string;
      readonly number: number;
      readonly lastModified: string;
    } & SavedBody &
      Omit<UploadedPart, 'body' | 'lastModified'>);

/** The files that contain a body or, if the body is in memory, its bytes in base64. */
interface SavedBody {
  readonly files: readonly string[];
  readonly bytes: string | null;
}

/** Returns the name of a record, which is a hash, so that no bucket or key can name a file outside the folder. */
const nameOf = (kind: string, ...parts: readonly string[]) =>
  `${kind}-${sha256Hex(octetsFromText(JSON.stringify(parts)))}`;

function savedBody(body: Content): SavedBody {
  const isInFiles = body.files.length > 0;
  return { files: body.files, bytes: isInFiles ? null : Buffer.from(body.read(0, body.length)).toString('base64') };
}

function recordsIn(place: LastingPlace): Records {
  const write = (name: string, saved: Saved): Refusal | null => {
    const failed = place.writeRecord(name, JSON.stringify(saved));
    return failed ? refuse('SlowDown', [], failed.says) : null;
  };
  const removeUpload = (upload: Upload) => {
    for (const number of upload.parts.keys()) place.removeRecord(nameOf('part', upload.id, String(number)));
    place.removeRecord(nameOf('upload', upload.id));
  };
  const object = (bucket: Octets, key: Octets, { body, ...rest }: StoredObject) =>
    write(nameOf('object', bucket, key), {
      kind: 'object',
      bucket,
      key,
      ...rest,
      lastModified: rest.lastModified.toISOString(),
      ...savedBody(body),
    });
  return {
    bucket: (name, created) => write(nameOf('bucket', name), { kind: 'bucket', name, created: created.toISOString() }),
    deleteBucket: (name) => place.removeRecord(nameOf('bucket', name)),
    object,
    deleteObject: (bucket, key) => place.removeRecord(nameOf('object', bucket, key)),
    upload({ parts: _parts, initiated, ...rest }) {
      return write(nameOf('upload', rest.id), { kind: 'upload', ...rest, initiated: initiated.toISOString() });
    },
    part: (upload, number, { body, lastModified, ...rest }) =>
      write(nameOf('part', upload, String(number)), {
        kind: 'part',
        upload,
        number,
        ...rest,
        lastModified: lastModified.toISOString(),
        ...savedBody(body),
      }),
    complete(upload, whole) {
      const failed = object(upload.bucket, upload.key, whole);
      if (failed === null) removeUpload(upload);
      return failed;
    },
    deleteUpload: removeUpload,
  };
}

interface Loaded {
  readonly buckets: Buckets;
  readonly uploads: readonly Upload[];
}

function load(place: LastingPlace, found: ReturnType<LastingPlace['records']>): Loaded | Problem {
  const all: Saved[] = [];
  for (const { name, text } of found) {
    const saved = readRecord(text);
    if (saved === null) return damaged(name);
    all.push(saved);
  }
  const buckets = new Map<Octets, { created: Date; objects: Map<Octets, StoredObject> }>();
  const uploads = new Map<string, Upload & { parts: Map<number, UploadedPart> }>();
  for (const saved of all) {
    if (saved.kind === 'bucket') buckets.set(saved.name, { created: new Date(saved.created), objects: new Map() });
    if (saved.kind === 'upload')
      uploads.set(saved.id, { ...saved, initiated: new Date(saved.initiated), parts: new Map() });
  }
  for (const saved of all) {
    if (saved.kind !== 'object' && saved.kind !== 'part') continue;
    const body = loadBody(place, saved);
    if (isProblem(body)) return body;
    const { lastModified, files: _files, bytes: _bytes, ...rest } = saved;
    const stored = { ...rest, body, lastModified: new Date(lastModified) };
    if (stored.kind === 'object') buckets.get(stored.bucket)?.objects.set(stored.key, stored);
    else uploads.get(stored.upload)?.parts.set(stored.number, stored);
  }
  return { buckets, uploads: [...uploads.values()] };
}

function readRecord(text: string): Saved | null {
  try {
    const saved: unknown = JSON.parse(text);
    return typeof saved === 'object' && saved !== null && 'kind' in saved ? (saved as Saved) : null;
  } catch {
    return null;
  }
}

function damaged(name: string): Problem {
  return problem('data-folder', `The record ${name} is damaged.`, 'Delete this file, or give another folder.');
}

function loadBody(place: LastingPlace, { files, bytes }: SavedBody): Content | Problem {
  if (files.length === 0) return inMemory(Buffer.from(bytes ?? '', 'base64'));
  const parts: Content[] = [];
  for (const name of files) {
    const part = place.openBody(name);
    if (isProblem(part)) return part;
    parts.push(part);
  }
  return joined(parts);
}
