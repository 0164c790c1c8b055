/** Failures from public threads, a file each: how often the diagnosis names their cause. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { diagnose } from '../../src/diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../src/diagnosis/shown-diagnosis.ts';
import type { Evidence } from '../../src/evidence/evidence.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { PUBLISHED_SECRETS } from '../../src/verification/keys.ts';
import { diagnosisJson } from '../../src/views/documents/diagnosis-document.ts';

/** What a case says of itself; the rest of it is what people pasted. */
export interface CaseFile {
  /** Other causes that name the same fact. */
  readonly accept?: readonly string[];
  readonly established_cause?: string | null;
  readonly likely_cause?: string | null;
  readonly decidable?: boolean;
  readonly evidence_class?: string;
  readonly [part: string]: unknown;
}

export interface CaseRun {
  readonly name: string;
  readonly want: string | null;
  readonly isEstablished: boolean;
  readonly isDecidable: boolean;
  /** Whether only the person's words, which are not pasted, decide it. */
  readonly needsWords: boolean;
  readonly evidence: Evidence | null;
  /** The first three causes: ID and standing. */
  readonly causes: readonly { readonly id: string; readonly standing: string }[];
  readonly isNamed: boolean;
  /** Whether the first line says another cause without a doubt. */
  readonly isSureOfAnother: boolean;
  readonly milliseconds: number;
}

/** Causes that the same bytes fit; naming one of them counts. */
export const TWINS: readonly (readonly string[])[] = [
  ['space-plus-vs-percent20', 'literal-plus-read-as-space'],
  ['path-reserved-not-encoded', 'unreserved-set-too-wide'],
  ['host-rewritten-by-proxy', 'presigned-internal-host'],
  ['scope-date-differs', 'stale-date-reused'],
  ['clock-skew', 'stale-date-reused'],
  ['wrong-secret', 'secret-whitespace-newline', 'secret-has-extra-characters'],
  ['path-single-encoded-non-s3', 'path-reserved-not-encoded'],
];

/** Runs each case of the folder whose name has one of the filters in it; all of them without a filter. */
export function runCases(folder: string, filters: readonly string[]): CaseRun[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .filter((name) => filters.length === 0 || filters.some((filter) => name.includes(filter)))
    .sort()
    .flatMap((name) => {
      const file: CaseFile = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      const text = pasteOf(file);
      return text === '' ? [] : [runCase(basename(name, '.json'), file, text)];
    });
}

/** Pastes a case as people do: the answer, the strings with their labels, the logs, and the request, in one text. */
export function pasteOf(file: CaseFile): string {
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
export const isAccepted = ({ accept = [] }: CaseFile, want: string, id: string): boolean =>
  id === want || accept.includes(id) || TWINS.some((twins) => twins.includes(want) && twins.includes(id));

function runCase(name: string, file: CaseFile, text: string): CaseRun {
  const start = process.cpuUsage();
  const evidence = readEvidence([{ octets: octetsFromText(text), by: { kind: 'argument' } }]);
  const causes = isProblem(evidence) ? [] : causesOf(evidence);
  const { user, system } = process.cpuUsage(start);
  const want = file.established_cause || file.likely_cause || null;
  const first3 = causes.slice(0, 3);
  const isNamed = want !== null && first3.some(({ id }) => isAccepted(file, want, id));
  const [first] = causes;
  return {
    name,
    want,
    isEstablished: Boolean(file.established_cause),
    isDecidable: want !== null && (file.decidable ?? Boolean(file.established_cause)),
    needsWords: file.evidence_class?.startsWith('F') ?? false,
    evidence: isProblem(evidence) ? null : evidence,
    causes: first3,
    isNamed,
    isSureOfAnother: want !== null && !isNamed && first !== undefined && first.standing !== 'possible',
    milliseconds: (user + system) / 1000,
  };
}

function causesOf(evidence: Evidence): CaseRun['causes'] {
  const diagnosis = diagnose(evidence, (id) => {
    const key = PUBLISHED_SECRETS.find(({ accessKeyId }) => accessKeyId === id && id !== '');
    return key ? octetsFromText(key.secretAccessKey) : null;
  });
  return diagnosisJson(shownDiagnosis(diagnosis)).causes.map(({ id, standing }) => ({ id, standing }));
}
