/** Applies what was typed to the inputs with which a walk began, and finds out which field is at fault. */
import type { InputSource, Sourced } from '../../bytes/input.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { TOKEN } from '../../http/message.ts';
import { isS3Address } from '../../intake/place.ts';
import { readUrl } from '../../intake/url.ts';
import { maskMessage } from '../../sigv4/secrets/mask-message.ts';
import { readMoment, writeTimestamp } from '../../sigv4/timestamp.ts';
import type { DataSource, HeaderPair } from '../options/request-options.ts';
import { REGION_SET, signingIn, signingOfPaste } from '../options/signing-options.ts';
import { atInput, placeOf, type RequestInputs } from '../planning/request-inputs.ts';
import { badRegion, regionOfUrl } from '../settings/settings.ts';
import type { EditProblem } from '../walks/shown-walk.ts';
import {
  type EditedId,
  editedIds,
  type FilePayload,
  fieldOfInput,
  textOfInput,
  type WalkInputs,
} from '../walks/walk-inputs.ts';

/** Returns the inputs with which a walk begins. `payloadLength` is in bytes. */
export function begunInputs(inputs: RequestInputs, payloadLength: number): BegunInputs {
  const typed = typedInputs(inputs);
  return { inputs, typed, fromFiles: filePayload(inputs, typed, payloadLength) };
}

/** Plans the request of edited inputs. */
type Planner<Planned> = (edited: RequestInputs, typed: WalkInputs) => Promise<Planned | Problem>;

/** Returns a function that plans the request of what is typed. A problem names the input, and covers the whole of it. */
export function replanner<Planned extends object>(
  begun: BegunInputs,
  findEndpoint: EndpointFinder,
  plan: Planner<Planned>,
): (now: WalkInputs) => Promise<Planned | EditProblem> {
  const replan: Replan<Planned> = async (typed) => {
    const edited = await editedInputs(begun, typed, findEndpoint);
    return isProblem(edited) ? edited : plan(edited, typed);
  };
  return async (now) => {
    const replanned = await replan(now);
    return isProblem(replanned) ? problemsOf(replanned, now, begun.typed, replan) : replanned;
  };
}

type Replan<Planned> = (typed: WalkInputs) => Promise<Planned | Problem>;

/**
 * Locates a problem in its field, and finds the problems of the other fields. Planning stops at the first problem, so
 * each field that is at fault is reset before the request is planned again.
 */
async function problemsOf(
  found: Problem,
  now: WalkInputs,
  first: WalkInputs,
  replan: Replan<object>,
): Promise<EditProblem> {
  const problem = problemOf(found, now);
  const others: Problem[] = [];
  const fields = new Set<string | undefined>([problem.where?.value]);
  let inputs = withFieldOf(now, problem, first);
  for (;;) {
    const next = await replan(inputs);
    if (!isProblem(next)) return { ...problem, others };
    const other = problemOf(next, now);
    if (fields.has(other.where?.value)) return { ...problem, others };
    fields.add(other.where?.value);
    others.push(other);
    inputs = withFieldOf(inputs, other, first);
  }
}

/** Resets the field in which a problem is. All headers count as one field. */
function withFieldOf(inputs: WalkInputs, { where }: Problem, first: WalkInputs): WalkInputs {
  const field = fieldOfInput(where?.value ?? '');
  if (field === null) return { ...inputs, headers: first.headers };
  return { ...inputs, [field]: first[field] };
}

/**
 * Locates a problem in the field at fault, or in the URL if there is no such field. The problem covers the whole field.
 */
function problemOf(found: Problem, typed: WalkInputs): Problem {
  const id = [...editedIds(typed), 'headers' as const].find((each) => each === found.where?.value) ?? 'url';
  const { length } = octetsFromText(textOfInput(typed, id));
  // The problem may quote text that the user typed, which may be a secret.
  return { ...found, says: maskMessage(found.says), where: { value: id, start: 0, end: length } };
}

function filePayload({ data, upload }: RequestInputs, { payload }: WalkInputs, length: number): FilePayload | null {
  if (payload === null || upload !== null || data.value.every(({ kind }) => kind === 'text')) return null;
  return { payload, length };
}

/** The inputs that a walk began with, as they were planned and as they appear in the fields. */
export interface BegunInputs {
  readonly inputs: RequestInputs;
  readonly typed: WalkInputs;
  readonly fromFiles: FilePayload | null;
}

function typedInputs(inputs: RequestInputs): WalkInputs {
  const { method, url, headers, data, signing, region, date, credentials, upload } = inputs;
  const moment = date && readMoment(date.value);
  return {
    method: method.value,
    url: url.value,
    headers: headers.map(({ value }) => value),
    payload: upload === null ? textOfData(data.value) : null,
    region: (signing.regionSet ?? region).value,
    date: moment === null ? '' : writeTimestamp(new Date(moment)),
    accessKeyId: credentials?.accessKeyId.value ?? '',
    secretAccessKey: credentials?.secretAccessKey.value ?? '',
  };
}

/** Writes the payload as on the command line, that is, as texts and `@PATH` for files, joined by `&`. */
const textOfData = (data: readonly DataSource[]): string =>
  data.map((source) => (source.kind === 'text' ? source.text : `@${source.path}`)).join('&');

/** Returns whether the user has neither edited nor pasted anything. */
export function isUnedited({ typed: first, inputs: { signing } }: BegunInputs, typed: WalkInputs): boolean {
  const texts = (inputs: WalkInputs) =>
    JSON.stringify([...editedIds(inputs).map((id) => textOfInput(inputs, id)), inputs.payload === null]);
  const isSameForm = (typed.form ?? signing.form) === signing.form;
  return !typed.pasted && !typed.goesTo && isSameForm && texts(typed) === texts(first);
}

/**
 * Finds the server for `s3://` addresses when an edit turns the address into one. Resolves with `null` for the AWS
 * server.
 */
export type EndpointFinder = () => Promise<Sourced<string> | null | Problem>;

const EDIT: InputSource = { kind: 'edit' };
const PASTE: InputSource = { kind: 'paste' };

/** Applies the edits to the inputs. Returns a problem for an input that is invalid in any request. */
async function editedInputs(
  begun: BegunInputs,
  typed: WalkInputs,
  findEndpoint: EndpointFinder,
): Promise<RequestInputs | Problem> {
  const refusal = refusedText(begun, typed);
  if (refusal) return refusal;
  const { inputs, typed: first } = begun;
  const { signing, credentials } = inputs;
  const url = textOf(typed.url, first.url, inputs.url, typed.pasted?.url);
  const isS3Now = isS3Address(url.value) && !isS3Address(first.url);
  const endpoint = isS3Now ? await findEndpoint() : inputs.endpoint;
  if (isProblem(endpoint)) return endpoint;
  const regionSet = signing.regionSet && regionOf(signing.regionSet, first, typed);
  const region = regionSet ? inputs.region : regionOf(inputs.region, first, typed);
  const badPlace = regionSet ? REGION_SET.read(regionSet.value, '--region-set') : badRegion(region);
  if (isProblem(badPlace)) return atInput('region', typed.region, badPlace);
  const inForm = signingIn(signing, typed.form ?? signing.form);
  const ofService = signingOfPaste(inForm, typed.pasted?.service ?? null);
  const placed = { ...inputs, url, endpoint, region, signing: { ...ofService, regionSet } };
  const place = placeOf(placed);
  if (isProblem(place)) return place;
  return {
    ...placed,
    place,
    method: textOf(typed.method, first.method, inputs.method, typed.pasted?.method),
    headers: typed.headers.map((header) => headerOf(header, begun, typed)),
    data: dataOf(begun, typed),
    date: inputs.date && textOf(typed.date, first.date, inputs.date),
    credentials: credentials && {
      ...credentials,
      accessKeyId: textOf(typed.accessKeyId, first.accessKeyId, credentials.accessKeyId),
      secretAccessKey: textOf(typed.secretAccessKey, first.secretAccessKey, credentials.secretAccessKey),
    },
  };
}

/**
 * Finds the source of the text in a field. Unchanged text keeps its source; any other text comes from the paste or from
 * an edit.
 */
function textOf(now: string, first: string, begun: Sourced<string>, pasted?: string): Sourced<string> {
  if (pasted !== undefined) return { value: now, source: now === pasted ? PASTE : EDIT };
  return now === first ? begun : { value: now, source: EDIT };
}

function headerOf([name, value]: HeaderPair, { inputs }: BegunInputs, { pasted }: WalkInputs): Sourced<HeaderPair> {
  const isSame = ([otherName, otherValue]: HeaderPair) => name === otherName && value === otherValue;
  const begun = inputs.headers.find((header) => isSame(header.value));
  const source = pasted ? (pasted.headers.some(isSame) ? PASTE : EDIT) : (begun?.source ?? EDIT);
  return { value: [name, value.trim()], source };
}

/** Returns the payload. Text that was pasted or typed is always the payload itself, never the name of a file. */
function dataOf(
  { inputs, typed: first, fromFiles }: BegunInputs,
  { payload, pasted }: WalkInputs,
): RequestInputs['data'] {
  if (payload === first.payload && (fromFiles === null || pasted?.payload !== payload)) return inputs.data;
  const source = pasted?.payload === payload ? PASTE : EDIT;
  return { value: payload === null || payload === '' ? [] : [{ kind: 'text', text: payload }], source };
}

/**
 * Returns the Region, or the Region set. After a paste, the result is the Region in the host name of the paste, if any.
 * If the Region came from a host name and the edited URL belongs to another Region, the Region is kept, and its source
 * becomes "before the edit".
 */
function regionOf(begun: Sourced<string>, first: WalkInputs, { url, region, pasted }: WalkInputs): Sourced<string> {
  const before: Sourced<string> = pasted?.region ? { value: pasted.region, source: { kind: 'host-name' } } : begun;
  if (region !== (pasted?.region ?? first.region)) return { value: region, source: EDIT };
  if (before.source.kind !== 'host-name' && before.source.kind !== 'default') return before;
  const place = isS3Address(url) ? null : readUrl(url, { id: 'url', source: EDIT });
  if (isProblem(place) || regionOfUrl(place?.host ?? null).value === region) return before;
  return { value: region, source: { kind: 'before-edit', of: before.source } };
}

/** Returns a problem for an input that is invalid in any request, before anything is planned. */
function refusedText({ inputs, typed: first }: BegunInputs, typed: WalkInputs): Problem | null {
  const at = (id: EditedId, found: Problem) => atInput(id, textOfInput(typed, id), found);
  const strange = editedIds(typed).find((id) => {
    const text = textOfInput(typed, id);
    return !text.isWellFormed() || text.includes('\ufffd');
  });
  if (strange) return at(strange, NOT_TEXT);
  if (inputs.upload !== null && typed.method !== first.method) return at('method', METHOD_OF_UPLOAD);
  if (first.payload === null && typed.payload !== null) return at('payload', FIXED_PAYLOAD);
  const broken = typed.headers.findIndex(([name, value]) => !TOKEN.test(name) || /[\r\n\0]/.test(value));
  if (broken >= 0) return at(`header/${broken}`, BAD_HEADER);
  if (typed.accessKeyId === '') return at('access-key-id', missing('access key ID'));
  if (/[\s/,]/.test(typed.accessKeyId)) return at('access-key-id', BAD_ACCESS_KEY_ID);
  return typed.secretAccessKey === '' ? at('secret-access-key', missing('secret access key')) : null;
}
const NOT_TEXT = problem(
  'not-utf8',
  'It contains a character that UTF-8 cannot encode.',
  'In the URL, write each byte of a key as %XX.',
);

const METHOD_OF_UPLOAD = problem('method', 'A browser upload is always a POST.', 'Keep the method POST.');

const FIXED_PAYLOAD = problem(
  'payload',
  'The payload is in a form, which cannot be edited here.',
  'Change the form, and start the walk again.',
);

// The text is not quoted, because it may be part of a secret.
const BAD_HEADER = problem(
  'header',
  'This is not a header: it has no name, or a character that no header can have.',
  'Write each header on one line, as "Name: value".',
  { see: 'https://www.rfc-editor.org/rfc/rfc9110#section-5' },
);

const missing = (name: string) =>
  problem('credentials', `The ${name} is empty.`, 'Signing needs an access key ID and a secret access key.');

const BAD_ACCESS_KEY_ID = problem(
  'credentials',
  'An access key ID has only letters, digits, and underscores.',
  'A slash or a space would divide the credential at the wrong place.',
  { see: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html' },
);
