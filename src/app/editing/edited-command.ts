/** Edited inputs as the command line that has them: what is not edited stays as it was given, and by whom. */
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { TOKEN } from '../../http/message.ts';
import type { OptionValues } from '../options/option-values.ts';
import { findPlace } from '../settings/find-place.ts';
import type { RequestSources } from '../settings/request-sources.ts';
import { settingsOf } from '../settings/settings.ts';
import type { CommandLine } from '../walks/planned-walk.ts';
import { editedSources } from './edited-sources.ts';
import { lineOfHeader } from './header-line.ts';
import type { FilePayload, InputName, WalkInputs } from './walk-inputs.ts';

/** The command line that a walk began with. */
export interface Original {
  readonly command: CommandLine;
  readonly inputs: WalkInputs;
  /** That of its credentials; it is kept where they are edited. */
  readonly sessionToken: string | null;
  readonly fromFiles: FilePayload | null;
}

/** The command line that has these inputs; a problem for what no command line can say. */
export async function editedCommand(original: Original, inputs: WalkInputs): Promise<CommandLine | Problem> {
  const refusal = unsayable(original, inputs);
  if (refusal) return refusal;
  const { command } = original;
  const typed = {
    ...command,
    address: inputs.url,
    sources: editedSources(command.sources, original.inputs, inputs),
    options: { ...command.options, ...requestOptions(original, inputs), ...dateOption(original, inputs) },
  };
  return inRegion(withPayload(withCredentials(typed, original, inputs), original, inputs), original, inputs);
}

/** The headers of a request that is edited are given one by one, also those that -r and -d stand for. */
function requestOptions({ command }: Original, { method, headers }: WalkInputs): OptionValues {
  const header = headers.map(lineOfHeader);
  // The method of an upload is none of its options.
  const request = isUpload(command) ? {} : { request: method };
  return { ...request, header, range: undefined };
}

/** Where it is not edited, the clock may have said it. */
const dateOption = ({ inputs }: Original, { date }: WalkInputs): OptionValues => (date === inputs.date ? {} : { date });

/** Whether it is the payload that the walk began with: what is pasted names no file, whatever it looks like. */
export const keepsPayload = ({ inputs, fromFiles }: Original, { payload, pasted }: WalkInputs): boolean =>
  payload === inputs.payload && (fromFiles === null || pasted?.payload !== payload);

/** A text that begins with @ would name a file: it is what comes from standard input. */
function withPayload(command: CommandLine, original: Original, edited: WalkInputs): CommandLine {
  const { payload } = edited;
  if (payload === null || keepsPayload(original, edited)) return command;
  const { world, options } = command;
  const isLikeFile = payload.startsWith('@');
  const dataBinary = payload === '' ? undefined : isLikeFile ? '@-' : payload;
  const readFile = async (path: string) => (path === '-' ? octetsFromText(payload) : world.readFile(path));
  return {
    ...command,
    world: isLikeFile ? { ...world, readFile } : world,
    options: { ...options, data: undefined, dataBinary },
  };
}

/** Keys in the environment; a profile that was named still says region and endpoint, as AWS_PROFILE does. */
function withCredentials(command: CommandLine, { inputs, sessionToken }: Original, edited: WalkInputs): CommandLine {
  const { accessKeyId, secretAccessKey } = edited;
  if (accessKeyId === inputs.accessKeyId && secretAccessKey === inputs.secretAccessKey) return command;
  const { world, options } = command;
  const named = typeof options.profile === 'string' ? options.profile : null;
  const environment = {
    ...world.environment,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken ?? undefined,
    ...(named === null ? {} : { AWS_PROFILE: named }),
  };
  const loadProfile = (name: string | null) => world.loadProfile(name ?? named);
  return { ...command, world: { ...world, environment, loadProfile }, options: { ...options, profile: undefined } };
}

/** An option says the region where it would be another: another host may stand for another one. */
async function inRegion(command: CommandLine, { inputs }: Original, { region }: WalkInputs): Promise<CommandLine> {
  const { world, address, options, sources } = command;
  const { environment, loadProfile } = world;
  if (typeof options.regionSet === 'string') return { ...command, options: { ...options, regionSet: region } };
  const place = await findPlace(address, options, settingsOf({ options, environment, loadProfile }));
  if (isProblem(place) || place.region.value === region) return command;
  const named = { ...command, options: { ...options, region } };
  return region === inputs.region ? { ...named, sources: beforeTheEdit(sources) } : named;
}

/** The region is that of a host name which the URL does not have any more. */
const beforeTheEdit = ({ by, of }: RequestSources): RequestSources => ({
  by,
  of: (part, usual) => (part === 'region' ? `${of(part, usual)} before your edit` : of(part, usual)),
});

const isUpload = ({ options }: CommandLine) => options.postPolicy !== undefined;

function unsayable({ command, inputs: begun }: Original, inputs: WalkInputs): Problem | null {
  const strange = textsOf(inputs).find(([, text]) => !text.isWellFormed() || text.includes('\ufffd'));
  if (strange) return at(strange[0], inputs, notText());
  if (isUpload(command) && inputs.method !== begun.method) return at('method', inputs, methodOfUpload());
  if (begun.payload === null && inputs.payload !== null) return at('payload', inputs, fixedPayload());
  const broken = inputs.headers.findIndex(([name, value]) => !TOKEN.test(name) || /[\r\n\0]/.test(value));
  if (broken >= 0) return at(`headers/${broken}`, inputs, badHeader());
  if (inputs.accessKeyId === '') return at('accessKeyId', inputs, missing('access key ID'));
  if (inputs.secretAccessKey === '') return at('secretAccessKey', inputs, missing('secret access key'));
  return null;
}

/** Each input by its name, as text; headers one by one, each as a line. */
export function textsOf({ headers, payload, ...others }: WalkInputs): (readonly [InputName, string])[] {
  return [
    ...inOrder(others),
    ...headers.map((header, index) => [`headers/${index}` as const, lineOfHeader(header)] as const),
    ['payload', payload ?? ''],
  ];
}

function inOrder(texts: Omit<WalkInputs, 'headers' | 'payload'>): (readonly [InputName, string])[] {
  const { method, url, region, date, accessKeyId, secretAccessKey } = texts;
  return [
    ['method', method],
    ['url', url],
    ['region', region],
    ['date', date],
    ['accessKeyId', accessKeyId],
    ['secretAccessKey', secretAccessKey],
  ];
}

/** The problem, as one of all bytes of an input. */
export function at(name: InputName, inputs: WalkInputs, found: Problem): Problem {
  const text = textsOf(inputs).find(([each]) => each === name)?.[1] ?? '';
  return { ...found, where: { value: name, start: 0, end: octetsFromText(text).length } };
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
