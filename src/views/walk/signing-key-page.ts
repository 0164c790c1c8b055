/**
 * Creates the page of the signing key, which is derived with four HMACs. The output of each HMAC is the key of the next
 * one. For SigV4A, the page shows the key pair.
 */
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { type Source, sourcesOf } from '../../bytes/origin.ts';
import { dialectNamed } from '../../sigv4/algorithms/table.ts';
import type { ScopePart } from '../../sigv4/dialects/dialect.ts';
import { CANDIDATE, KEY_INPUT, PREFIXED_SECRET_A, PRIVATE_KEY, PUBLIC_KEY } from '../../sigv4/stages/asymmetric-key.ts';
import { CREDENTIAL_SCOPE } from '../../sigv4/stages/credential-scope.ts';
import { PSEUDORANDOM_KEY } from '../../sigv4/stages/hkdf-key.ts';
import { SECRET_ACCESS_KEY } from '../../sigv4/stages/request.ts';
import {
  DATE_KEY,
  DATE_REGION_KEY,
  DATE_REGION_SERVICE_KEY,
  PREFIXED_SECRET,
  SIGNING_KEY,
} from '../../sigv4/stages/signing-key.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { runsOf } from '../characters/visible.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import type { OriginTeller } from '../origins.ts';
import {
  aside,
  type Block,
  type Explanation,
  heading,
  type Line,
  line,
  type PageContent,
  prose,
  type Run,
  words,
} from '../page.ts';
import { hmacLine, quoted, type ShellCommand } from '../shell.ts';
import {
  checkNote,
  checkRuns,
  digestLine,
  inText,
  partLine,
  secretLabel,
  textLines,
  valueLine,
} from '../value-blocks.ts';

/** The outputs of the HMACs, each with its message and with the limit that the message adds to the key. */
const CHAIN = [
  { part: 'date', output: DATE_KEY, narrows: 'one day', why: 'if it leaks, it opens one day, not the account' },
  {
    part: 'region',
    output: DATE_REGION_KEY,
    narrows: 'one Region',
    why: 'if it leaks, it opens one Region for one day, not the account',
  },
  {
    part: 'service',
    output: DATE_REGION_SERVICE_KEY,
    narrows: 'one service',
    why: 'if it leaks, it opens one service of one Region for one day',
  },
  {
    part: 'terminator',
    output: SIGNING_KEY,
    narrows: 'fixed ending',
    why: 'the key of a later version of the algorithm will differ',
  },
] as const;

type ChainLink = (typeof CHAIN)[number];

/** Returns the links whose keys are known. If the chain itself is wrong, only the last key is. */
const chainOf = ({ trace }: WalkFacts): readonly ChainLink[] =>
  CHAIN.filter(({ output }) => findValue(trace, output.id) !== undefined);

/** Draws the derivation as a chain: the secret and, below it, each message with the resulting key. */
export function signingKeyPage(facts: WalkFacts, tell: OriginTeller): PageContent {
  const dialect = dialectNamed(facts.trace.algorithm);
  return {
    main: [secretLine(firstKey(facts), dialect.keyPrefix.hmac, tell)],
    blocks: [
      ...chainOf(facts).flatMap((link, index, chain) =>
        linkBlocks(facts, { ...link, index, isLast: index === chain.length - 1 }, tell),
      ),
      prose(words('Each key is 32 bytes; the screen shows them as 64 hexadecimal digits.'), ...checkedBy(facts)),
      ...chainCommands(facts),
    ],
  };
}

/** Returns the first key of the chain: the secret with its prefix, or the secret itself if the dialect has none. */
const firstKey = (facts: WalkFacts): RedactedValue =>
  findValue(facts.trace, PREFIXED_SECRET.id) ?? requireValue(facts, SECRET_ACCESS_KEY);

/** Says who computed the keys that have a mark, because a narrow screen has no room for the name next to each mark. */
function checkedBy(facts: WalkFacts): Run[] {
  const note = checkNote(facts, DATE_KEY.id);
  return note.startsWith('✓ ') ? [words(` A ✓ marks each key that ${note.slice('✓ '.length)} computes too.`)] : [];
}

/** Shows the prefix and the secret. */
function secretLine(secret: RedactedValue, prefix: string, tell: OriginTeller): Line {
  const { length } = secret.bytes.octets;
  const bytes = length - prefix.length;
  const runs: Run[] = [...(prefix === '' ? [] : [aside(`"${prefix}" + `)]), ...runsOf(secret, prefix.length)];
  const label = secretLabel(secret, `secret, ${bytes} bytes`, prefix.length);
  return { ...line(label, runs, tell(secret, prefix.length)), gutter: { number: null, letter: 'X' } };
}

const NARROWS = 15;

function linkBlocks(
  facts: WalkFacts,
  { part, output, narrows, why, index, isLast }: ChainLink & { readonly index: number; readonly isLast: boolean },
  tell: OriginTeller,
): Block[] {
  const value = requireValue(facts, output);
  const [key, message] = inputsOf(value);
  const shown = messageRuns(facts, message, part);
  const text = shown.map((run) => run.text).join('');
  const explains: Explanation = {
    key: index === 0 ? nameOfKey(facts, key) : `the bytes of ${nameOfKey(facts, key)}, not the digits that show them`,
    message: text,
    why,
  };
  const limit = aside(`${' '.repeat(Math.max(NARROWS - text.length, 1))}${narrows}`);
  const made = line(output.name, [aside(`${isLast ? '└─' : '├─'} HMAC  `), ...shown, limit]);
  // The line that comes down ends in each key, and goes on from it; nothing on this page is made from the last one.
  return [
    prose(aside('│')),
    inText(made, { explains }),
    { ...digestLine(facts, '', value, tell), explains: { key: explains.key, message: text } },
  ];
}

function nameOfKey(facts: WalkFacts, source: Source | undefined): string {
  const value = source?.kind === 'copy' ? findValue(facts.trace, source.value) : undefined;
  return value ? value.name : `the secret after ${dialectNamed(facts.trace.algorithm).keyPrefix.hmac}`;
}

/** Shows the message of an HMAC together with its source, the credential scope, whose last part is fixed. */
function messageRuns(facts: WalkFacts, source: Source | undefined, part: ScopePart): Run[] {
  const { date, terminator } = dialectNamed(facts.trace.algorithm);
  if (part === 'date' && date === 'dashed') {
    const scope = requireValue(facts, CREDENTIAL_SCOPE);
    return runsOf(scope, 0, scope.bytes.octets.indexOf('/'));
  }
  if (source?.kind === 'copy') {
    const value = findValue(facts.trace, source.value);
    return value ? runsOf(value, source.start, source.end) : [];
  }
  const scope = requireValue(facts, CREDENTIAL_SCOPE);
  return runsOf(scope, scope.bytes.octets.length - (terminator ?? '').length);
}

function inputsOf(output: RedactedValue): readonly (Source | undefined)[] {
  const origin = output.bytes.spans?.[0]?.origin;
  return origin?.kind === 'derived' ? sourcesOf(origin) : [];
}

/**
 * Returns one command for each HMAC. Each command sets the variable that the next command uses, and the last command
 * prints the signing key.
 */
function chainCommands(facts: WalkFacts): Block[] {
  // No commands make a key that comes from a wrong chain.
  const dialect = dialectNamed(facts.trace.algorithm);
  const chain = chainOf(facts);
  if (chain.length < dialect.keyChain.length) return [];
  const secret = firstKey(facts);
  const masked = `"key:${dialect.keyPrefix.hmac}$AWS_SECRET_ACCESS_KEY"`;
  const first = secret.masked.length === 0 ? `key:${quoted(secret.bytes.octets)}` : masked;
  const commands = chain.map(({ part, output }, index) => {
    const [, message] = inputsOf(requireValue(facts, output));
    const text = messageRuns(facts, message, part)
      .map((run) => run.text)
      .join('');
    const octets = message?.kind === 'copy' && part !== 'date' ? messageOctets(facts, message) : octetsFromText(text);
    return hmacLine(octets, index === 0 ? first : '"hexkey:$key"');
  });
  return [
    {
      kind: 'command',
      says: 'The same chain in a shell; the last line prints the signing key:',
      commands: commands.flatMap((command, index) =>
        command === null ? [] : [index < chain.length - 1 ? keptAs('key', command) : command],
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
  return (findValue(facts.trace, value)?.bytes.octets.slice(start, end) ?? '') as Octets;
}

/** Draws the derivation by HKDF: the secret, the pseudorandom key, and the signing key. */
export function hkdfKeyPage(facts: WalkFacts, tell: OriginTeller): PageContent {
  return {
    main: [secretLine(requireValue(facts, SECRET_ACCESS_KEY), '', tell)],
    blocks: [
      prose(aside('│ HMAC-SHA256 of the secret, with the access key ID as the key')),
      digestLine(facts, 'pseudorandom key', requireValue(facts, PSEUDORANDOM_KEY), tell),
      prose(aside('│ HMAC-SHA256 of the scope and a byte 01, with the pseudorandom key')),
      inText(valueLine('signing key', requireValue(facts, SIGNING_KEY), tell)),
      prose(words('The key is the text of the 64 hexadecimal digits, not the 32 bytes that they stand for.')),
    ],
  };
}

/** Shows the public key. The private key is a secret, and nothing is derived from it. */
export function privateKeyPage(facts: WalkFacts, tell: OriginTeller): PageContent {
  return {
    main: [],
    blocks: [
      heading('The public key, in PEM'),
      ...textLines('', requireValue(facts, PUBLIC_KEY), tell),
      prose(words('The server keeps this key by the email address of the account, and needs no secret to verify.')),
    ],
  };
}

/** Draws the derivation of a key pair: the secret, the input with its counter, the private key, and the public key. */
export function keyPairPage(facts: WalkFacts, tell: OriginTeller): PageContent {
  const publicKey = requireValue(facts, PUBLIC_KEY);
  const privateKey = requireValue(facts, PRIVATE_KEY);
  const half = publicKey.bytes.octets.length / 2;
  const coordinate = (label: string, start: number) =>
    partLine(label, publicKey, [start, start + half], tell, 'digits');
  return {
    main: [secretLine(requireValue(facts, PREFIXED_SECRET_A), 'AWS4A', tell)],
    blocks: [
      ...attempts(facts, tell),
      prose(aside('│ + 1')),
      digestLine(facts, 'private', privateKey, tell),
      prose(aside('│ the point on P-256 that belongs to it  '), ...checkRuns(facts, publicKey.id)),
      coordinate('public X', 0),
      coordinate('public Y', half),
      prose(
        words('The key pair depends on neither date nor Region: the same secret always gives the same key pair. '),
        words('The server keeps the public key, so no Region needs the secret.'),
      ),
      ...candidateCommand(facts),
    ],
  };
}

/** Shows the candidates for the private key. There is nearly always only one candidate. */
function attempts({ trace }: WalkFacts, tell: OriginTeller): Block[] {
  const inputs = trace.values.filter(({ id }) => id.startsWith(KEY_INPUT.id));
  return inputs.flatMap((input, index) => {
    const suffix = input.id.slice(KEY_INPUT.id.length);
    const candidate = trace.values.find(({ id }) => id === CANDIDATE.id + suffix);
    return [
      prose(aside(`│ HMAC-SHA256 of this input, whose counter is ${index + 1}`)),
      inText(valueLine('input', input, tell), { explains: COUNTER }),
      ...(candidate ? [inText(valueLine('candidate', candidate, tell))] : []),
    ];
  });
}

const COUNTER: Explanation = {
  rule: 'a fixed label, the access key ID, and a counter',
  why: 'a candidate that is too large for the curve is replaced: the counter is incremented',
};

function candidateCommand(facts: WalkFacts): Block[] {
  const secret = requireValue(facts, PREFIXED_SECRET_A);
  const key = secret.masked.length === 0 ? `key:${quoted(secret.bytes.octets)}` : '"key:AWS4A$AWS_SECRET_ACCESS_KEY"';
  const command = hmacLine(requireValue(facts, KEY_INPUT).bytes.octets, key);
  return command === null ? [] : [{ kind: 'command', says: 'The first candidate:', commands: [command] }];
}
