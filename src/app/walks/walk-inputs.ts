/** Defines the inputs of a walk in the form in which the user edits them. Each input is the text of a field. */
import type { InputId } from '../../bytes/input.ts';
import { type HeaderPair, lineOfHeader } from '../options/request-options.ts';
import type { SigningChoices } from '../options/signing-options.ts';

/**
 * Every part of a request that the user may change, as typed. Neither the secret nor headers that carry a secret
 * (`isSecretName`) are masked here. A screen masks these values, and pages are made only from `WalkFacts`.
 */
export interface WalkInputs {
  readonly method: string;
  /** An address of the form https://HOST/PATH or s3://BUCKET/KEY. */
  readonly url: string;
  /**
   * Names and values in the order in which they are sent, without the headers that signing adds. `headerOfLine` and
   * `lineOfHeader` convert between these pairs and lines. A header without a name is an unfinished line.
   */
  readonly headers: readonly HeaderPair[];
  /**
   * The text of the payload; an empty text means that there is no payload. If the payload is read from files, the text
   * is the one in `fromFiles`. The payload is `null` for a form, which cannot be edited.
   */
  readonly payload: string | null;
  /** The Region, or the Region set if --region-set is given. */
  readonly region: string;
  /** The time in the format YYYYMMDDTHHMMSSZ. The text is empty if there is no time or if the time cannot be read. */
  readonly date: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** `sandbox` if the user sends the request to the sandbox in this program instead of its host. */
  readonly goesTo?: 'sandbox';
  /** Where the signature is, if the user chooses another place than the walk began with: a header, or the URL. */
  readonly form?: SigningChoices['form'];
  /** The last paste as it was pasted, without later edits. The member is omitted if nothing was pasted. */
  readonly pasted?: PastedInputs;
}

export interface PastedInputs extends Pick<WalkInputs, 'method' | 'url' | 'headers' | 'payload'> {
  /** The Region in the host name; `null` if the name contains no Region. */
  readonly region: string | null;
  /** The service of the host, as written in the credential scope; `null` if the service is unknown. */
  readonly service: string | null;
}

/** A payload that comes at least partly from files. */
export interface FilePayload {
  /**
   * The text in the field: each file as `@` and its name, as on the command line. Only this exact text refers to the
   * files.
   */
  readonly payload: string;
  /** The length in bytes. */
  readonly length: number;
}

/**
 * The ID of an input that can be edited. `headers` means the headers as a whole, for a problem about a missing header.
 */
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

/** Lists the inputs that have a field. `more` is the number of additional fields for new headers. */
export function editedIds({ headers }: WalkInputs, more = 0): EditedId[] {
  const ofHeaders = Array.from({ length: headers.length + more }, (_, index): HeaderId => `header/${index}`);
  return ['method', 'url', ...ofHeaders, 'payload', 'region', 'date', 'access-key-id', 'secret-access-key'];
}

export function textOfInput(inputs: WalkInputs, id: EditedId): string {
  if (id === 'headers') return '';
  const index = headerIndex(id);
  if (index === null) return inputs[FIELDS[id as keyof typeof FIELDS]] ?? '';
  const header = inputs.headers[index];
  return header ? lineOfHeader(header) : '';
}

/** Returns the name of the member that contains this input, or `null` for a header, and for one that is not edited. */
export const fieldOfInput = (id: string): (typeof FIELDS)[keyof typeof FIELDS] | null =>
  Object.hasOwn(FIELDS, id) ? FIELDS[id as keyof typeof FIELDS] : null;

/** Returns the index of a header, or `null` for any other input. */
export function headerIndex(id: EditedId): number | null {
  return id.startsWith('header/') ? Number(id.slice('header/'.length)) : null;
}
