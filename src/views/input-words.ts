/** Puts origins into words by naming inputs and their sources. */
import type { Input, InputSource } from '../bytes/input.ts';

/**
 * Returns what a reader calls an option, whose name is in camel case: `--secret-from` on the command line, for
 * `secretFrom`, or the argument of a tool that becomes this option.
 */
export type NameOfOption = (option: string) => string;

/** Returns an option as the object of a sentence: `--at`, or "the argument time" of a tool. */
export function optionInWords(nameOf: NameOfOption, option: string): string {
  const name = nameOf(option);
  return name.startsWith('-') ? name : `the argument ${name}`;
}

/** Names the source of an input in a form that can follow "from", such as "--region" or "the profile work". */
export function sourceWords(source: InputSource): string {
  switch (source.kind) {
    case 'option':
      return source.name;
    case 'variable':
      return `${source.name} in the environment`;
    case 'profile':
      return `the profile ${source.name}`;
    case 'before-edit':
      return `${sourceWords(source.of)} before your edit`;
    case 'file':
      return source.path;
    case 'caller':
      return source.name ?? 'the caller';
    case 'vector':
      return `the vector ${source.name}`;
    case 'lesson':
      return `request ${source.request} of the lesson`;
    case 'request':
      return REQUESTS[source.read];
    case 'side':
      return `the ${source.side}, in ${nameOfSource(source.quotedIn)}`;
    default:
      return SOURCES[source.kind];
  }
}

/** Names a source beside its bytes, which are shown to others: a file without its folders. */
export const nameOfSource = (source: InputSource): string =>
  source.kind === 'file' ? (source.path.split(/[/\\]/).at(-1) ?? source.path) : sourceWords(source);

type NamedKind =
  | 'option'
  | 'variable'
  | 'profile'
  | 'before-edit'
  | 'file'
  | 'caller'
  | 'vector'
  | 'lesson'
  | 'request'
  | 'side';

const SOURCES: Readonly<Record<Exclude<InputSource['kind'], NamedKind>, string>> = {
  'command-line': 'the command line',
  environment: 'the environment',
  'host-name': 'the host name',
  default: 'the default',
  clock: 'the clock',
  terminal: 'the terminal',
  edit: 'your edit',
  paste: 'the paste',
  'standard-input': 'standard input',
  argument: 'the argument',
  'documented-example': 'the AWS example',
  documentation: "AWS's documentation",
  form: 'the form',
  policy: 'the policy',
  computed: 'the body',
  rebuilt: 'the proved mistake, reproduced',
  body: 'the body',
  'besides-url': 'the method given with the URL',
  walk: 'this walk',
  answer: 'the response',
  'server-answer': "the server's response",
  'client-log': "the client's log",
  unnamed: 'the known secret access key',
};

const REQUESTS: Readonly<Record<Extract<InputSource, { kind: 'request' }>['read'], string>> = {
  'as-it-says': 'what the request says',
  'as-computed': 'the request, as a server computes it',
  'as-sent': 'the request that was sent',
  'as-arrived': 'the request that arrived',
};

/**
 * Names an input, such as "the Range header of the command line". If the source provides only this input, only the
 * source is named.
 */
export function inputWords({ id, name, source }: Input): string {
  const [kind, ofKind = ''] = partsOfId(id);
  const who = nameOfSource(source);
  if (kind === 'value' && name !== undefined) return `${name} of ${who}`;
  switch (source.kind) {
    case 'command-line':
      return kind === 'url' ? 'the address' : partWords(kind, name, who);
    case 'documented-example':
      return kind === 'url' ? `the URL of ${who}` : partWords(kind, name, who);
    case 'lesson':
    case 'form':
      return kind === 'field' ? `the field ${ofKind} of ${who}` : partWords(kind, name, who);
    case 'option':
      return kind === 'field' ? `the field ${ofKind}, ${who}` : who;
    case 'policy':
      return `the condition on ${ofKind} of ${who}`;
    case 'computed':
      return COMPUTED[kind] ?? `the signature of chunk ${ofKind}, which is not kept here`;
    case 'body':
      return IN_BODY[kind] ?? `the line before chunk ${ofKind}`;
    case 'server-answer':
    case 'client-log':
      return id === 'value/hashed-canonical-request' ? `the string to sign in ${who}` : who;
    default:
      return who;
  }
}

/** Splits an ID such as "chunk-signature/2" into its kind and the rest. */
function partsOfId(id: Input['id']): readonly [kind: string, ofKind?: string] {
  const slash = id.indexOf('/');
  return slash < 0 ? [id] : [id.slice(0, slash), id.slice(slash + 1)];
}

function partWords(kind: string, name: string | undefined, who: string): string {
  if (kind === 'method') return `the method of ${who}`;
  return kind === 'header' ? `the ${name} header of ${who}` : who;
}

const COMPUTED: Readonly<Record<string, string>> = {
  'content-length': 'the length of the body',
  'decoded-length': 'the length of the payload',
  'encoded-length': 'the length of the chunks and the lines around them',
  'payload-checksum': 'the checksum of the payload, computed as it was sent',
};

const IN_BODY: Readonly<Record<string, string>> = {
  'trailer-signature': 'the line after the trailing headers',
  trailers: 'the lines after the chunks',
};
