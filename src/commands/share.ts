/**
 * Implements the option `--share` of `diagnose` and `verify`, which writes a report for an issue tracker. The report
 * contains no secrets and nothing that identifies people.
 */
import { complain } from '../app/options/command.ts';
import { listOf, type OptionDefinition, type OptionValues } from '../app/options/option-values.ts';
import type { World } from '../app/world/world.ts';
import { type Octets, textFromOctets } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import {
  anonymized,
  type KnownNames,
  REPLACED_KINDS,
  type Replacement,
  replacementsIn,
} from '../evidence/anonymize.ts';
import { maskPastedSecrets } from '../evidence/mask-pasted-secrets.ts';
import { printable } from '../pages/characters/visible.ts';
import type { Block, Run } from '../pages/page.ts';
import { shareFields } from '../pages/verification/share-report.ts';
import { maskSecretsIn } from '../sigv4/secrets/secret-headers.ts';

export const SHARE_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: '--share',
    says: 'a report in Markdown for an issue tracker: names of accounts, keys, buckets and hosts are replaced, signatures cut',
  },
  {
    flags: '--reveal <names>',
    says: `with --share, what is not replaced, separated by commas: ${REPLACED_KINDS.join(', ')}`,
  },
];

/** The content to share, and the names, hashes, and secrets that are known to be in it. */
export interface Shared {
  readonly verdict: Run;
  readonly blocks: readonly Block[];
  readonly pieces: readonly Octets[];
  /** Everything that was given, in which the fields of the form are found. */
  readonly given: readonly Octets[];
  /** The name of the command, and how many inputs it was given. */
  readonly command: { readonly name: string; readonly inputs: number };
  /** The secret that was used; `null` if the secret is unknown. */
  readonly secretAccessKey: Octets | null;
  /** Every secret that was read. */
  readonly secrets: readonly Octets[];
  readonly host: Octets | null;
  readonly path: Octets | null;
  readonly canonicalRequests: readonly Octets[];
  /**
   * Hashes that are not shortened, such as the hash of a payload, in addition to the hashes of the canonical requests.
   */
  readonly hashes: readonly Octets[];
}

/**
 * Prints a list of the replacements, and then the report. Resolves with `exitCode`, or with the exit code of a problem.
 */
export async function share(world: World, options: OptionValues, shared: Shared, exitCode: number): Promise<number> {
  const revealed = readRevealed(options);
  if (isProblem(revealed)) return complain(world, revealed);
  const { shareMarkdown } = await import('../render/markdown.ts');
  const { verdict, blocks, secrets, canonicalRequests } = shared;
  const masked = (piece: Octets) => textOf(maskSecretsIn(maskPastedSecrets(maskSecretsIn(piece), secrets)));
  const pieces = shared.pieces.map(masked);
  const fields = shareFields({
    version: world.version,
    given: [...shared.given, ...shared.pieces].map(masked),
    command: commandOf(shared.command),
    secretAccessKey: shared.secretAccessKey,
  });
  const text = shareMarkdown({ verdict, fields, blocks, pieces });
  const hashes = [...canonicalRequests.map(sha256Hex), ...shared.hashes];
  const names: KnownNames = {
    host: shared.host && textOf(shared.host),
    path: shared.path && textOf(shared.path),
    hashes,
  };
  const replacements = replacementsIn(text, names, revealed);
  const stale = canonicalRequests
    .filter((request) => anonymized(textOf(request), replacements) !== textOf(request))
    .map((request): Replacement => {
      const from = sha256Hex(request);
      return { kind: 'hash', from, to: `${from} (of the original)` };
    });
  world.errors(replacedInWords([...replacements, ...stale]));
  world.output(anonymized(text, [...replacements, ...stale]));
  return exitCode;
}

/** Writes the command without the names of files, which can say who somebody is. */
const commandOf = ({ name, inputs }: Shared['command']): string =>
  ['sigv4', name, '--share', ...Array.from({ length: inputs }, () => 'FILE')].join(' ');

const textOf = (octets: Octets): string => textFromOctets(octets) ?? octets;

function readRevealed({ share: isShared, reveal }: OptionValues): ReadonlySet<string> | Problem {
  const words = listOf(reveal).flatMap((list) => list.split(','));
  if (words.length > 0 && !isShared)
    return problem('option', '--reveal is for --share.', 'Add --share, or leave it out.');
  const unknown = words.find((word) => !REPLACED_KINDS.some((kind) => kind === word));
  if (unknown === undefined) return new Set(words);
  return problem(
    'option',
    `--reveal ${JSON.stringify(unknown)} is not replaced.`,
    `It takes ${REPLACED_KINDS.join(', ')}.`,
  );
}

const KIND_WORDS: Readonly<Record<Replacement['kind'], string>> = {
  account: 'the account',
  'key-id': 'the access key ID',
  bucket: 'the bucket',
  host: 'the host',
  signature: 'the signature or key',
  hash: 'the hash, which is of the original text,',
};

/** Lists the replacements. Object names are not replaced, because nothing identifies them as names. */
function replacedInWords(replacements: readonly Replacement[]): string {
  const lines = replacements.map(
    ({ kind, from, to }) =>
      `sigv4: ${KIND_WORDS[kind]} ${printable(kind === 'signature' ? to : from)}${kind === 'signature' ? ' is cut' : ` becomes ${to}`}\n`,
  );
  return [
    ...lines,
    'sigv4: Paths, names of objects and other headers are kept. Read the report before you share it.\n',
  ].join('');
}
