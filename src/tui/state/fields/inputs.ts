/** The inputs of a walk as lines that are edited: each by its name, and which of them a byte comes from. */
import {
  type EditedId,
  editedIds,
  fieldOfInput,
  headerIndex,
  type WalkInputs,
} from '../../../app/editing/walk-inputs.ts';
import { headerOfLine } from '../../../app/options/request-options.ts';
import type { InputId } from '../../../bytes/input.ts';
import type { Place } from '../../../pages/places.ts';
import { isSecretName } from '../../../sigv4/secrets/secret-headers.ts';

const NAMES: Readonly<Partial<Record<EditedId, string>>> = {
  method: 'method',
  url: 'URL',
  payload: 'payload',
  region: 'region',
  date: 'date',
  'access-key-id': 'access key ID',
  'secret-access-key': 'secret access key',
};

/** In the order in which they are listed; a line for one more header after those that are there. */
export const inputIds = (inputs: WalkInputs): EditedId[] => editedIds(inputs, 1);

/** What people call it. */
export function inputLabel(inputs: WalkInputs, id: EditedId): string {
  const at = headerIndex(id);
  if (at === null) return NAMES[id] ?? id;
  return at < inputs.headers.length ? `header ${at + 1}` : 'a new header';
}

/** An empty header is none. */
export function withInput(inputs: WalkInputs, id: EditedId, text: string): WalkInputs {
  const field = fieldOfInput(id);
  if (field !== null) return { ...inputs, [field]: text };
  const at = headerIndex(id);
  if (at === null) return inputs;
  const headers = [...inputs.headers];
  if (text === '') headers.splice(at, 1);
  else headers[at] = headerOfLine(text);
  return { ...inputs, headers };
}

/** Whether it is there and is not edited. */
export const isFixed = ({ payload }: WalkInputs, id: EditedId): boolean => id === 'payload' && payload === null;

/** Whether a field shows it masked. */
export function isSecretInput(inputs: WalkInputs, id: EditedId): boolean {
  const at = headerIndex(id);
  return id === 'secret-access-key' || (at !== null && isSecretName(inputs.headers[at]?.[0] ?? ''));
}

/** The input that a place is part of; `null` for one that is not edited. */
export function inputOfPlace(inputs: WalkInputs, { input }: Place): EditedId | null {
  // The server of an s3:// address has no field: another URL is what leads elsewhere.
  const wanted: InputId | null = input === 'endpoint' ? 'url' : input;
  return editedIds(inputs).find((id) => id === wanted) ?? null;
}
