/** What is loaded together: plain output shares no chunk with what loads Ink. */
import { expect, it } from 'vitest';
import { groupsOf } from '../../scripts/shared-chunks.mjs';

const file = (...paths: readonly string[]) => ({
  imports: paths.map((path) => ({ path, kind: 'import-statement', external: false })),
});

it('puts together what a screen loads of the screens, and nothing that plain output needs', () => {
  const inputs = {
    'src/commands/walk.ts': file('src/views/page.ts'),
    'src/views/page.ts': file(),
    'src/screen/app.tsx': file('src/screen/rows.tsx', 'src/layout/rows.ts', 'node_modules/ink/index.js'),
    'src/screen/rows.tsx': file('src/views/page.ts'),
    'src/layout/rows.ts': file(),
    'node_modules/ink/index.js': file(),
  };
  expect([...groupsOf(inputs, ['src/commands/walk.ts', 'src/screen/app.tsx'])]).toEqual([
    ['src/commands/walk.ts', ['src/views/page.ts']],
    ['src/screen/app.tsx', ['src/screen/rows.tsx']],
  ]);
});
