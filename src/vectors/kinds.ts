/** Defines what a vector file contains, by its fields, and where the files are. */

/** The folder of the groups in `fixtures`, and the file in each group that names the publisher. */
export const VECTORS_FOLDER = 'vectors';
export const PUBLISHER_FILE = 'publisher.json';

/** The field that only one kind of vector has, by kind. A vector with none of them is a request signed in its header. */
const FIELDS = [
  ['declined', 'declined'],
  ['policy', 'policy'],
  ['events', 'events'],
  ['previousSignature', 'chain'],
  ['form', 'query'],
] as const;

export type VectorKind = (typeof FIELDS)[number][1] | 'header';

/** Returns the kind of a vector. Its fields determine it. */
export function kindOfVector(json: unknown): VectorKind {
  const says = (field: string) => typeof json === 'object' && json !== null && field in json;
  return FIELDS.find(([field]) => says(field))?.[1] ?? 'header';
}
