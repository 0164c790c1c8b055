/** What is loaded together: plain output shares no chunk with what loads Ink. */
import { expect, it } from 'vitest';
import { groupsOf, missingGroups } from '../../scripts/shared-chunks.mjs';

const file = (...paths: readonly string[]) => ({
  imports: paths.map((path) => ({ path, kind: 'import-statement', external: false })),
});

const laterFile = (path: string) => ({ imports: [{ path, kind: 'dynamic-import', external: false }] });

it('puts together what a screen loads of the screens, and apart from it what plain output may need', () => {
  const inputs = {
    'src/commands/walk.ts': file('src/views/page.ts'),
    'src/views/page.ts': file(),
    'src/screen/app.tsx': file('src/screen/rows.tsx', 'src/layout/rows.ts', 'node_modules/ink/index.js'),
    'src/screen/rows.tsx': file('src/views/page.ts'),
    'src/layout/rows.ts': file(),
    'node_modules/ink/index.js': file(),
  };
  expect([...groupsOf(inputs, ['src/commands/walk.ts', 'src/screen/app.tsx'])]).toEqual([
    ['src/commands/walk.ts', { file: 'src/commands/walk.ts', files: ['src/views/page.ts'] }],
    ['src/screen/app.tsx', { file: 'src/screen/app.tsx', files: ['src/screen/rows.tsx'] }],
    ['src/screen/app.tsx, below', { file: 'src/screen/app.tsx', files: ['src/layout/rows.ts'] }],
  ]);
});

it('puts a file with what it loads if others import it, and apart if it is run, because a chunk can be loaded for its parts', () => {
  const inputs = {
    'src/run.ts': { imports: [...file('src/a.ts').imports, ...laterFile('src/main.ts').imports] },
    'src/main.ts': file('src/b.ts'),
    'src/a.ts': file(),
    'src/b.ts': file(),
  };
  expect([...groupsOf(inputs, ['src/run.ts', 'src/main.ts'])]).toEqual([
    ['src/run.ts', { file: 'src/run.ts', files: ['src/a.ts'] }],
    ['src/main.ts', { file: 'src/main.ts', files: ['src/main.ts', 'src/b.ts'] }],
  ]);
});

it('lets a file that needs a part of a group load the whole, and all groups of which that needs a part', () => {
  const inputs = {
    'src/first.ts': file('src/a.ts', 'src/b.ts'),
    'src/second.ts': file('src/c.ts', 'src/d.ts'),
    'src/later.ts': file('src/c.ts'),
    'src/a.ts': file(),
    'src/b.ts': file(),
    'src/c.ts': file(),
    'src/d.ts': file('src/a.ts'),
  };
  expect(missingGroups(inputs, groupsOf(inputs, ['src/first.ts', 'src/second.ts']), 'src/later.ts')).toEqual([
    'src/second.ts',
    'src/first.ts',
  ]);
});
