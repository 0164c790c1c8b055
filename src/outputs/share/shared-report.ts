/** Creates a report for an issue tracker. The report contains no secrets and nothing that identifies people. */
import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import {
  anonymized,
  type KnownNames,
  REPLACED_KINDS,
  type Replacement,
  replacementsIn,
} from '../../evidence/anonymize.ts';
import { maskPastedSecrets } from '../../evidence/secrets/mask-pasted-secrets.ts';
import { printable } from '../../pages/characters/visible.ts';
import type { Block, Run } from '../../pages/page.ts';
import { shareFields } from '../../pages/verification/share-report.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';

import type { Output, OutputManner } from '../form.ts';
import { shareMarkdown } from './markdown.ts';

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

/** Creates the report in Markdown, with a sentence for each replacement. `--reveal` names what is not replaced. */
export function sharedReport(shared: Shared, { version, given }: OutputManner): Output | Problem {
  const revealed = readRevealed(given('reveal'));
  if (isProblem(revealed)) return revealed;
  const { verdict, blocks, secrets, canonicalRequests } = shared;
  const masked = (piece: Octets) => textOf(maskSecretsIn(maskPastedSecrets(maskSecretsIn(piece), secrets)));
  const pieces = shared.pieces.map(masked);
  const fields = shareFields({
    version,
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
  const all = [...replacements, ...stale];
  return { content: anonymized(text, all), remarks: replacedInWords(all) };
}

function readRevealed(lists: readonly string[]): ReadonlySet<string> | Problem {
  const words = lists.flatMap((list) => list.split(','));
  const unknown = words.find((word) => !REPLACED_KINDS.some((kind) => kind === word));
  if (unknown === undefined) return new Set(words);
  return problem(
    'option',
    `--reveal ${JSON.stringify(unknown)} is not replaced.`,
    `It takes ${REPLACED_KINDS.join(', ')}.`,
  );
}

/** Writes the command without the names of files, which can say who somebody is. */
const commandOf = ({ name, inputs }: Shared['command']): string =>
  ['sigv4', name, '--share', ...Array.from({ length: inputs }, () => 'FILE')].join(' ');

const textOf = (octets: Octets): string => textFromOctets(octets) ?? octets;

const KIND_WORDS: Readonly<Record<Replacement['kind'], string>> = {
  account: 'the account',
  'key-id': 'the access key ID',
  bucket: 'the bucket',
  host: 'the host',
  signature: 'the signature or key',
  hash: 'the hash',
};

/** Lists the replacements. Object names are not replaced, because nothing identifies them as names. */
function replacedInWords(replacements: readonly Replacement[]): string[] {
  const last = 'Paths, names of objects and other headers are kept. Read the report before you share it.';
  return [...replacements.map(inWords), last];
}

function inWords({ kind, from, to }: Replacement): string {
  switch (kind) {
    case 'signature':
      return `${KIND_WORDS[kind]} ${printable(to)} is cut`;
    case 'hash':
      return `${KIND_WORDS[kind]} ${printable(from)} is marked as that of the original text`;
    default:
      return `${KIND_WORDS[kind]} ${printable(from)} becomes ${to}`;
  }
}
