/**
 * Creates the page of the signing key, which is derived with four HMACs. The output of each HMAC is the key of the next
 * one. For SigV4A, the page shows the key pair.
 */
import { sliceOctets } from '../../bytes/octets.ts';
import {
  CANDIDATE,
  KEY_INPUT,
  PRIVATE_KEY,
  PUBLIC_KEY,
  SIGV4A_PREFIXED_SECRET,
} from '../../sigv4/stages/asymmetric-key.ts';
import type { ScopePart } from '../../sigv4/stages/credential-scope.ts';
import { DATE_KEY, KEY_LINKS, KEY_PREFIX, PREFIXED_SECRET } from '../../sigv4/stages/signing-key.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { runsOf } from '../characters/visible.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import {
  aside,
  type Block,
  type Explanation,
  type Line,
  line,
  type PageContent,
  prose,
  type Run,
  textOf,
  words,
} from '../page.ts';
import { hmacLine, keptAsKey, quoted } from '../shell.ts';
import { checkNote, checkRuns, digestLine, inText, partLine, secretLabel, valueLine } from '../value-blocks.ts';
import { keyChain, type ShownKeyLink } from './key-chain.ts';

/** What it means that a key of the chain leaks, or why its message is there, by the message. */
const REASONS: Readonly<Record<ScopePart, string>> = {
  date: 'if it leaks, it opens one day, not the account',
  region: 'if it leaks, it opens one Region for one day, not the account',
  service: 'if it leaks, it opens one service of one Region for one day',
  terminator: 'the key of a later version of the algorithm will differ',
};

/** Draws the derivation as a chain: the secret and, below it, each message with the resulting key. */
export function signingKeyPage(facts: WalkFacts): PageContent {
  return {
    main: [secretLine(requireValue(facts, PREFIXED_SECRET), KEY_PREFIX)],
    blocks: [
      ...keyChain(facts.trace).flatMap((link, index, { length }) =>
        linkBlocks(facts, link, { isFirst: index === 0, isLast: index === length - 1 }),
      ),
      prose('Each key is 32 bytes, shown as 64 hexadecimal digits.', ...checkedBy(facts)),
      ...chainCommands(facts),
    ],
  };
}

/** Says who computed the keys that have a mark, because a narrow screen has no room for the name next to each mark. */
function checkedBy(facts: WalkFacts): Run[] {
  const note = checkNote(facts, DATE_KEY.id);
  return note.startsWith('✓ ') ? [words(` A ✓ marks each key that ${note.slice('✓ '.length)} computes too.`)] : [];
}

/** Shows the prefix and the secret. */
function secretLine(secret: RedactedValue, prefix: string): Line {
  const { length } = secret.bytes.octets;
  const bytes = length - prefix.length;
  const runs: Run[] = [aside(`"${prefix}" + `), ...runsOf(secret, prefix.length)];
  const label = secretLabel(secret, `secret, ${bytes} bytes`, prefix.length);
  return { ...line(label, runs), gutter: { number: null, letter: 'X' } };
}

const NARROWS = 15;

function linkBlocks(
  facts: WalkFacts,
  { part, value, by, message: { of, start, end }, limit }: ShownKeyLink,
  { isFirst, isLast }: Readonly<Record<'isFirst' | 'isLast', boolean>>,
): Block[] {
  const shown = runsOf(of, start, end);
  const text = textOf(shown);
  const name = by?.name ?? `the secret after ${KEY_PREFIX}`;
  const inputs = { key: isFirst ? name : `the bytes of ${name}, not the digits that show them`, message: text };
  const narrows = aside(`${' '.repeat(Math.max(NARROWS - text.length, 1))}${limit ?? 'fixed ending'}`);
  const made = line(value.name, [aside(`${isLast ? '└─' : '├─'} HMAC  `), ...shown, narrows], null);
  // The line that comes down ends in each key, and goes on from it; nothing on this page is made from the last one.
  return [
    prose(aside('│')),
    inText(made, { explains: { ...inputs, why: REASONS[part] } }),
    { ...digestLine(facts, '', value), explains: inputs },
  ];
}

/**
 * Returns one command for each HMAC. Each command sets the variable that the next command uses, and the last command
 * prints the signing key.
 */
function chainCommands(facts: WalkFacts): Block[] {
  // No commands make a key that comes from a wrong chain.
  const chain = keyChain(facts.trace);
  if (chain.length < KEY_LINKS.length) return [];
  const secret = requireValue(facts, PREFIXED_SECRET);
  const masked = `"key:${KEY_PREFIX}$AWS_SECRET_ACCESS_KEY"`;
  const first = secret.masked.length === 0 ? `key:${quoted(secret.bytes.octets)}` : masked;
  const commands = chain.map(({ message: { of, start, end } }, index) =>
    hmacLine(sliceOctets(of.bytes.octets, start, end), index === 0 ? first : '"hexkey:$key"'),
  );
  return [
    {
      kind: 'command',
      says: 'The same chain in a shell; the last line prints the signing key:',
      commands: commands.flatMap((command, index) =>
        command === null ? [] : [index < chain.length - 1 ? keptAsKey(command) : command],
      ),
    },
  ];
}

/** Draws the derivation of a key pair: the secret, the input with its counter, the private key, and the public key. */
export function keyPairPage(facts: WalkFacts): PageContent {
  const publicKey = requireValue(facts, PUBLIC_KEY);
  const privateKey = requireValue(facts, PRIVATE_KEY);
  const half = publicKey.bytes.octets.length / 2;
  const coordinate = (label: string, start: number) =>
    partLine(label, publicKey, { start, end: start + half }, 'digits');
  return {
    main: [secretLine(requireValue(facts, SIGV4A_PREFIXED_SECRET), 'AWS4A')],
    blocks: [
      ...attempts(facts),
      prose(aside('│ + 1')),
      digestLine(facts, 'private', privateKey),
      prose(aside('│ the point on P-256 that belongs to it  '), ...checkRuns(facts, publicKey.id)),
      coordinate('public X', 0),
      coordinate('public Y', half),
      prose(
        'The key pair depends on neither date nor Region: the same secret always gives the same key pair. ',
        'The server keeps the public key, so no Region needs the secret.',
      ),
      ...candidateCommand(facts),
    ],
  };
}

/** Shows the candidates for the private key. There is nearly always only one candidate. */
function attempts({ trace }: WalkFacts): Block[] {
  const inputs = trace.values.filter(({ id }) => id.startsWith(KEY_INPUT.id));
  return inputs.flatMap((input, index) => {
    const suffix = input.id.slice(KEY_INPUT.id.length);
    const candidate = trace.values.find(({ id }) => id === CANDIDATE.id + suffix);
    return [
      prose(aside(`│ HMAC-SHA256 of this input, whose counter is ${index + 1}`)),
      inText(valueLine('input', input), { explains: COUNTER }),
      ...(candidate ? [inText(valueLine('candidate', candidate))] : []),
    ];
  });
}

const COUNTER: Explanation = {
  rule: 'a fixed label, the access key ID, and a counter',
  why: 'a candidate that is too large for the curve is replaced: the counter is incremented',
};

function candidateCommand(facts: WalkFacts): Block[] {
  const secret = requireValue(facts, SIGV4A_PREFIXED_SECRET);
  const key = secret.masked.length === 0 ? `key:${quoted(secret.bytes.octets)}` : '"key:AWS4A$AWS_SECRET_ACCESS_KEY"';
  const command = hmacLine(requireValue(facts, KEY_INPUT).bytes.octets, key);
  return command === null ? [] : [{ kind: 'command', says: 'The first candidate:', commands: [command] }];
}
