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
import { kindOfVector, PUBLISHER_FILE, VECTORS_FOLDER } from './kinds.ts';

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

/**
 * Reads every group, sorted by name. Throws an error that names the file and the field if a file does not match its
 * format.
 */
export function readVectors(files: FixtureFiles): VectorGroup[] {
  return [...files.list(VECTORS_FOLDER)].sort().map((id) => readGroup(files, id));
}

function readGroup(files: FixtureFiles, id: string): VectorGroup {
  const folder = `${VECTORS_FOLDER}/${id}`;
  const vectors = [...files.list(folder)]
    .filter((file) => file !== PUBLISHER_FILE)
    .map((file) => ({ path: `${folder}/${file}`, name: file.replace(/\.json$/, '') }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ path, name }) => readVector(files.read(path), path, name));
  const publisherPath = `${folder}/${PUBLISHER_FILE}`;
  return {
    id,
    publisher: parse(publisherFormat, readJson(files.read(publisherPath), publisherPath), publisherPath),
    runnable: vectors.filter((vector) => vector.kind !== 'declined'),
    declined: vectors.filter((vector) => vector.kind === 'declined'),
  };
}

/** Reads a vector. Its kind determines its format. */
function readVector(text: string, path: string, name: string): RunnableVector | DeclinedVector {
  const json = readJson(text, path);
  const kind = kindOfVector(json);
  switch (kind) {
    case 'declined':
      return { kind, name, ...parse(declinedFormat, json, path) };
    case 'policy':
      return { kind, name, ...parse(policyFormat, json, path) };
    case 'events':
      return { kind, name, ...parse(eventsFormat, json, path) };
    case 'chain':
      return { kind, name, ...parse(chainFormat, json, path) };
    case 'query':
      return { kind, name, ...parse(queryFormat, json, path) };
    case 'header':
      return { kind, name, ...parse(headerFormat, json, path) };
  }
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
