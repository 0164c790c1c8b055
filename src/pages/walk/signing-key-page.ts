/**
 * The page of the signing key, which is derived with four HMACs. The output of each HMAC is the key of the next one.
 * For SigV4A, the page shows the key pair.
 */
import { type Source, sourcesOf } from '../../bytes/origin.ts';
import {
  ASYMMETRIC_KEY_STAGE,
  CANDIDATE,
  KEY_INPUT,
  PREFIXED_SECRET_A,
  PRIVATE_KEY,
  PUBLIC_KEY,
} from '../../sigv4/stages/asymmetric-key.ts';
import { CREDENTIAL_SCOPE, CREDENTIAL_SCOPE_STAGE, TERMINATOR } from '../../sigv4/stages/credential-scope.ts';
import {
  DATE_KEY,
  DATE_REGION_KEY,
  DATE_REGION_SERVICE_KEY,
  PREFIXED_SECRET,
  SIGNING_KEY,
  SIGNING_KEY_STAGE,
} from '../../sigv4/stages/signing-key.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { requireValue, stepOf, type WalkFacts } from '../facts.ts';
import type { OriginTeller } from '../origins.ts';
import { aside, type Block, heading, type Line, line, type Page, prose, words } from '../page.ts';
import { hmacLine, quoted, type ShellCommand } from '../shell.ts';
import { checkedName, checkRuns, hexLines, titleLine, valueLine } from '../value-blocks.ts';

const CHAIN = [DATE_KEY, DATE_REGION_KEY, DATE_REGION_SERVICE_KEY, SIGNING_KEY];

export function signingKeyPage(facts: WalkFacts, tell: OriginTeller): Page {
  const signingKey = requireValue(facts, SIGNING_KEY);
  return {
    ...SIGNING_KEY_STAGE,
    main: [titleLine(facts, signingKey.name, signingKey.id), valueLine('', signingKey, tell)],
    blocks: [
      prose(words('The next key is the 32 output bytes, not the 64 hexadecimal digits that show them.')),
      ...CHAIN.flatMap((definition, index) => stepBlocks(facts, index, requireValue(facts, definition), tell)),
      ...chainCommands(facts),
    ],
  };
}

function stepBlocks(facts: WalkFacts, index: number, output: RedactedValue, tell: OriginTeller): Block[] {
  const [key, message] = inputsOf(output);
  return [
    heading(`${index + 1}. ${output.name} = HMAC-SHA256(key, message)`),
    ...inputLines('key', key, facts),
    ...inputLines('message', message, facts),
    prose(...checkedName(facts, output.name, output.id)),
    valueLine('output', output, tell),
    ...hexLines(output, tell),
  ];
}

function inputsOf(output: RedactedValue): readonly (Source | undefined)[] {
  const origin = output.bytes.spans?.[0]?.origin;
  return origin?.kind === 'derived' ? sourcesOf(origin) : [];
}

function inputLines(label: string, source: Source | undefined, facts: WalkFacts): Line[] {
  if (source?.kind === 'fixed') {
    const scope = requireValue(facts, CREDENTIAL_SCOPE);
    const story = `the message is the last part of the credential scope, which is always the same (${stepOf(facts, CREDENTIAL_SCOPE_STAGE)})`;
    return named(
      label,
      TERMINATOR.octets,
      hexLines(scope, () => story, scope.bytes.octets.length - TERMINATOR.octets.length),
      story,
    );
  }
  const value = source?.kind === 'copy' ? findValue(facts.trace, source.value) : undefined;
  if (!value || source?.kind !== 'copy') return [];
  const name = partName(value, source.start, source.end);
  const story = `the ${label} is ${name}`;
  return named(
    label,
    name,
    hexLines(value, () => story, source.start, source.end),
    story,
  );
}

function partName({ name, bytes }: RedactedValue, start: number, end: number): string {
  if (end - start === bytes.octets.length) return name;
  return start === 0 ? `the first ${end} bytes of ${name}` : `${end - start} bytes of ${name}, from byte ${start}`;
}

const named = (label: string, name: string, lines: readonly Line[], story: string): Line[] => [
  line(label, [aside(name)], story),
  ...lines,
];

/**
 * Returns one command for each HMAC. Each command sets the variable that the next one uses, and the last command prints
 * the signing key.
 */
function chainCommands(facts: WalkFacts): Block[] {
  const secret = requireValue(facts, PREFIXED_SECRET);
  const first = secret.masked.length === 0 ? `key:${quoted(secret.bytes.octets)}` : '"key:AWS4$AWS_SECRET_ACCESS_KEY"';
  const commands = CHAIN.map((definition, index) => {
    const [, message] = inputsOf(requireValue(facts, definition));
    const octets = message?.kind === 'copy' ? messageOctets(facts, message) : TERMINATOR.octets;
    return hmacLine(octets, index === 0 ? first : '"hexkey:$key"');
  });
  return [
    {
      kind: 'command',
      says: 'The same chain in a shell; the last line prints the signing key:',
      commands: commands.flatMap((command, index) =>
        command === null ? [] : [index < CHAIN.length - 1 ? keptAs('key', command) : command],
      ),
    },
  ];
}

const keptAs = (name: string, command: ShellCommand): ShellCommand => [
  `${name}=$(${command[0]}`,
  ...command.slice(1, -1),
  `${command.at(-1)})`,
];

function messageOctets(facts: WalkFacts, { value, start, end }: Extract<Source, { kind: 'copy' }>) {
  return (findValue(facts.trace, value)?.bytes.octets.slice(start, end) ?? '') as typeof TERMINATOR.octets;
}

export function keyPairPage(facts: WalkFacts, tell: OriginTeller): Page {
  const publicKey = requireValue(facts, PUBLIC_KEY);
  const privateKey = requireValue(facts, PRIVATE_KEY);
  return {
    ...ASYMMETRIC_KEY_STAGE,
    main: [titleLine(facts, publicKey.name, publicKey.id), valueLine('', publicKey, tell)],
    blocks: [
      prose(
        words('The key pair depends on neither date nor region: the same secret always gives the same key pair. '),
        words('The server keeps the public key, so no region needs the secret.'),
      ),
      ...attempts(facts, tell),
      heading('Private key = candidate + 1', ...checkRuns(facts, privateKey.id)),
      valueLine('private', privateKey, tell),
      ...hexLines(privateKey, tell),
      heading('Public key: X, then Y', ...checkRuns(facts, publicKey.id)),
      ...hexLines(publicKey, tell),
      ...candidateCommand(facts),
    ],
  };
}

/** Shows the candidates for the private key. There is nearly always only one. */
function attempts({ trace }: WalkFacts, tell: OriginTeller): Block[] {
  const inputs = trace.values.filter(({ id }) => id.startsWith(KEY_INPUT.id));
  return inputs.flatMap((input, index) => {
    const suffix = input.id.slice(KEY_INPUT.id.length);
    const candidate = trace.values.find(({ id }) => id === CANDIDATE.id + suffix);
    return [
      heading(`Candidate ${index + 1} = HMAC-SHA256(AWS4A + secret access key, fixed input)`),
      valueLine('input', input, tell),
      ...hexLines(input, tell),
      ...(candidate ? [valueLine('candidate', candidate, tell)] : []),
      prose(
        words(
          'If the candidate is greater than the order of the curve minus two, the counter is incremented and another one is derived.',
        ),
      ),
    ];
  });
}

function candidateCommand(facts: WalkFacts): Block[] {
  const secret = requireValue(facts, PREFIXED_SECRET_A);
  const key = secret.masked.length === 0 ? `key:${quoted(secret.bytes.octets)}` : '"key:AWS4A$AWS_SECRET_ACCESS_KEY"';
  const command = hmacLine(requireValue(facts, KEY_INPUT).bytes.octets, key);
  return command === null ? [] : [{ kind: 'command', says: 'The first candidate:', commands: [command] }];
}
