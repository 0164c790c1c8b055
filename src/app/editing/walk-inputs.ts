/** The inputs of a walk, as a person edits them in place: each as the text of a field. */
import type { InputId } from '../../bytes/input.ts';
import type { HeaderPair } from '../options/request-options.ts';
import { lineOfHeader } from '../options/request-options.ts';

/**
 * All that a person may change of a request, as it was typed. The secret, and headers that carry one
 * (`isSecretName`), are here as they are: a screen shows them masked, and pages are made of `WalkFacts` alone.
 */
export interface WalkInputs {
  readonly method: string;
  /** https://HOST/PATH, or s3://BUCKET/KEY. */
  readonly url: string;
  /**
   * Name and value, in the order in which they are sent; those that signing adds are not among them. `headerOfLine` and
   * `lineOfHeader` make lines of them; one without a name is a line that is not finished.
   */
  readonly headers: readonly HeaderPair[];
  /** Of files, that of `fromFiles`. `null` for one that is in a form, which is not edited. Empty: no payload. */
  readonly payload: string | null;
  /** Of SigV4A with --region-set, that set. */
  readonly region: string;
  /** YYYYMMDDTHHMMSSZ. */
  readonly date: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** What was pasted last of them, wherever it was edited since; left out where nothing was. */
  readonly pasted?: PastedInputs;
}

/** What a request that is pasted says of the inputs. */
export type PastedInputs = Pick<WalkInputs, 'method' | 'url' | 'headers' | 'payload'>;

/** A payload that files give, wholly or in part. */
export interface FilePayload {
  /** Each file as @ and its name, as on the command line. The same text stands for the same bytes; any other is itself. */
  readonly payload: string;
  /** In bytes. */
  readonly length: number;
}

/** An input that is edited: one that has a field, or all headers, where one is missing. */
export type EditedId = keyof typeof FIELDS | HeaderId | 'headers';

/** One header; its text is its line. */
type HeaderId = Extract<InputId, `header/${number}`>;

const FIELDS = {
  method: 'method',
  url: 'url',
  payload: 'payload',
  region: 'region',
  date: 'date',
  'access-key-id': 'accessKeyId',
  'secret-access-key': 'secretAccessKey',
} as const satisfies Partial<Record<InputId, keyof WalkInputs>>;

/** The inputs that have a field, in the order in which they are listed; `more`: how many headers that are not there yet. */
export function editedIds({ headers }: WalkInputs, more = 0): EditedId[] {
  const ofHeaders = Array.from({ length: headers.length + more }, (_, index): HeaderId => `header/${index}`);
  return ['method', 'url', ...ofHeaders, 'payload', 'region', 'date', 'access-key-id', 'secret-access-key'];
}

/** What is in the field of an input. */
export function textOfInput(inputs: WalkInputs, id: EditedId): string {
  if (id === 'headers') return '';
  const index = headerIndex(id);
  if (index === null) return inputs[FIELDS[id as keyof typeof FIELDS]] ?? '';
  const header = inputs.headers[index];
  return header ? lineOfHeader(header) : '';
}

/** The name of the member that is this input; `null` for a header. */
export const fieldOfInput = (id: EditedId): (typeof FIELDS)[keyof typeof FIELDS] | null =>
  Object.hasOwn(FIELDS, id) ? FIELDS[id as keyof typeof FIELDS] : null;

/** Which header it is, from 0; `null` for what is no header. */
export function headerIndex(id: EditedId): number | null {
  return id.startsWith('header/') ? Number(id.slice('header/'.length)) : null;
}
