/** Failures of real clients, a folder each: how often the diagnosis names their cause. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Octets, octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { type Diagnosis, diagnose } from '../../src/diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../src/diagnosis/shown-diagnosis.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { PUBLISHED_SECRETS } from '../../src/verification/keys.ts';
import { diagnosisJson } from '../../src/views/documents/diagnosis-document.ts';
import { named } from '../support/sources.ts';

/** What `expected.json` of a case says. */
interface Expected {
  readonly accept: readonly string[];
  readonly pair: readonly (readonly string[])[] | null;
  readonly inputs: Readonly<Record<string, readonly string[]>>;
  readonly secret: string;
  readonly secretClient: string | null;
  readonly decidable?: boolean;
}

export type SecretMode = 'none' | 'server' | 'client';

/** From the best outcome to the worst. */
export const OUTCOMES = [
  'first',
  'misordered',
  'possible',
  'top3',
  'right-nothing',
  'possible-only',
  'unknown',
  'misled',
  'unreadable',
  'WRONG',
  'WRONG-PROOF',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface FieldRun {
  readonly name: string;
  readonly input: string;
  readonly mode: SecretMode;
  readonly expected: Expected;
  readonly outcome: Outcome;
  readonly causes: readonly string[];
  readonly isPairNamed: boolean;
  readonly isSaidNotSignature: boolean;
  readonly milliseconds: number;
}

/** Runs each case of the folder whose name has one of the filters in it; all of them without a filter. */
export function runField(folder: string, filters: readonly string[]): FieldRun[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'expected.json')))
    .filter((name) => filters.length === 0 || filters.some((filter) => name.includes(filter)))
    .sort()
    .flatMap((name) => runCase(join(folder, name), name));
}

function runCase(folder: string, name: string): FieldRun[] {
  const expected: Expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
  const modes: readonly SecretMode[] = expected.secretClient ? ['none', 'server', 'client'] : ['none', 'server'];
  return Object.entries(expected.inputs).flatMap(([input, files]) =>
    modes.map((mode) => {
      const start = process.cpuUsage();
      const found = diagnoseFiles(folder, files, secretIn(folder, expected, mode));
      const { user, system } = process.cpuUsage(start);
      return { name, input, mode, expected, ...outcomeOf(expected, mode, found), milliseconds: (user + system) / 1000 };
    }),
  );
}

/** The file that holds it has the secret alone, or the ID of its key and a colon before it. */
function secretIn(folder: string, { secret, secretClient }: Expected, mode: SecretMode): string | null {
  const file = mode === 'server' ? secret : mode === 'client' ? secretClient : null;
  return file === null
    ? null
    : readFileSync(join(folder, file), 'utf8')
        .trim()
        .replace(/^[^:]*:\s*/, '');
}

function diagnoseFiles(folder: string, files: readonly string[], secret: string | null): Diagnosis | null {
  const pieces = files.map((file) => ({
    octets: readFileSync(join(folder, file), 'latin1') as Octets,
    by: named(file),
  }));
  const evidence = readEvidence(pieces);
  if (isProblem(evidence)) return null;
  return diagnose(evidence, (id) => (secret === null ? null : octetsFromText(publishedSecret(id) ?? secret)));
}

/** As the command: without a key ID beside it, a secret that was given is that of every key. */
const publishedSecret = (id: string): string | null =>
  PUBLISHED_SECRETS.find(({ accessKeyId }) => accessKeyId === id && id !== '')?.secretAccessKey ?? null;

type Judged = Pick<FieldRun, 'outcome' | 'causes' | 'isPairNamed' | 'isSaidNotSignature'>;

function outcomeOf(expected: Expected, mode: SecretMode, diagnosis: Diagnosis | null): Judged {
  if (!diagnosis) return { outcome: 'unreadable', causes: [], isPairNamed: false, isSaidNotSignature: false };
  const json = diagnosisJson(shownDiagnosis(diagnosis));
  const first3 = new Set(json.causes.slice(0, 3).map(({ id }) => id));
  return {
    outcome: judged(expected, mode, json.causes),
    causes: json.causes.map(
      ({ id, variant, standing, by }) => `${id}/${variant ?? ''} ${standing}${by ? `/${by}` : ''}`,
    ),
    isPairNamed: (expected.pair ?? []).every((ids) => ids.some((id) => first3.has(id))),
    isSaidNotSignature: 'notSignature' in json && Boolean(json.notSignature) && json.causes.length === 0,
  };
}

function judged(
  { accept }: Expected,
  mode: SecretMode,
  causes: readonly { readonly id: string; readonly standing: string }[],
): Outcome {
  const right = new Set([...accept, ...(mode === 'client' && accept.length > 0 ? ['wrong-secret'] : [])]);
  const [first] = causes;
  if (!first) return right.size === 0 ? 'right-nothing' : 'unknown';
  if (right.size === 0)
    return causes.some(({ standing }) => standing === 'proved')
      ? 'WRONG-PROOF'
      : first.standing === 'explains'
        ? 'WRONG'
        : 'possible-only';
  if (right.has(first.id)) return first.standing === 'possible' ? 'possible' : 'first';
  if (first.standing === 'proved')
    return causes.some(({ id, standing }) => right.has(id) && standing === 'proved') ? 'misordered' : 'WRONG-PROOF';
  if (causes.slice(0, 3).some(({ id }) => right.has(id))) return 'top3';
  return first.standing === 'explains' ? 'WRONG' : 'misled';
}

const rankOf = (outcome: Outcome): number => OUTCOMES.indexOf(outcome);

/** The best run of each case with this kind of secret. */
export function bestRuns(runs: readonly FieldRun[], mode: SecretMode): readonly FieldRun[] {
  const byName = Map.groupBy(
    runs.filter((run) => run.mode === mode),
    ({ name }) => name,
  );
  return [...byName.values()].map((some) =>
    some.reduce((best, run) => (rankOf(run.outcome) < rankOf(best.outcome) ? run : best)),
  );
}

/** Runs whose outcome is worse than that of the same files without the secret, or of fewer files. */
export function worseByMore(runs: readonly FieldRun[]): readonly string[] {
  const isFewer = (few: FieldRun, more: FieldRun) => {
    const [ofFew, ofMore] = [few, more].map(({ expected, input }) => expected.inputs[input] ?? []);
    const isSubset = ofFew?.every((file) => ofMore?.includes(file)) ?? false;
    const isSecretLess = few.mode === more.mode || (few.mode === 'none' && more.mode === 'server');
    return few !== more && few.name === more.name && isSubset && isSecretLess && more.mode !== 'client';
  };
  return runs.flatMap((more) =>
    runs
      .filter((few) => isFewer(few, more) && rankOf(more.outcome) > rankOf(few.outcome))
      .map(
        (few) => `${few.name} [${few.input}] ${few.mode} ${few.outcome} → [${more.input}] ${more.mode} ${more.outcome}`,
      ),
  );
}
