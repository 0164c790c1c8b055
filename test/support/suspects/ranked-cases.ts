/** Failures from public threads whose cause is known, observed as the diagnosis observes them before it ranks suspects. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { octetsFromText } from '../../../src/bytes/octets.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { CAUSES } from '../../../src/causes/table.ts';
import type { Evidence } from '../../../src/evidence/evidence.ts';
import { readEvidence } from '../../../src/evidence/read-evidence.ts';
import { findCauses } from '../../../src/search/find-causes.ts';
import { notSignatureOf } from '../../../src/sides/answers/not-signature.ts';
import { sidesOf } from '../../../src/sides/sides.ts';
import { observe } from '../../../src/suspects/observation.ts';
import type { KnownCase } from './counting.ts';

/** What a case says of itself; the rest of it is what people pasted. */
interface CaseFile {
  /** Other causes that name the same fact. */
  readonly accept?: readonly string[];
  readonly established_cause?: string | null;
  readonly likely_cause?: string | null;
  readonly decidable?: boolean;
  readonly evidence_class?: string;
  readonly [part: string]: unknown;
}

/** Causes that the same bytes fit; naming one of them counts. */
const TWINS: readonly (readonly string[])[] = [
  ['space-plus-vs-percent20', 'literal-plus-read-as-space'],
  ['path-reserved-not-encoded', 'unreserved-set-too-wide'],
  ['host-rewritten-by-proxy', 'presigned-internal-host'],
  ['scope-date-differs', 'stale-date-reused'],
  ['clock-skew', 'stale-date-reused'],
  ['wrong-secret', 'secret-whitespace-newline', 'secret-has-extra-characters'],
  ['path-single-encoded-non-s3', 'path-reserved-not-encoded'],
];

export interface RankedCase extends KnownCase {
  readonly name: string;
  /** The thread, which the catalogue may have too. */
  readonly url: string;
  /** Returns whether a cause names the same fact as the established one. */
  readonly accepts: (id: string) => boolean;
  readonly isDecidable: boolean;
  readonly needsWords: boolean;
  /** Whether suspects are ranked: nothing is sure, and the refusal may be about the signature. */
  readonly isRanked: boolean;
  /** Whether a cause that is sure, so that nothing is ranked, is the right one. */
  readonly isSurelyNamed: boolean;
}

/** Observes each case of a folder that says its cause. Text that cannot be read is observed as loose text. */
export function rankedCases(folder: string): readonly RankedCase[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .flatMap((name) => {
      const file: CaseFile = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      const cause = file.established_cause || file.likely_cause;
      const text = pasteOf(file);
      return cause && text !== '' ? [rankedCase(basename(name, '.json'), file, { cause, text })] : [];
    });
}

function rankedCase(name: string, file: CaseFile, { cause, text }: { cause: string; text: string }): RankedCase {
  const sides = sidesOf(evidenceOf(text), () => null);
  const findings = findCauses(sides);
  const isSure = findings.some(({ certainty }) => certainty.kind !== 'possible');
  return {
    name,
    url: String(file.source_url ?? name),
    cause,
    accepts: (id) => isAccepted(file, cause, id),
    isDecidable: file.decidable ?? Boolean(file.established_cause),
    needsWords: file.evidence_class?.startsWith('F') ?? false,
    isSurelyNamed: isSure && findings.slice(0, 3).some((finding) => isAccepted(file, cause, finding.cause.id)),
    isRanked: !isSure && notSignatureOf(sides) === null,
    observation: observe(sides, CAUSES, new Set(findings.map((finding) => finding.cause.id))),
  };
}

function evidenceOf(text: string): Evidence {
  const pieces = [{ octets: octetsFromText(text), by: { kind: 'argument' } as const }];
  const evidence = readEvidence(pieces);
  return isProblem(evidence) ? { answer: null, client: null, request: null, remarks: [], pieces } : evidence;
}

/** Pastes a case as people do: the answer, the strings with their labels, the logs, and the request, in one text. */
function pasteOf(file: CaseFile): string {
  const strings = [
    ['CanonicalRequest', file.client_canonical_request],
    ['StringToSign', file.client_string_to_sign],
  ].map(([label, text]) => (text ? `\n\n${label}:\n${text}` : ''));
  const others = [file.client_log, file.server_log, file.client_request].map((part) =>
    part ? `\n\n${typeof part === 'string' ? part : JSON.stringify(part)}` : '',
  );
  return [file.error_xml ?? '', ...strings, ...others].join('').trim();
}

/** Returns whether a cause names the same fact as the established one, or is one that the same bytes fit. */
const isAccepted = ({ accept = [] }: CaseFile, want: string, id: string): boolean =>
  id === want || accept.includes(id) || TWINS.some((twins) => twins.includes(want) && twins.includes(id));
