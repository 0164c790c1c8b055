/** Creates a report for an issue tracker. The report contains no secrets and nothing that identifies people. */
import { asText, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { claimOf } from '../../drafts/draft-of-request.ts';
import { maskedPiece } from '../../evidence/secrets/mask-pasted-secrets.ts';
import { headerValue, type RequestHead, writeRequestHead } from '../../http/message.ts';
import { splitTarget } from '../../http/target.ts';
import { secretsOfSides } from '../../sides/mask-sides.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { REQUEST } from '../../sigv4/stages/request.ts';
import { findValue, type ValueDefinition } from '../../trace/trace.ts';
import { printable } from '../../views/characters/visible.ts';
import { diagnosisReport, diagnosisTitle } from '../../views/diagnosis/diagnosis-view.ts';
import { type ReportedRequest, verificationView } from '../../views/verification/verification-view.ts';
import type { Output, OutputManner, OutputWriter } from '../form.ts';
import type { VerifiedRequest } from '../result.ts';
import { type KnownNames, REPLACED_KINDS, type Replacement, replacementsIn } from './find-names.ts';
import { issueFields } from './issue-fields.ts';
import { type MarkdownReport, reportInMarkdown } from './markdown.ts';
import { anonymized } from './replace-names.ts';

export const shareVerification: OutputWriter<'verification'> = ({ reported, verified }, manner) =>
  verified && sharedReport(sharedVerification(reported, verified), manner);

export const shareDiagnosis: OutputWriter<'diagnosis'> = ({ diagnosis }, manner) =>
  sharedReport(sharedDiagnosis(diagnosis), manner);

/** The content to share, and the names, hashes, and secrets that are known to be in it. */
interface Shared extends Pick<MarkdownReport, 'verdict' | 'blocks'> {
  readonly pieces: readonly Octets[];
  /** Everything that was given, in which the fields of the form are found. */
  readonly given: readonly Octets[];
  readonly command: string;
  /** The secret that was used; `null` if the secret is unknown. */
  readonly secretAccessKey: Octets | null;
  /** Every secret that was read. */
  readonly secrets: readonly Octets[];
  readonly host: Octets | null;
  readonly path: Octets | null;
  readonly accessKeyId: Octets | null;
  readonly canonicalRequests: readonly Octets[];
  /** The hash of the payload, which is not shortened, like those of the canonical requests. */
  readonly payloadHash: Octets | null;
}

/** Creates the report in Markdown, with a sentence for each replacement. `--reveal` names what is not replaced. */
function sharedReport(shared: Shared, { version, given }: OutputManner): Output | Problem {
  const revealed = readRevealed(given('reveal'));
  if (isProblem(revealed)) return revealed;
  const { verdict, blocks, secrets, canonicalRequests, host, path, accessKeyId, payloadHash } = shared;
  const masked = (piece: Octets) => asText(maskedPiece(piece, secrets));
  const pieces = shared.pieces.map(masked);
  const read = [...shared.given.map(masked), ...pieces].join('\n');
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

/** Writes the command without the names of files, which can say who somebody is. */
const commandOf = (name: string, inputs: number): string =>
  ['sigv4', name, '--share', ...Array.from({ length: inputs }, () => 'FILE')].join(' ');

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

function sharedDiagnosis(diagnosis: Diagnosis): Shared {
  const shown = shownDiagnosis(diagnosis);
  const { answer, server, client, request, claim, secretAccessKey, evidence } = diagnosis.sides;
  const quoted = [server.canonicalRequest, client.canonicalRequest, answer?.canonicalRequest?.octets ?? null];
  return {
    verdict: diagnosisTitle(shown).text,
    blocks: diagnosisReport(shown),
    pieces: [shown.read.answer, shown.read.client].flatMap((strings) =>
      [strings?.canonicalRequest, strings?.stringToSign].flatMap((text) => (text ? [text.octets] : [])),
    ),
    given: evidence.pieces.map(({ octets }) => octets),
    command: commandOf('diagnose', evidence.pieces.length),
    secretAccessKey,
    secrets: secretsOfSides(diagnosis.sides),
    host: shown.read.parts.host,
    path: shown.read.parts.path,
    accessKeyId: claim?.accessKeyId.octets ?? answer?.accessKeyId ?? null,
    canonicalRequests: [...new Set(quoted.filter((text) => text !== null))],
    payloadHash: request && payloadHashOf(request.head),
  };
}

function sharedVerification(reported: ReportedRequest, { request: { head }, secrets }: VerifiedRequest): Shared {
  const { verdict, report } = verificationView(reported);
  const octetsOf = ({ id }: ValueDefinition) => reported.trace && findValue(reported.trace, id)?.bytes.octets;
  const known = secrets.map(({ secretAccessKey }) => octetsFromText(secretAccessKey));
  return {
    verdict,
    blocks: report,
    pieces: [octetsOf(REQUEST)].flatMap((octets) => octets ?? []),
    given: [writeRequestHead(head).octets],
    command: commandOf('verify', 1),
    secretAccessKey: known[0] ?? null,
    secrets: known,
    host: headerValue(head.headers, 'host')?.octets ?? null,
    path: splitTarget(head.target).path.octets,
    accessKeyId: claimOf({ head, body: null })?.accessKeyId.octets ?? null,
    canonicalRequests: [octetsOf(CANONICAL_REQUEST)].flatMap((octets) => octets ?? []),
    payloadHash: payloadHashOf(head),
  };
}

const payloadHashOf = ({ headers }: RequestHead): Octets | null =>
  headerValue(headers, 'x-amz-content-sha256')?.octets ?? null;
