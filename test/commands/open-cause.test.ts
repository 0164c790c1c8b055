/** `sigv4 open` names a cause without the signature, for which every two mistakes are tried. */
import { expect, it } from 'vitest';
import { opened, recordings } from '../support/commands/opened-recordings.ts';

it('names the cause of a refused request after it was written as a HAR file', { tags: ['expensive'] }, async () => {
  const files = await recordings([{ path: '/examplebucket/a//b' }], 'slashes-merged');
  const { output } = await opened(files, { har: '-' });
  expect((await opened({ 'shared.har': output })).output).toContain('path-normalised');
});
