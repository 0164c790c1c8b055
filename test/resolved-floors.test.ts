/**
 * What outputs and screens know of results is what views say of them. The compiler is asked where each name is declared that
 * they use: types, names that another file passes on, and members of objects included.
 */
import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Identifier, Node, ObjectBindingPattern } from 'typescript/unstable/ast';
import { isIdentifier, isObjectBindingPattern } from 'typescript/unstable/ast/is';
import { API, type Symbol as Declared, type Project, SymbolFlags, type Type } from 'typescript/unstable/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOfResults } from './support/rooms-of-results.ts';

const SOURCE = resolve('src');

describe('what is declared in a room of results', { tags: ['expensive'] }, () => {
  const api = new API({ cwd: resolve('.') });
  let project: Project | undefined;
  beforeAll(() => {
    const config = resolve('tsconfig.json');
    project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
  });
  afterAll(() => api.close());

  const knownIn = (file: string): string[] => {
    if (!project) throw new Error('The compiler has no project.');
    const known = namesKnown(project, join(SOURCE, file)).filter(([, declares]) => isOfResults(declares));
    return [...new Set(known.map(([name, declared]) => `${file}: ${name} of ${declared}`))];
  };

  it.each(['outputs', 'screen'])('is not known in %s', (room) => {
    const files = readdirSync(join(SOURCE, room), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.tsx?$/.test(name),
    );
    expect(files.length).toBeGreaterThan(40);
    expect(files.flatMap((name) => knownIn(join(room, name)))).toEqual([]);
  });

  it.each([
    ['a type', 'views/results.ts', 'Diagnosis of diagnosis/diagnosis.ts'],
    ['a type that is passed on', 'library/index.ts', 'Notice of verification/notice.ts'],
    ['a value', 'views/book/links.ts', 'CAUSE_STAGES of causes/stages.ts'],
    ['a member', 'views/diagnosis/diagnosis-view.ts', 'findings of diagnosis/shown-diagnosis.ts'],
    ['a member that is taken out', 'views/book/links.ts', 'shownIn of causes/cause.ts'],
  ])('is found where it is %s', (_what, file, name) => {
    expect(knownIn(file)).toContain(`${file}: ${name}`);
  });
});

/** Returns the names that a file uses, each with the file of ours that declares it. */
function namesKnown(project: Project, path: string): (readonly [name: string, declared: string])[] {
  const { checker, program } = project;
  const source = program.getSourceFile(path);
  if (!source) throw new Error(`The compiler does not know ${path}.`);
  const [identifiers, patterns] = [[] as Identifier[], [] as ObjectBindingPattern[]];
  const visit = (node: Node): undefined => {
    if (isIdentifier(node)) identifiers.push(node);
    if (isObjectBindingPattern(node)) patterns.push(node);
    node.forEachChild(visit);
  };
  visit(source);
  const used = checker
    .getSymbolAtLocation(identifiers)
    .map((symbol, at) => [identifiers[at]?.text ?? '', symbol] as const);
  const types = checker.getTypeAtLocation(patterns);
  const taken = patterns.flatMap((pattern, at) =>
    pattern.elements.flatMap(({ propertyName, name }) => {
      const member = propertyName ?? name;
      return member && isIdentifier(member) ? membersNamed(project, types[at], member.text) : [];
    }),
  );
  return [...used, ...taken].flatMap(([name, symbol]) =>
    declarationsOf(project, symbol).map((file) => [name, relative(SOURCE, file)] as const),
  );
}

/** Returns the members with this name, of each type in a union. */
function membersNamed({ checker }: Project, type: Type | undefined, name: string) {
  const types = type?.isUnionType() ? type.getTypes() : type ? [type] : [];
  return types.map((one) => [name, checker.getPropertyOfType(one, name)] as const);
}

/** Returns the files that declare a symbol. A name that is imported is declared where it comes from. */
function declarationsOf({ checker }: Project, symbol: Declared | undefined): string[] {
  const declared = symbol && symbol.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (declared?.declarations ?? []).map(({ path }) => path).filter((path) => path.startsWith(SOURCE));
}
