/** X and M on the screen: what was replaced is shown before anything is written. */
import { expect, it } from 'vitest';
import { walkCase } from '../../../src/app/cases/make-case.ts';
import { walkExports } from '../../../src/app/exports/walk-exports.ts';
import type { PreparedExport, WalkExports } from '../../../src/app/walks/shown-walk.ts';
import { firstFacts } from '../../../src/app/walks/walk-facts.ts';
import { isProblem, problem } from '../../../src/bytes/problem.ts';
import { describeExport } from '../../../src/tui/exports/describe-export.ts';
import { documentedExample } from '../../support/documented-example.ts';
import { worldOf } from '../../support/test-world.ts';

const ROOM = { size: { width: 80, height: 24 }, layout: 'usual' } as const;
const FACTS = firstFacts(documentedExample());
const PREPARED: PreparedExport = {
  kind: 'report',
  text: 'text',
  path: 'sigv4-diagnosis.md',
  replaced: ['the host becomes h'],
};
const EXPORTS: WalkExports = { kinds: ['page', 'report'], prepare: async () => PREPARED, write: async () => null };

it('shows what was replaced, and writes only what is chosen', () => {
  const { first, reduce, announceAll } = describeExport(EXPORTS, FACTS, 'report');
  const begun = first(ROOM);
  expect(begun.effects).toEqual([{ kind: 'prepare', what: 'report' }]);
  const ready = reduce(begun.state, { kind: 'prepared', made: PREPARED }, ROOM);
  expect(ready.effects).toEqual([]);
  const said = announceAll(ready.state, ROOM).join('\n');
  expect(said).toContain('nothing is written yet');
  expect(said).toContain('the host becomes h');
  const written = reduce(ready.state, { kind: 'key', key: 'return' }, ROOM);
  expect(written.effects).toEqual([{ kind: 'write', prepared: PREPARED }]);
  const copied = reduce(
    reduce(ready.state, { kind: 'key', key: 'down' }, ROOM).state,
    { kind: 'key', key: 'return' },
    ROOM,
  );
  expect(copied.effects).toEqual([{ kind: 'copy', prepared: PREPARED }]);
  expect(reduce(ready.state, { kind: 'key', key: 'escape' }, ROOM).state.ending).toBe('back');
  const done = reduce(ready.state, { kind: 'written', path: PREPARED.path, failed: null }, ROOM);
  expect(announceAll(done.state, ROOM)).toEqual(
    expect.arrayContaining(['The report: written', 'sigv4-diagnosis.md was written. Esc goes back.']),
  );
  const failed = problem('file', 'There is no room.', 'Make some.');
  const not = reduce(ready.state, { kind: 'written', path: PREPARED.path, failed }, ROOM);
  expect(announceAll(not.state, ROOM)).toContain('The report: nothing is written yet');
});

it('writes a page and a case of a walk under a name that no file has', async () => {
  const { world, created } = worldOf({}, { 'sigv4-walk.html': 'kept' });
  const exports = walkExports(world, { name: 'walk', shared: null, caseOf: async (facts) => walkCase(facts) });
  expect(exports.kinds).toEqual(['page', 'case']);
  const page = await exports.prepare('page', FACTS);
  if (isProblem(page)) throw new Error(page.says);
  expect(page.path).toBe('sigv4-walk-2.html');
  expect(await exports.write(page)).toBeNull();
  expect(created.get('sigv4-walk-2.html')).toContain('<!doctype html>');
  const made = await exports.prepare('case', FACTS);
  expect(made).toMatchObject({ path: 'sigv4-walk.sigcase', text: expect.stringContaining('"sigcase": 1') });
});
