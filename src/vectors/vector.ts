/** Published vectors: their format, and reading them from `fixtures/vectors`. */
import * as v from 'valibot';

const lines = v.union([v.string(), v.array(v.string())]);
const expectations = v.record(v.string(), lines);

const inputs = v.object({
  request: v.object({
    method: v.string(),
    /** As on the wire. */
    target: v.string(),
    headers: v.array(v.tuple([v.string(), v.string()])),
    body: v.string(),
  }),
  credentials: v.object({
    accessKeyId: v.string(),
    secretAccessKey: v.string(),
    sessionToken: v.optional(v.string()),
  }),
  timestamp: v.string(),
  region: v.string(),
  service: v.string(),
  rules: v.object({
    pathEncoding: v.picklist(['once', 'twice']),
    pathSegments: v.picklist(['kept', 'normalised']),
    contentSha256Header: v.picklist(['added', 'not-added']),
    sessionToken: v.picklist(['signed', 'appended']),
  }),
});

const notes = v.object({
  /** The page, where it is not that of the whole group. */
  source: v.optional(v.string()),
  /** What the publisher prints, by the id of the value; several lines as an array. */
  published: expectations,
  /** What others computed and the publisher does not print, by the id of the value; keys in hexadecimal. */
  computed: v.optional(expectations),
  /** What they were computed with, for the reader. */
  computedBy: v.optional(v.string()),
  /** Slips in what is printed, in words. */
  errata: v.optional(v.array(v.string())),
});

const runnable = v.object({ ...inputs.entries, ...notes.entries });
/** Cannot be computed again, and why. */
const declined = v.object({ ...notes.entries, declined: v.string() });

const publisher = v.object({
  title: v.string(),
  publisher: v.string(),
  source: v.string(),
  licence: v.string(),
  notice: v.string(),
});

export type Publisher = v.InferOutput<typeof publisher>;
type Named = { readonly name: string };
export type RunnableVector = v.InferOutput<typeof runnable> & Named;
export type DeclinedVector = v.InferOutput<typeof declined> & Named;

export interface VectorGroup {
  /** The name of its folder. */
  readonly id: string;
  readonly publisher: Publisher;
  readonly runnable: readonly RunnableVector[];
  readonly declined: readonly DeclinedVector[];
}

/** The files below `fixtures`; paths have slashes. Both throw where the file or folder is not there. */
export interface FixtureFiles {
  list(folder: string): readonly string[];
  read(path: string): string;
}

const FOLDER = 'vectors';
const PUBLISHER_FILE = 'publisher.json';

/** Every group, by name. Throws, naming the file, where one does not have the format. */
export function readVectors(files: FixtureFiles): VectorGroup[] {
  return [...files.list(FOLDER)].sort().map((id) => readGroup(files, id));
}

function readGroup(files: FixtureFiles, id: string): VectorGroup {
  const folder = `${FOLDER}/${id}`;
  const read = <Schema extends v.GenericSchema>(schema: Schema, file: string) =>
    parse(schema, files.read(`${folder}/${file}`), `${folder}/${file}`);
  const names = [...files.list(folder)].filter((file) => file !== PUBLISHER_FILE).sort();
  const vectors: (RunnableVector | DeclinedVector)[] = names.map((file) => ({
    ...read(v.union([declined, runnable]), file),
    name: file.replace(/\.json$/, ''),
  }));
  return {
    id,
    publisher: read(publisher, PUBLISHER_FILE),
    runnable: vectors.filter(isRunnable),
    declined: vectors.filter(isDeclined),
  };
}

function isDeclined(vector: RunnableVector | DeclinedVector): vector is DeclinedVector {
  return 'declined' in vector;
}

function isRunnable(vector: RunnableVector | DeclinedVector): vector is RunnableVector {
  return !isDeclined(vector);
}

function parse<Schema extends v.GenericSchema>(schema: Schema, json: string, path: string): v.InferOutput<Schema> {
  const result = v.safeParse(schema, JSON.parse(json));
  if (result.success) return result.output;
  const at = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`).join('; ');
  throw new Error(`The vector file ${path} does not have the format of a vector. ${at}`);
}
