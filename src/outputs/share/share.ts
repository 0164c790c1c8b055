/** Creates a report for an issue tracker. The report contains no secrets and nothing that identifies people. */
import { asText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { printable } from '../../views/characters/visible.ts';
import type { Result } from '../../views/results.ts';
import { type Shared, sharedDiagnosis, sharedVerification } from '../../views/share/shared.ts';
import type { Output, OutputManner, OutputWriter } from '../form.ts';
import { type KnownNames, REPLACED_KINDS, type Replacement, replacementsIn } from './find-names.ts';
import { issueFields } from './issue-fields.ts';
import { reportInMarkdown } from './markdown.ts';
import { anonymized } from './replace-names.ts';

export const shareVerification: OutputWriter<'verification'> = (result, manner) => {
  const shared = sharedVerification(result);
  return shared && sharedReport(shared, manner);
};

export const shareDiagnosis: OutputWriter<'diagnosis'> = (result, manner) => reportOnDiagnosis(result, manner);

/** A report in Markdown. The remarks are about what was replaced in it. */
export interface SharedReport extends Output {
  readonly content: string;
}

type ReportManner = Pick<OutputManner, 'version' | 'given'>;

/** Creates the report on a diagnosis. */
export const reportOnDiagnosis = (result: Result<'diagnosis'>, manner: ReportManner): SharedReport | Problem =>
  sharedReport(sharedDiagnosis(result), manner);

/** Creates the report in Markdown, with a sentence for each replacement. `--reveal` names what is not replaced. */
function sharedReport(shared: Shared, { version, given }: ReportManner): SharedReport | Problem {
  const revealed = readRevealed(given('reveal'));
  if (isProblem(revealed)) return revealed;
  const { verdict, blocks, pieces, canonicalRequests, host, path, accessKeyId, payloadHash } = shared;
  const read = [...shared.given, ...pieces].join('\n');
  const madeWith = ['Made with', `sigv4-inspector ${version}: ${shared.command}`] as const;
  const fields = [...issueFields(read, shared.secretAccessKey), madeWith];
  const text = reportInMarkdown({ verdict, fields, blocks, pieces });
  const hashes = canonicalRequests.map(sha256Hex);
  const names: KnownNames = {
    host: host && asText(host),
    path: path && asText(path),
    accessKeyId: accessKeyId && asText(accessKeyId),
    hashes: payloadHash === null ? hashes : [...hashes, payloadHash],
  };
  const replacements = replacementsIn(text, names, revealed);
  const stale = canonicalRequests.flatMap((request, index): Replacement[] => {
    const from = hashes[index] ?? '';
    const isSame = anonymized(asText(request), replacements) === asText(request);
    return isSame ? [] : [{ kind: 'hash', from, to: `${from} (of the original)` }];
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

const KIND_WORDS: Readonly<Record<Replacement['kind'], string>> = {
  account: 'the account',
  'key-id': 'the access key ID',
  bucket: 'the bucket',
  host: 'the host',
  address: 'the address',
  email: 'the email address',
  user: 'the user or role',
  signature: 'the signature or key',
  hash: 'the hash',
};

/** Lists the replacements. Object names are not replaced, because nothing identifies them as names. */
function replacedInWords(replacements: readonly Replacement[]): string[] {
  const last = 'Paths, names of objects and other headers are kept. Read the report before you share it.';
  return [...(replacements.length === 0 ? ['Nothing had to be replaced.'] : replacements.map(inWords)), last];
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
