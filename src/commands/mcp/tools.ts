/** The tools that `sigv4 mcp` offers. Each is a command of this program, whose options and inputs are its parameters. */
import { flagOfName, type OptionValues } from '../../app/options/option-values.ts';
import { joined } from '../../bytes/joined.ts';
import { SCRIPT_LANGUAGES } from '../../outputs/script/table.ts';

/** What becomes of the value of a parameter when the command runs. */
type Destination =
  /** The value is an operand, as if it were typed. */
  | { readonly kind: 'operand' }
  /** The value is the content of a file with the name of the parameter, which exists for the command alone. */
  | { readonly kind: 'file'; readonly as: 'operand' | 'secretFrom' }
  /** The value is a body, as text. As an option, one that begins with @ would name a file, so it is the content of one. */
  | { readonly kind: 'body' }
  | { readonly kind: 'option'; readonly options: (value: Value) => OptionValues }
  /** The answer has these members, at any depth, only if the value is true. */
  | { readonly kind: 'answer'; readonly members: readonly string[] };

type Value = string | readonly string[];

export interface Parameter {
  readonly says: string;
  readonly type: 'text' | 'texts' | 'some-texts' | 'number' | 'flag';
  readonly isRequired?: true;
  readonly to: Destination;
}

export interface Tool {
  /** The name of the tool and of its command. */
  readonly name: 'verify' | 'diagnose' | 'sign' | 'causes' | 'walk';
  readonly says: string;
  readonly answers: 'what-was-given' | 'what-is-known';
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** The options that every call has. */
  readonly options: OptionValues;
}

const option = (name: string): Destination => ({ kind: 'option', options: (value) => ({ [name]: value }) });
const FILE: Destination = { kind: 'file', as: 'operand' };

const SECRET: Parameter = {
  says: 'The secret access key, only if it is a test key: it proves more. Never paste a key that protects something.',
  type: 'text',
  to: { kind: 'file', as: 'secretFrom' },
};

/** Agents pay for each byte of an answer, so what few of them need has to be asked for. */
const everything = (says: string, members: readonly string[]): Parameter => ({
  says: `true: also ${says}.`,
  type: 'flag',
  to: { kind: 'answer', members },
});

/** A request to sign. */
const REQUEST: Tool['parameters'] = {
  url: {
    says: 'https://HOST/PATH?QUERY, percent-encoded as it is sent, or s3://BUCKET/KEY.',
    type: 'text',
    isRequired: true,
    to: { kind: 'operand' },
  },
  method: { says: 'The HTTP method; GET by default.', type: 'text', to: option('request') },
  headers: { says: 'Headers as lines, "Name: value".', type: 'texts', to: option('header') },
  body: {
    says: 'The body as text. In a curl command, one that begins with @ is the file "body".',
    type: 'text',
    to: { kind: 'body' },
  },
  region: { says: 'The Region; that of the host, or us-east-1, by default.', type: 'text', to: option('region') },
  service: { says: 'The service in the credential scope; s3 by default.', type: 'text', to: option('service') },
  time: { says: 'The time of signing, 20130524T000000Z; now by default.', type: 'text', to: option('date') },
  presignedFor: {
    says: 'Make a presigned URL, valid for so many seconds.',
    type: 'number',
    to: { kind: 'option', options: (seconds) => ({ presign: true, expiresIn: seconds }) },
  },
};

export const TOOLS: readonly Tool[] = [
  {
    name: 'verify',
    says: 'Verify the signature of an Amazon S3 (SigV4) request. Tells the verdict, each value that a server computes beside the one of the request, and the first that differs.',
    answers: 'what-was-given',
    parameters: {
      request: {
        says: 'The bytes of an HTTP request, a presigned URL, a curl command, HAR, or a canonical request with its string to sign.',
        type: 'text',
        isRequired: true,
        to: FILE,
      },
      method: { says: 'The method for a presigned URL; GET by default.', type: 'text', to: option('request') },
      time: { says: "The server's clock, 20130524T000000Z; now by default.", type: 'text', to: option('at') },
      secretAccessKey: SECRET,
      everything: everything('each step of the calculation, and where each of its bytes comes from', [
        'stages',
        'origins',
      ]),
    },
    options: { json: true },
  },
  {
    name: 'diagnose',
    says: 'Find out why an S3 request was refused (403 SignatureDoesNotMatch and others). Makes each known mistake again and says which one produces exactly these bytes: proved, explains, or possible.',
    answers: 'what-was-given',
    parameters: {
      evidence: {
        says: "All that is known, in any order and each as it is: the server's response, the request, the log of the client or of a proxy.",
        type: 'some-texts',
        isRequired: true,
        to: FILE,
      },
      answers: {
        says: 'Answers to the questions of an earlier diagnosis: ID=yes, ID=no, or ID=unknown.',
        type: 'texts',
        to: option('answer'),
      },
      secretAccessKey: SECRET,
      everything: everything(
        'the causes that are ruled out, each with the reason, and pages about those that are not',
        ['ruledOut', 'sources'],
      ),
    },
    options: { json: true },
  },
  {
    name: 'sign',
    says: 'Sign a request with the example key that AWS publishes, to compare with another signer. Nothing is sent, and no server but a sandbox accepts the result.',
    answers: 'what-was-given',
    parameters: {
      ...REQUEST,
      as: {
        says: `request (the default), headers, curl, url, or the computation as a script: ${joined(SCRIPT_LANGUAGES, 'or')}.`,
        type: 'text',
        to: option('as'),
      },
    },
    options: {},
  },
  {
    name: 'causes',
    says: 'Read about the causes of a refused request: all of them with their IDs, or how to recognize and fix one.',
    answers: 'what-is-known',
    parameters: { id: { says: 'A cause, such as host-rewritten-by-proxy.', type: 'text', to: { kind: 'operand' } } },
    options: {},
  },
  {
    name: 'walk',
    says: 'Walk through the signature of a request with the example key that AWS publishes: each value, from the canonical request to the signature. Nothing is sent.',
    answers: 'what-was-given',
    parameters: {
      ...REQUEST,
      everything: everything('where each byte of each value comes from', ['spans', 'origins']),
    },
    options: { json: true },
  },
];

/** A command line for a command, and the texts that it reads as files. */
export interface ToolCall {
  readonly options: OptionValues;
  readonly operands: readonly string[];
  readonly files: ReadonlyMap<string, string>;
  /** The members of the document that were not asked for. */
  readonly leftOut: readonly string[];
}

/** Returns the call of a tool with these arguments, which have the types of its parameters. */
export function callOf({ parameters, options }: Tool, given: Readonly<Record<string, unknown>>): ToolCall {
  const files = new Map<string, string>();
  const operands: string[] = [];
  const leftOut: string[] = [];
  let values = options;
  for (const [name, { to }] of Object.entries(parameters)) {
    const found = given[name];
    if (to.kind === 'answer') {
      if (found !== true) leftOut.push(...to.members);
      continue;
    }
    if (found === undefined) continue;
    const value = Array.isArray(found) ? found.map(String) : String(found);
    const texts = [value].flat();
    if (to.kind === 'operand') operands.push(...texts);
    else if (to.kind === 'body') {
      const isTaken = String(value).startsWith('@');
      if (isTaken) files.set('body', String(value));
      values = { ...values, dataBinary: isTaken ? '@body' : value };
    } else if (to.kind === 'option') values = { ...values, ...to.options(value) };
    else {
      const names = texts.map((_, at) => (texts.length === 1 ? name : `${name} ${at + 1}`));
      for (const [at, text] of texts.entries()) files.set(names[at] ?? '', text);
      if (to.as === 'operand') operands.push(...names);
      else values = { ...values, [to.as]: name };
    }
  }
  return { options: values, operands, files, leftOut };
}

/** Returns the names of the options of the command that become of a parameter. */
export function optionsOf({ to }: Parameter): readonly string[] {
  switch (to.kind) {
    case 'operand':
    case 'answer':
      return [];
    case 'file':
      return to.as === 'operand' ? [] : [to.as];
    case 'body':
      return ['dataBinary'];
    case 'option':
      return Object.keys(to.options(''));
  }
}

/** Returns the name of the parameter that becomes an option, or the flag of an option that no parameter becomes. */
export function argumentOfOption({ parameters }: Tool, option: string): string {
  const found = Object.entries(parameters).find(([, parameter]) => optionsOf(parameter).includes(option));
  return found === undefined ? flagOfName(option) : found[0];
}
