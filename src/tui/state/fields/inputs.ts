/** The inputs of a walk as lines that are edited: each by its name, and which of them a byte comes from. */
import { headerOfLine, lineOfHeader } from '../../../app/editing/header-line.ts';
import type { InputName, WalkInputs } from '../../../app/editing/walk-inputs.ts';
import type { Place } from '../../../pages/places.ts';
import { isSecretName } from '../../../sigv4/secrets/secret-headers.ts';
import {
  ACCESS_KEY_ID,
  REGION,
  REGION_SET,
  REQUEST,
  SECRET_ACCESS_KEY,
  TIMESTAMP,
} from '../../../sigv4/stages/request.ts';
import { PAYLOAD } from '../../../trace/payload.ts';

const NAMES: Readonly<Partial<Record<InputName, string>>> = {
  method: 'method',
  url: 'URL',
  payload: 'payload',
  region: 'region',
  date: 'date',
  accessKeyId: 'access key ID',
  secretAccessKey: 'secret access key',
};

/** In the order in which they are listed; a line for one more header at their end. */
export function inputNames({ headers }: WalkInputs): InputName[] {
  const ofHeaders = Array.from({ length: headers.length + 1 }, (_, index): InputName => `headers/${index}`);
  return ['method', 'url', ...ofHeaders, 'payload', 'region', 'date', 'accessKeyId', 'secretAccessKey'];
}

/** What people call it. */
export function inputLabel(inputs: WalkInputs, name: InputName): string {
  const at = headerIndex(name);
  if (at === null) return NAMES[name] ?? name;
  return at < inputs.headers.length ? `header ${at + 1}` : 'a new header';
}

export function inputText(inputs: WalkInputs, name: InputName): string {
  const at = headerIndex(name);
  if (at !== null) {
    const header = inputs.headers[at];
    return header ? lineOfHeader(header) : '';
  }
  const value = name === 'headers' ? null : inputs[name as Exclude<keyof WalkInputs, 'headers' | 'pasted'>];
  return value ?? '';
}

/** An empty header is none. */
export function withInput(inputs: WalkInputs, name: InputName, text: string): WalkInputs {
  const at = headerIndex(name);
  if (at === null) return { ...inputs, [name]: text };
  const headers = [...inputs.headers];
  if (text === '') headers.splice(at, 1);
  else headers[at] = headerOfLine(text);
  return { ...inputs, headers };
}

/** Whether it is there and is not edited. */
export const isFixed = ({ payload }: WalkInputs, name: InputName): boolean => name === 'payload' && payload === null;

/** Whether a field shows it masked. */
export function isSecretInput(inputs: WalkInputs, name: InputName): boolean {
  const at = headerIndex(name);
  return name === 'secretAccessKey' || (at !== null && isSecretName(inputs.headers[at]?.[0] ?? ''));
}

function headerIndex(name: InputName): number | null {
  const at = /^headers\/(\d+)$/.exec(name)?.[1];
  return at === undefined ? null : Number(at);
}

const BY_VALUE: Readonly<Record<string, InputName>> = {
  [PAYLOAD]: 'payload',
  [REGION.id]: 'region',
  [REGION_SET.id]: 'region',
  [TIMESTAMP.id]: 'date',
  [ACCESS_KEY_ID.id]: 'accessKeyId',
  [SECRET_ACCESS_KEY.id]: 'secretAccessKey',
};

/** The input that a place is part of; `null` for one that is not edited. */
export function inputOfPlace(inputs: WalkInputs, { value, name }: Place): InputName | null {
  if (value !== REQUEST.id) return BY_VALUE[value] ?? null;
  if (name === 'the method') return 'method';
  const header = /^the (.*) header$/.exec(name)?.[1];
  if (header === undefined) return 'url';
  const at = inputs.headers.findIndex(([sent]) => sent.toLowerCase() === header.toLowerCase());
  if (at >= 0) return `headers/${at}`;
  // Where nobody gives one, the URL says it.
  return /^host$/i.test(header) ? 'url' : null;
}
