interface Import {
  readonly path: string;
  readonly kind: string;
  readonly external: boolean;
}
/** The inputs of esbuild's metafile, by path. */
type Inputs = Readonly<Record<string, { readonly imports: readonly Import[] }>>;

/** The files that are in one chunk, and the first file, which loads them. */
interface Group {
  readonly file: string;
  readonly files: readonly string[];
}

export function groupsOf(inputs: Inputs, first: readonly string[]): Map<string, Group>;

export function missingGroups(inputs: Inputs, groups: ReadonlyMap<string, Group>, file: string): string[];
