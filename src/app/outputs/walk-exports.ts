/** Creates what a walk can export as files. Nothing is written before the user agrees. */
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { type FileForm, type Output, type OutputForm, writtenAs } from '../../outputs/form.ts';
import { OUTPUTS } from '../../outputs/table.ts';
import type { WalkFacts } from '../../views/facts.ts';
import type { Result, ResultKind } from '../../views/results.ts';
import type { World } from '../world/world.ts';
import { bytesOf, freePath, maskedContent, writeWhole } from './write-file.ts';

/** A file that is not written yet. */
export interface PreparedExport extends Output {
  readonly form: FileForm;
  /** A name that no file in this folder has. */
  readonly path: string;
}

export interface WalkExports {
  readonly forms: readonly FileForm[];
  /** Creates the content. Never rejects. */
  readonly prepare: (form: FileForm, facts: WalkFacts) => Promise<PreparedExport | Problem>;
  readonly write: (prepared: PreparedExport) => Promise<Problem | null>;
}

export type ExportWorld = Pick<
  World,
  'readFile' | 'createFile' | 'version' | 'masked' | 'secrets' | 'pageScript' | 'nameOfOption'
>;

const WHOLE = {
  width: Number.POSITIVE_INFINITY,
  height: Number.POSITIVE_INFINITY,
  isDrawn: true,
  given: () => [],
} as const;

/** Creates the exports of a walk through results of this kind. `resultOf` returns the result with the facts shown. */
export function walkExports<Kind extends ResultKind>(
  world: ExportWorld,
  kind: Kind,
  resultOf: (facts: WalkFacts) => Result<Kind>,
): WalkExports {
  const isOffered = (form: OutputForm): form is FileForm => form.file !== undefined && form.of[kind] !== undefined;
  return {
    forms: OUTPUTS.filter(isOffered),
    prepare: async (form, facts) => {
      const made = await writtenAs(form, resultOf(facts), {
        version: world.version,
        pageScript: world.pageScript,
        nameOfOption: world.nameOfOption,
        ...WHOLE,
      });
      if (made === null) throw new Error(`A walk has no ${form.name}.`);
      if (isProblem(made)) return made;
      const content = maskedContent(world, made.content);
      return { form, content, remarks: made.remarks, path: await freePath(world, `sigv4-${kind}`, form.file.ending) };
    },
    write: ({ path, content }) => writeWhole(world, path, bytesOf(content)),
  };
}
