/** Each part of a request has one name: no label of a page, a picture, the inspector, or a list is another name of it. */
import { expect, it } from 'vitest';
import { inputIds, inputLabel } from '../../src/screen/walk/fields/inputs.ts';
import type { WalkFacts } from '../../src/views/facts.ts';
import { placesOf } from '../../src/views/map/places.ts';
import { SYNONYMS, TERMS } from '../../src/views/map/terms.ts';
import type { Block } from '../../src/views/page.ts';
import { walkPage } from '../../src/views/walk-pages.ts';
import { wholeOf } from '../../src/views/whole/whole.ts';
import { exampleScreen } from '../support/screen/example-screen.ts';
import { walkOf } from '../support/views/walk-of.ts';

const OTHERS = new Map(
  Object.entries(SYNONYMS).flatMap(([term, names]) => names.map((name) => [name.toLowerCase(), term] as const)),
);
const OWN = new Map(Object.values(TERMS).map((name) => [name.toLowerCase(), name]));

/** Says what is wrong with a label; `null` if nothing is. A remark after a comma is not part of the name. */
function faultOf(label: string): string | null {
  const name = label.replace(/^the /, '').replace(/,.*$/, '').trim();
  const term = OTHERS.get(name.toLowerCase());
  if (term !== undefined) return `"${label}" is another name of "${TERMS[term as keyof typeof TERMS]}"`;
  const own = OWN.get(name.toLowerCase());
  return own !== undefined && own !== name && own.charAt(0) !== own.charAt(0).toLowerCase()
    ? `"${label}" is "${own}"`
    : null;
}

const labelsOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => (block.kind === 'line' ? [block.label, block.note ?? ''] : []));

const labelsIn = (facts: WalkFacts): string[] => [
  ...facts.trace.stages.flatMap((_stage, step) => {
    const { main, blocks } = walkPage(facts, step);
    return labelsOf([...main, ...blocks]);
  }),
  ...(wholeOf(facts)?.parts ?? []).flatMap(({ lines }) => lines.flatMap(({ name, note }) => [name, note])),
  ...placesOf(facts.trace).all.map(({ name }) => name),
];

it.each([
  ['a header', {}],
  ['a presigned URL', { presign: true }],
  ['a body', { method: 'PUT', data: 'a' }],
  ['SigV4A', { algorithm: 'sigv4a', regionSet: '*' }],
] as const)('in a walk of %s', async (_form, options) => {
  const { facts } = await walkOf({ options });
  const labels = labelsIn(facts);
  expect(labels).toEqual(expect.arrayContaining(['path', 'query', 'date, UTC']));
  expect(labels.flatMap((label) => faultOf(label) ?? [])).toEqual([]);
});

it('in the list of inputs', async () => {
  const screen = await exampleScreen();
  const inputs = screen.state().editing?.history.present;
  if (!inputs) throw new Error('Nothing is edited.');
  const labels = inputIds(inputs).map((id) => inputLabel(inputs, id));
  expect(labels).toEqual(expect.arrayContaining(['method', 'date', 'Region', 'body', 'access key ID']));
  expect(labels.flatMap((label) => faultOf(label) ?? [])).toEqual([]);
});

it('finds a second name', () => {
  expect(faultOf('Payload')).toBe('"Payload" is another name of "body"');
  expect(faultOf('the path of the URL')).toContain('another name of "path"');
  expect(faultOf('region')).toBe('"region" is "Region"');
  expect(faultOf('date, UTC')).toBeNull();
});
