interface Import {
  readonly path: string;
  readonly kind: string;
  readonly external: boolean;
}
/** The inputs of esbuild's metafile, by path. */
type Inputs = Readonly<Record<string, { readonly imports: readonly Import[] }>>;

export function groupsOf(inputs: Inputs, first: readonly string[]): Map<string, string[]>;
