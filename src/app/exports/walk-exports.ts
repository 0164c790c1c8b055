/** Creates what a walk can export: a page, a report, or a case. Nothing is written before the user agrees. */
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { WalkFacts } from '../../pages/facts.ts';
import type { CaseFacts } from '../cases/make-case.ts';
import type { ExportKind, PreparedExport, WalkExports } from '../walks/shown-walk.ts';
import type { World } from '../world/world.ts';
import type { Shared } from './shared-report.ts';

export type ExportWorld = Pick<World, 'readFile' | 'createFile' | 'version' | 'masked'>;

/** What the files are made of. A walk of a request that is signed here has no report. */
export interface ExportSources {
  readonly name: 'walk' | 'verification' | 'diagnosis';
  readonly shared: (() => Shared) | null;
  readonly caseOf: (facts: WalkFacts) => Promise<CaseFacts | Problem>;
}

export function walkExports(world: ExportWorld, { name, shared, caseOf }: ExportSources): WalkExports {
  const prepared = async (kind: ExportKind, text: string | Problem, replaced: readonly string[]) =>
    isProblem(text)
      ? text
      : { kind, text: world.masked(text), replaced, path: await freePath(world, `sigv4-${name}`, ENDINGS[kind]) };
  return {
    kinds: shared === null ? ['page', 'case'] : ['page', 'report', 'case'],
    prepare: async (kind, facts) => {
      if (kind === 'page') {
        const { walkHtml } = await import('../../outputs/html/walk-html.ts');
        return prepared(kind, walkHtml(facts), []);
      }
      if (kind === 'report' && shared) {
        const { sharedReport } = await import('./shared-report.ts');
        const { text, replaced } = await sharedReport(world.version, shared(), new Set());
        return prepared(kind, text, replaced);
      }
      const { caseFile } = await import('../cases/make-case.ts');
      const of = await caseOf(facts);
      return prepared('case', isProblem(of) ? of : caseFile(world.version, of, []), []);
    },
    write: (made) => write(world, made),
  };
}

const ENDINGS: Readonly<Record<ExportKind, string>> = { page: 'html', report: 'md', case: 'sigcase' };

/** Finds a name that no file has, so that nothing is overwritten. */
async function freePath({ readFile }: ExportWorld, name: string, ending: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = `${name}${number === 1 ? '' : `-${number}`}.${ending}`;
    if (isProblem(await readFile(path))) return path;
  }
}

async function write({ createFile }: ExportWorld, { path, text }: PreparedExport): Promise<Problem | null> {
  const file = await createFile(path, new AbortController().signal);
  if (isProblem(file)) return file;
  const failed = (await file.write(Buffer.from(octetsFromText(text), 'latin1'))) ?? (await file.finish());
  if (failed) await file.abandon();
  return failed;
}
