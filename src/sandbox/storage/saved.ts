/** Defines what a record contains, and reads records. */
import * as v from 'valibot';
import type { Octets } from '../../bytes/octets.ts';
import { CHECKSUM_NAMES } from '../../crypto/checksums.ts';

const octets = v.custom<Octets>((value) => typeof value === 'string' && !/[^\0-\xff]/.test(value));
const time = v.pipe(
  v.string(),
  v.transform((text) => new Date(text)),
  v.check((date) => !Number.isNaN(date.getTime())),
);
const list = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.readonly());
const checksum = v.nullable(v.object({ name: v.picklist(CHECKSUM_NAMES), base64: octets }));
const part = { number: v.pipe(v.number(), v.integer()), checksum };
const headers = {
  contentType: v.string(),
  metadata: list(v.pipe(v.tuple([v.string(), v.string()]), v.readonly())),
  tags: list(v.object({ key: v.string(), value: v.string() })),
};

/** The files that contain a body or, if the body is in memory, its bytes in base64. */
const savedBody = { files: list(v.string()), bytes: v.nullable(v.string()) };

const savedFormat = v.variant('kind', [
  v.object({ kind: v.literal('bucket'), name: octets, created: time }),
  v.object({
    kind: v.literal('object'),
    bucket: octets,
    key: octets,
    ...headers,
    lastModified: time,
    etag: v.string(),
    checksum,
    parts: list(v.object({ ...part, length: v.number() })),
    uploadId: v.optional(v.nullable(v.string()), null),
    ...savedBody,
  }),
  v.object({
    kind: v.literal('upload'),
    id: v.string(),
    bucket: octets,
    key: octets,
    ...headers,
    initiated: time,
    checksum: v.nullable(
      v.object({ name: v.picklist(CHECKSUM_NAMES), type: v.picklist(['COMPOSITE', 'FULL_OBJECT']) }),
    ),
  }),
  v.object({ kind: v.literal('part'), upload: v.string(), ...part, md5: v.string(), lastModified: time, ...savedBody }),
]);

/** A bucket, an object, an unfinished upload, or a part of one. */
export type Saved = v.InferOutput<typeof savedFormat>;
export type SavedBody = Pick<Extract<Saved, { readonly kind: 'object' }>, keyof typeof savedBody>;

/** Reads a record. Returns `null` if this program has not written it, or if it is damaged. */
export function readSaved(text: string): Saved | null {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), savedFormat), text);
  return read.success ? read.output : null;
}
