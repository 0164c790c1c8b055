/** The chunks that a bundle has, by path, each with the files in it. */
type Outputs = Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;

export function withNeededImports(texts: ReadonlyMap<string, string>, outputs: Outputs): Map<string, string>;

export function withoutPassedOn(texts: ReadonlyMap<string, string>, entries: readonly string[]): Map<string, string>;
