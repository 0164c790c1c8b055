/** The inputs of a walk as the user edits them: each as the text of a field. */
import type { InputId } from '../../bytes/input.ts';
import type { HeaderPair } from '../options/request-options.ts';
import { lineOfHeader } from '../options/request-options.ts';

/**
 * Everything in a request that the user may change, as typed. The secret, and headers that carry one (`isSecretName`), are
 * not masked here. A screen masks them, and pages are made only from `WalkFacts`.
 */
export interface WalkInputs {
  readonly method: string;
  /** https://HOST/PATH, or s3://BUCKET/KEY. */
  readonly url: string;
  /**
   * Names and values in the order in which they are sent, without the headers that signing adds. `headerOfLine` and
   * `lineOfHeader` convert them from and to lines. A header without a name is an unfinished line.
   */
  readonly headers: readonly HeaderPair[];
  /** For files, the text in `fromFiles`. `null` in a form, where it cannot be edited. Empty: no payload. */
  readonly payload: string | null;
  /** With --region-set, that set. */
  readonly region: string;
  /** YYYYMMDDTHHMMSSZ. */
  readonly date: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The last paste, even if it was edited since; left out if nothing was pasted. */
  readonly pasted?: PastedInputs;
}

/** The inputs in a pasted request. */
export type PastedInputs = Pick<WalkInputs, 'method' | 'url' | 'headers' | 'payload'>;

/** A payload that is at least partly from files. */
export interface FilePayload {
  /** Each file as `@` and its name, as on the command line. Only this exact text means the files. */
  readonly payload: string;
  /** In bytes. */
  readonly length: number;
}

/** An input that can be edited, or all headers if one is missing. */
export type EditedId = keyof typeof FIELDS | HeaderId | 'headers';

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

/** Lists the inputs that have a field. `more`: the number of headers to add to those of the request. */
export function editedIds({ headers }: WalkInputs, more = 0): EditedId[] {
  const ofHeaders = Array.from({ length: headers.length + more }, (_, index): HeaderId => `header/${index}`);
  return ['method', 'url', ...ofHeaders, 'payload', 'region', 'date', 'access-key-id', 'secret-access-key'];
}

/** Finds the text in the field of an input. */
export function textOfInput(inputs: WalkInputs, id: EditedId): string {
  if (id === 'headers') return '';
  const index = headerIndex(id);
  if (index === null) return inputs[FIELDS[id as keyof typeof FIELDS]] ?? '';
  const header = inputs.headers[index];
  return header ? lineOfHeader(header) : '';
}

/** Finds the member that is this input; `null` for a header. */
export const fieldOfInput = (id: EditedId): (typeof FIELDS)[keyof typeof FIELDS] | null =>
  Object.hasOwn(FIELDS, id) ? FIELDS[id as keyof typeof FIELDS] : null;

/** Finds the index of a header; `null` for any other input. */
export function headerIndex(id: EditedId): number | null {
  return id.startsWith('header/') ? Number(id.slice('header/'.length)) : null;
}
