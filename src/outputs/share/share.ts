/** Creates a report for an issue tracker. The report contains no secrets and nothing that identifies people. */
import { type Octets, octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import { type KnownNames, REPLACED_KINDS, type Replacement, replacementsIn } from '../../evidence/names/find-names.ts';
import { anonymized } from '../../evidence/names/replace-names.ts';
import { maskPastedSecrets } from '../../evidence/secrets/mask-pasted-secrets.ts';
import { headerValue, writeRequestHead } from '../../http/message.ts';
import { splitTarget } from '../../http/target.ts';
import { secretsOfSides } from '../../sides/mask-sides.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { REQUEST } from '../../sigv4/stages/request.ts';
import { findValue } from '../../trace/trace.ts';
import { verdictInWords } from '../../verification/verdict.ts';
import { printable } from '../../views/characters/visible.ts';
import { diagnosisReport, diagnosisTitle } from '../../views/diagnosis/diagnosis-view.ts';
import type { Block, Run } from '../../views/page.ts';
import { shareFields } from '../../views/verification/share-report.ts';
import { type ReportedRequest, verificationReport } from '../../views/verification/verification-report.ts';
import type { Output, OutputManner, OutputWriter } from '../form.ts';
import type { VerifiedRequest } from '../result.ts';
import { shareMarkdown } from './markdown.ts';

export const shareVerification: OutputWriter<'verification'> = ({ reported, verified }, manner) =>
  verified && sharedReport(sharedVerification(reported, verified), manner);

export const shareDiagnosis: OutputWriter<'diagnosis'> = ({ diagnosis }, manner) =>
  sharedReport(sharedDiagnosis(diagnosis), manner);

/** The content to share, and the names, hashes, and secrets that are known to be in it. */
interface Shared {
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
function sharedReport(shared: Shared, { version, given }: OutputManner): Output | Problem {
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
  const { host, path } = shown.read.parts;
  const { answer, server, client, request, secretAccessKey, evidence } = diagnosis.sides;
  const quoted = [server.canonicalRequest, client.canonicalRequest, answer?.canonicalRequest?.octets];
  const payload = request && headerValue(request.head.headers, 'x-amz-content-sha256');
  return {
    verdict: diagnosisTitle(shown),
    blocks: diagnosisReport(shown),
    pieces: [shown.read.answer, shown.read.client].flatMap((strings) =>
      [strings?.canonicalRequest, strings?.stringToSign].flatMap((text) => (text ? [text.octets] : [])),
    ),
    given: evidence.pieces.map(({ octets }) => octets),
    command: { name: 'diagnose', inputs: evidence.pieces.length },
    secretAccessKey,
    secrets: secretsOfSides(diagnosis.sides),
    host,
    path,
    canonicalRequests: [...new Set(quoted.filter((text) => text !== null && text !== undefined))],
    hashes: payload ? [payload.octets] : [],
  };
}

function sharedVerification(reported: ReportedRequest, { request: { head }, secrets }: VerifiedRequest): Shared {
  const received = reported.trace && findValue(reported.trace, REQUEST.id)?.bytes.octets;
  const canonical = reported.trace && findValue(reported.trace, CANONICAL_REQUEST.id)?.bytes.octets;
  const payload = headerValue(head.headers, 'x-amz-content-sha256');
  return {
    verdict: { text: verdictInWords(reported.verdict), meaning: 'name' },
    blocks: verificationReport(reported),
    pieces: received ? [received] : [],
    given: [writeRequestHead(head).octets],
    command: { name: 'verify', inputs: 1 },
    secretAccessKey: secrets[0] ? octetsFromText(secrets[0].secretAccessKey) : null,
    secrets: secrets.map(({ secretAccessKey }) => octetsFromText(secretAccessKey)),
    host: headerValue(head.headers, 'host')?.octets ?? null,
    path: splitTarget(head.target).path.octets,
    canonicalRequests: canonical ? [canonical] : [],
    hashes: payload ? [payload.octets] : [],
  };
}
