/**
 * The redactor of diagnoses: pages and files take a `ShownDiagnosis`, and only this file can make one. The values of
 * secret headers and parameters are masked in every text; offsets never move. The secret access key is not in it.
 */
import type { Octets } from '../bytes/octets.ts';
import type { QuotedText, Strings } from '../evidence/evidence.ts';
import { maskCanonicalText } from '../sigv4/mask-canonical-request.ts';
import type { Cause } from './cause.ts';
import type { Change } from './changes.ts';
import type { Finding } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Difference } from './difference.ts';
import type { Standing } from './hit.ts';
import type { LinePair, SideLine } from './line-difference.ts';
import type { MutationSide } from './mutation.ts';
import { type PairedText, pairedTexts } from './side-values.ts';
import type { Sides } from './sides.ts';

declare const brand: unique symbol;

export interface ShownDiagnosis extends Omit<Diagnosis, 'findings' | 'sides'> {
  readonly [brand]: true;
  readonly findings: readonly ShownFinding[];
  readonly read: ShownEvidence;
  /** Both texts, as far as they are known. */
  readonly texts: readonly PairedText[];
}

export interface ShownFinding {
  readonly cause: Pick<Cause, 'id' | 'stage' | 'see' | 'threads'>;
  readonly variant: string | null;
  readonly standing: Standing;
  readonly says: string;
  readonly fix: string;
  readonly changes: readonly Change[];
  /** On whose side the mistake was made; `null` where it was not made again. */
  readonly side: MutationSide | null;
}

/** What was read. */
export interface ShownEvidence {
  readonly answer:
    | (Strings & { readonly by: string; readonly status: number | null; readonly code: string | null })
    | null;
  readonly client: Strings | null;
  readonly request: { readonly method: Octets; readonly form: Sides['scheme'] } | null;
  readonly secret: 'known' | 'unknown';
  readonly remarks: readonly string[];
}

export function shownDiagnosis({ findings, difference, sides, next }: Diagnosis): ShownDiagnosis {
  const shown: Omit<ShownDiagnosis, typeof brand> = {
    findings: findings.map(shownFinding),
    difference: difference && shownDifference(difference),
    read: shownEvidence(sides),
    texts: pairedTexts(sides),
    next,
  };
  return shown as ShownDiagnosis;
}

function shownFinding({ cause, variant, standing, says, fix, changes, replayed }: Finding): ShownFinding {
  const { id, stage, see, threads } = cause;
  return {
    cause: { id, stage, see, threads },
    variant,
    standing,
    says,
    fix,
    changes: changes.map((change) => ({ ...change, from: masked(change.from), to: masked(change.to) })),
    side: replayed?.mutation.side ?? null,
  };
}

const masked = (octets: Octets | null): Octets | null => octets && maskCanonicalText(octets);

function shownDifference(difference: Difference): Difference {
  return { ...difference, pairs: difference.pairs.map(shownPair) };
}

const shownPair = ({ server, client }: LinePair): LinePair => ({
  server: shownLine(server),
  client: shownLine(client),
});
const shownLine = (line: SideLine | null): SideLine | null =>
  line && { ...line, octets: maskCanonicalText(line.octets) };

function shownEvidence({ evidence, scheme, secretAccessKey }: Sides): ShownEvidence {
  const { answer, client, request, remarks } = evidence;
  return {
    answer: answer && { by: answer.by, status: answer.status, code: answer.code, ...shownStrings(answer) },
    client: client && shownStrings(client),
    request: request && { method: request.head.method.octets, form: scheme },
    secret: secretAccessKey === null ? 'unknown' : 'known',
    remarks,
  };
}

function shownStrings({ canonicalRequest, stringToSign, signature }: Strings): Strings {
  return { canonicalRequest: shownText(canonicalRequest), stringToSign: shownText(stringToSign), signature };
}

const shownText = (text: QuotedText | null): QuotedText | null =>
  text && { ...text, octets: maskCanonicalText(text.octets) };
