/** A walk that can be edited: other inputs, and the walk that they make. */
import { isExampleSecret } from '../../aws/example-keys.ts';
import type { InputSource, Sourced } from '../../bytes/input.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { TOKEN } from '../../http/message.ts';
import { isS3Address } from '../../intake/place.ts';
import { readUrl } from '../../intake/url.ts';
import { maskMessage } from '../../sigv4/secrets/mask-message.ts';
import { readMoment, writeTimestamp } from '../../sigv4/timestamp.ts';
import type { DataSource, HeaderPair } from '../options/request-options.ts';
import { atInput, type RequestInputs } from '../planning/request-inputs.ts';
import { regionOfUrl } from '../settings/settings.ts';
import { editedWalk, planWalk, signedWalk, type WalkMaking } from '../walks/planned-walk.ts';
import type { EditedWalk, SignedWalk, WalkEditor } from '../walks/shown-walk.ts';
import { type EditedId, editedIds, type FilePayload, textOfInput, type WalkInputs } from './walk-inputs.ts';

/** Begins the walk of a request that is signed here and whose inputs can be edited. */
export async function beginWalk(
  making: WalkMaking,
  inputs: RequestInputs,
  findEndpoint: EndpointFinder,
): Promise<SignedWalk | Problem> {
  const planned = await planWalk(making, inputs);
  if (isProblem(planned)) return planned;
  const walk = signedWalk(making.world, making.options, planned);
  const { complete, send, leadOn } = walk;
  const typed = typedInputs(inputs);
  const begun = { inputs, typed, fromFiles: filePayload(inputs, typed, planned.plan.payloadLength) };
  const asBegun = async () => ({ facts: await complete(), send, leadOn });
  return { ...walk, editor: walkEditor(making, begun, { asBegun, findEndpoint }) };
}

interface Beginning {
  /** The walk as it began, its facts complete. */
  readonly asBegun: () => Promise<EditedWalk>;
  readonly findEndpoint: EndpointFinder;
}

function walkEditor(making: WalkMaking, begun: BegunInputs, { asBegun, findEndpoint }: Beginning): WalkEditor {
  const { world, options } = making;
  return {
    inputs: begun.typed,
    fromFiles: begun.fromFiles,
    walk: async (typed) => {
      if (isAsBegun(begun, typed)) return asBegun();
      const inputs = await editedInputs(begun, typed, findEndpoint);
      const planned = isProblem(inputs) ? inputs : await planWalk(making, inputs);
      return isProblem(planned) ? problemOf(planned, typed) : editedWalk(world, options, planned);
    },
    shownSecret: (secret) =>
      options.showSecret === true || isExampleSecret(octetsFromText(secret)) ? secret : '*'.repeat(secret.length),
  };
}

/** As a problem of all bytes of a field. What concerns none of them is one of where the request goes. */
function problemOf(found: Problem, typed: WalkInputs): Problem {
  const id = [...editedIds(typed), 'headers' as const].find((each) => each === found.where?.value) ?? 'url';
  const { length } = octetsFromText(textOfInput(typed, id));
  // Half of what is typed may be a secret, and a problem may quote it.
  return { ...found, says: maskMessage(found.says), where: { value: id, start: 0, end: length } };
}

function filePayload({ data, upload }: RequestInputs, { payload }: WalkInputs, length: number): FilePayload | null {
  if (payload === null || upload !== null || data.value.every(({ kind }) => kind === 'text')) return null;
  return { payload, length };
}

/** What a walk began with. */
export interface BegunInputs {
  readonly inputs: RequestInputs;
  /** The same as fields. */
  readonly typed: WalkInputs;
  readonly fromFiles: FilePayload | null;
}

/** The inputs as the fields in which they are edited. */
export function typedInputs(inputs: RequestInputs): WalkInputs {
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

/** As on the command line. */
const textOfData = (data: readonly DataSource[]): string =>
  data.map((source) => (source.kind === 'text' ? source.text : `@${source.path}`)).join('&');

/** Whether nothing is edited. */
export function isAsBegun({ typed: first }: BegunInputs, typed: WalkInputs): boolean {
  const texts = (inputs: WalkInputs) =>
    JSON.stringify([...editedIds(inputs).map((id) => textOfInput(inputs, id)), inputs.payload === null]);
  return !typed.pasted && texts(typed) === texts(first);
}

/** The server of `s3://` addresses, asked for where an edit makes the address one; `null` for AWS's own. */
export type EndpointFinder = () => Promise<Sourced<string> | null | Problem>;

const EDIT: InputSource = { kind: 'edit' };
const PASTE: InputSource = { kind: 'paste' };

/** The inputs with what is edited in them; a problem for what no request can have. */
export async function editedInputs(
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
  const { regionSet } = signing;
  return {
    ...inputs,
    method: textOf(typed.method, first.method, inputs.method, typed.pasted?.method),
    url,
    endpoint,
    headers: typed.headers.map((header) => headerOf(header, begun, typed)),
    data: dataOf(begun, typed),
    date: inputs.date && textOf(typed.date, first.date, inputs.date),
    region: regionSet ? inputs.region : regionOf(begun, typed),
    signing: { ...signing, regionSet: regionSet && textOf(typed.region, first.region, regionSet) },
    credentials: credentials && {
      ...credentials,
      accessKeyId: textOf(typed.accessKeyId, first.accessKeyId, credentials.accessKeyId),
      secretAccessKey: textOf(typed.secretAccessKey, first.secretAccessKey, credentials.secretAccessKey),
    },
  };
}

/** What is as it was stays; what is as it was pasted comes from there, and anything else from the edit. */
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

/** A payload that is pasted names no file, whatever it looks like; neither does one that is typed. */
function dataOf(
  { inputs, typed: first, fromFiles }: BegunInputs,
  { payload, pasted }: WalkInputs,
): RequestInputs['data'] {
  if (payload === first.payload && (fromFiles === null || pasted?.payload !== payload)) return inputs.data;
  const source = pasted?.payload === payload ? PASTE : EDIT;
  return { value: payload === null || payload === '' ? [] : [{ kind: 'text', text: payload }], source };
}

/** A region that stays although the URL does not say it any more was said by the URL before the edit. */
function regionOf({ inputs, typed: first }: BegunInputs, { url, region }: WalkInputs): Sourced<string> {
  const before = inputs.region;
  if (region !== first.region) return { value: region, source: EDIT };
  if (before.source.kind !== 'host-name' && before.source.kind !== 'default') return before;
  const place = isS3Address(url) ? null : readUrl(url, { id: 'url', source: EDIT });
  if (isProblem(place) || regionOfUrl(place?.host ?? null).value === region) return before;
  return { value: region, source: { kind: 'before-edit', of: before.source } };
}

/** Refuses what is no input at all, before anything is planned. */
function refusedText({ inputs, typed: first }: BegunInputs, typed: WalkInputs): Problem | null {
  const at = (id: EditedId, found: Problem) => atInput(id, textOfInput(typed, id), found);
  const strange = editedIds(typed).find((id) => {
    const text = textOfInput(typed, id);
    return !text.isWellFormed() || text.includes('\ufffd');
  });
  if (strange) return at(strange, notText());
  if (inputs.upload !== null && typed.method !== first.method) return at('method', methodOfUpload());
  if (first.payload === null && typed.payload !== null) return at('payload', fixedPayload());
  const broken = typed.headers.findIndex(([name, value]) => !TOKEN.test(name) || /[\r\n\0]/.test(value));
  if (broken >= 0) return at(`header/${broken}`, badHeader());
  if (typed.accessKeyId === '') return at('access-key-id', missing('access key ID'));
  return typed.secretAccessKey === '' ? at('secret-access-key', missing('secret access key')) : null;
}
function notText(): Problem {
  return problem('not-utf8', 'A character of it is none that UTF-8 has.', 'Write a byte of a key as %XX in the URL.');
}

function methodOfUpload(): Problem {
  return problem('method', 'A browser uploads with POST, and its policy alone is signed.', 'Leave the method.');
}

function fixedPayload(): Problem {
  return problem(
    'payload',
    'The payload stands in a form, and is not edited here.',
    'Change the form, and begin the walk again.',
  );
}

/** What was typed may be a secret in the making: it is not repeated. */
function badHeader(): Problem {
  return problem(
    'header',
    'That is not a header: it has no name, or a character that no header can have.',
    'Write each header on one line, as "Name: value".',
    { see: 'https://www.rfc-editor.org/rfc/rfc9110#section-5' },
  );
}

const missing = (name: string) => problem('credentials', `The ${name} is empty.`, 'Give one: both sign the request.');
