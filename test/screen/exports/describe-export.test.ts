/** X and M on the screen: what was replaced is shown before anything is written. */
import { expect, it } from 'vitest';
import { type PreparedExport, type WalkExports, walkExports } from '../../../src/app/outputs/walk-exports.ts';
import { firstFacts } from '../../../src/app/walks/facts-of-trace.ts';
import { isProblem, problem } from '../../../src/bytes/problem.ts';
import type { FileForm } from '../../../src/outputs/form.ts';
import { describeExport } from '../../../src/screen/exports/describe-export.tsx';
import { worldOf } from '../../support/commands/test-world.ts';
import { documentedExample } from '../../support/views/documented-example.ts';

const ROOM = { size: { width: 80, height: 24 }, layout: 'usual' } as const;
const FACTS = firstFacts(documentedExample());
const formOf = (name: string): FileForm => {
  const file = { ending: 'x', name, says: `the words for a ${name}` };
  return { name, flags: `--${name} <file>`, says: '', file, of: {} };
};
const [PAGE, REPORT] = [formOf('page'), formOf('report')];
const PREPARED: PreparedExport = {
  form: REPORT,
  content: 'text',
  path: 'sigv4-diagnosis.md',
  remarks: ['the host becomes h'],
};
const EXPORTS: WalkExports = { forms: [PAGE, REPORT], prepare: async () => PREPARED, write: async () => null };

it('shows what was replaced, and writes only what is chosen', () => {
  const { first, reduce, announceAll } = describeExport(EXPORTS, FACTS, 'report');
  const begun = first(ROOM);
  expect(begun.effects).toEqual([{ kind: 'prepare', form: REPORT }]);
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
  expect(copied.effects).toEqual([{ kind: 'copy', text: 'text', name: 'report' }]);
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
  const exports = walkExports(world, 'walk', (facts) => ({
    kind: 'walk',
    facts: () => facts,
    broken: null,
  }));
  const formNamed = (name: string) => exports.forms.find((form) => form.name === name);
  expect(formNamed('share')).toBeUndefined();
  const [page, other] = [formNamed('html'), formNamed('case')];
  if (!page || !other) throw new Error('The menu has neither a page nor a case.');
  const prepared = await exports.prepare(page, FACTS);
  if (isProblem(prepared)) throw new Error(prepared.says);
  expect(prepared.path).toBe('sigv4-walk-2.html');
  expect(await exports.write(prepared)).toBeNull();
  expect(created.get('sigv4-walk-2.html')).toContain('<!doctype html>');
  const made = await exports.prepare(other, FACTS);
  expect(made).toMatchObject({ path: 'sigv4-walk.sigcase', content: expect.stringContaining('"sigcase": 1') });
});

it('offers to copy text only', () => {
  const { reduce, announceAll, first } = describeExport(EXPORTS, FACTS, null);
  const content = new Uint8Array([0, 255]);
  const ready = reduce(first(ROOM).state, { kind: 'prepared', made: { ...PREPARED, content } }, ROOM).state;
  const said = announceAll(ready, ROOM).join('\n');
  expect(said).toContain('2 bytes');
  expect(said).not.toContain('clipboard');
  const below = reduce(ready, { kind: 'key', key: 'down' }, ROOM).state;
  expect(reduce(below, { kind: 'key', key: 'return' }, ROOM)).toMatchObject({
    effects: [],
    state: { notice: 'Choose write.' },
  });
});
