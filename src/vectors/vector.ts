/** Defines published vectors by what they sign, and reads them from `fixtures/vectors`. */

import * as v from 'valibot';
import type { FixtureFiles } from './fixture-files.ts';
import {
  chainFormat,
  declinedFormat,
  eventsFormat,
  headerFormat,
  policyFormat,
  publisherFormat,
  queryFormat,
} from './format.ts';

export type Publisher = v.InferOutput<typeof publisherFormat>;

type Read<Kind extends string, Schema extends v.GenericSchema> = v.InferOutput<Schema> & {
  readonly kind: Kind;
  readonly name: string;
};

/** A request that is signed in its header. The vector includes the chunks of its body if they are signed. */
export type HeaderVector = Read<'header', typeof headerFormat>;
export type QueryVector = Read<'query', typeof queryFormat>;
export type RequestVector = HeaderVector | QueryVector;
export type ChainVector = Read<'chain', typeof chainFormat>;
export type EventsVector = Read<'events', typeof eventsFormat>;
export type PolicyVector = Read<'policy', typeof policyFormat>;
export type RunnableVector = RequestVector | ChainVector | EventsVector | PolicyVector;
export type DeclinedVector = Read<'declined', typeof declinedFormat>;

export interface VectorGroup {
  readonly id: string;
  readonly publisher: Publisher;
  readonly runnable: readonly RunnableVector[];
  readonly declined: readonly DeclinedVector[];
}

const FOLDER = 'vectors';
const PUBLISHER_FILE = 'publisher.json';

/**
 * Reads every group, sorted by name. With `isWanted`, reads only the vectors whose file has a text for which it returns
 * true. Throws an error that names the file and the field if a file does not match its format.
 */
export function readVectors(files: FixtureFiles, isWanted: (text: string) => boolean = () => true): VectorGroup[] {
  return [...files.list(FOLDER)].sort().map((id) => readGroup(files, id, isWanted));
}

function readGroup(files: FixtureFiles, id: string, isWanted: (text: string) => boolean): VectorGroup {
  const folder = `${FOLDER}/${id}`;
  const vectors = [...files.list(folder)]
    .filter((file) => file !== PUBLISHER_FILE)
    .map((file) => ({ path: `${folder}/${file}`, name: file.replace(/\.json$/, '') }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ path, name }) => ({ path, name, text: files.read(path) }))
    .filter(({ text }) => isWanted(text))
    .map(({ path, name, text }) => readVector(text, path, name));
  const publisherPath = `${folder}/${PUBLISHER_FILE}`;
  return {
    id,
    publisher: parse(publisherFormat, readJson(files.read(publisherPath), publisherPath), publisherPath),
    runnable: vectors.filter((vector) => vector.kind !== 'declined'),
    declined: vectors.filter((vector) => vector.kind === 'declined'),
  };
}

/** Reads a vector. The fields of the vector determine its format. */
function readVector(text: string, path: string, name: string): RunnableVector | DeclinedVector {
  const json = readJson(text, path);
  const says = (field: string) => typeof json === 'object' && json !== null && field in json;
  if (says('declined')) return { kind: 'declined', name, ...parse(declinedFormat, json, path) };
  if (says('policy')) return { kind: 'policy', name, ...parse(policyFormat, json, path) };
  if (says('events')) return { kind: 'events', name, ...parse(eventsFormat, json, path) };
  if (says('previousSignature')) return { kind: 'chain', name, ...parse(chainFormat, json, path) };
  if (says('form')) return { kind: 'query', name, ...parse(queryFormat, json, path) };
  return { kind: 'header', name, ...parse(headerFormat, json, path) };
}

function readJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw malformed(path, `It is not JSON: ${error.message}`);
    throw error;
  }
}

function parse<Schema extends v.GenericSchema>(schema: Schema, json: unknown, path: string): v.InferOutput<Schema> {
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  throw malformed(
    path,
    result.issues.map((issue) => `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`).join('; '),
  );
}

function malformed(path: string, why: string): Error {
  return new Error(`The vector file ${path} does not have the format of a vector. ${why}`);
}
