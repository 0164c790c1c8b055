/** Keeps a store permanently, with one record for each bucket, object, upload, and part. */
import { asText, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { type Refusal, refuse } from '../answers/answer.ts';
import { type Content, inMemory, joined } from './content.ts';
import { createStore, type Store } from './objects.ts';
import type { Records } from './records.ts';
import { readSaved, type Saved, type SavedBody } from './saved.ts';
import type { BodyFiles } from './spool.ts';
import type { Bucket, Buckets, StoredObject, Upload, UploadedPart } from './stored-object.ts';

/** The permanent place. It contains small records, which have names, and files that contain bodies. */
export interface LastingPlace {
  readonly bodies: BodyFiles;
  openBody(name: string): Content | Problem;
  writeRecord(name: string, text: string): Problem | null;
  removeRecord(name: string): void;
  /** Returns all records. The text is `null` if the record cannot be read. */
  records(): readonly { readonly name: string; readonly text: string | null }[];
  removeOtherBodies(): void;
}

/** A store, and what of it is damaged. */
export interface OpenedStore {
  readonly store: Store;
  /** Each record that cannot be read, and each object or part whose body is missing. */
  readonly damage: readonly Problem[];
}

/**
 * Opens the store in a place. If the place is new, the store initially contains these buckets. What is damaged is left
 * out of the store, and stays in the place unchanged.
 */
export function openStore(place: LastingPlace, initial: Buckets): OpenedStore {
  const found = place.records();
  const records = recordsIn(place);
  if (found.length === 0) {
    const store = createStore(new Map(), { records });
    for (const [name, bucket] of initial) fill(store, name, bucket);
    return { store, damage: [] };
  }
  const { buckets, uploads, damage } = load(place, found);
  // A damaged record may name any body, so no body is deleted.
  if (damage.length === 0) place.removeOtherBodies();
  return { store: createStore(buckets, { uploads, records }), damage };
}

/** Copies a bucket whose bodies are in memory. */
function fill(store: Store, name: Octets, { created, objects }: Bucket): void {
  store.createBucket(name, created);
  for (const [key, object] of objects) store.putObject(name, key, object);
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
    return failed ? refuse('SlowDown', {}, failed.says) : null;
  };
  const removeUpload = (upload: Upload) => {
    for (const number of upload.parts.keys()) place.removeRecord(nameOf('part', upload.id, String(number)));
    place.removeRecord(nameOf('upload', upload.id));
  };
  const object = (bucket: Octets, key: Octets, { body, ...rest }: StoredObject) =>
    write(nameOf('object', bucket, key), { ...rest, kind: 'object', bucket, key, ...savedBody(body) });
  return {
    bucket: (name, created) => write(nameOf('bucket', name), { kind: 'bucket', name, created }),
    deleteBucket: (name) => place.removeRecord(nameOf('bucket', name)),
    object,
    deleteObject: (bucket, key) => place.removeRecord(nameOf('object', bucket, key)),
    upload: ({ parts: _parts, ...rest }) => write(nameOf('upload', rest.id), { ...rest, kind: 'upload' }),
    part: (upload, number, { body, ...rest }) =>
      write(nameOf('part', upload, String(number)), { ...rest, kind: 'part', upload, number, ...savedBody(body) }),
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
  readonly damage: readonly Problem[];
}

function load(place: LastingPlace, found: ReturnType<LastingPlace['records']>): Loaded {
  const damage: Problem[] = [];
  const all: Saved[] = [];
  for (const { name, text } of found) {
    const saved = text === null ? null : readSaved(text);
    if (saved) all.push(saved);
    else damage.push(damagedRecord(name));
  }
  const buckets = new Map<Octets, { readonly created: Date; readonly objects: Map<Octets, StoredObject> }>();
  const uploads = new Map<string, Upload & { readonly parts: Map<number, UploadedPart> }>();
  for (const saved of all) {
    if (saved.kind === 'bucket') buckets.set(saved.name, { created: saved.created, objects: new Map() });
    if (saved.kind === 'upload') uploads.set(saved.id, { ...saved, parts: new Map() });
  }
  for (const saved of all) {
    if (saved.kind !== 'object' && saved.kind !== 'part') continue;
    const body = loadBody(place, saved);
    if (isProblem(body)) {
      damage.push(withoutBody(saved, body));
      continue;
    }
    const { files: _files, bytes: _bytes, ...stored } = { ...saved, body };
    if (stored.kind === 'part') {
      uploads.get(stored.upload)?.parts.set(stored.number, stored);
      continue;
    }
    // An object also shows that its bucket exists, because only an empty bucket can be deleted.
    const bucket = buckets.get(stored.bucket) ?? { created: stored.lastModified, objects: new Map() };
    buckets.set(stored.bucket, bucket);
    bucket.objects.set(stored.key, stored);
  }
  return { buckets, uploads: [...uploads.values()], damage };
}

function damagedRecord(name: string): Problem {
  return problem(
    'data-folder',
    `The record records/${name} is damaged, and what it describes is missing.`,
    'Restore this file from a copy, or delete it. Until then, the bodies that no record names are kept.',
  );
}

function withoutBody(saved: Extract<Saved, SavedBody>, { says }: Problem): Problem {
  const what =
    saved.kind === 'object'
      ? `The object ${JSON.stringify(asText(saved.key))} in ${asText(saved.bucket)}`
      : `Part ${saved.number} of an unfinished upload`;
  return problem('data-folder', `${what} is missing. ${says}`, 'Restore the file from a copy, or upload again.');
}

function loadBody(place: LastingPlace, { files, bytes }: SavedBody): Content | Problem {
  if (files.length === 0) return inMemory(Buffer.from(bytes ?? '', 'base64'));
  const parts: Content[] = [];
  for (const name of files) {
    const part = place.openBody(name);
    // The other parts keep the owner that they have just got, so their files are not deleted.
    if (isProblem(part)) return part;
    parts.push(part);
  }
  return joined(parts);
}
