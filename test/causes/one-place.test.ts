/** What is known of a cause is in its entry: nothing outside `src/causes` and `src/lessons` names a single cause. */
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CAUSES } from '../../src/causes/table.ts';

/** The counts of cases by cause, which a script writes. */
const DATA = 'src/suspects/counts.ts';
const ELSEWHERE = globSync('src/**/*.{ts,tsx}').filter((file) => !/^src\/(?:causes|lessons)\//.test(file));

const IDS = CAUSES.map(({ id }) => id).toSorted((one, other) => other.length - one.length);
const ID = new RegExp(`(?<![\\w-])(?:${IDS.join('|')})(?![\\w-])`, 'g');
/** Comments, and examples for people: a command to type, or a word to give. */
const FOR_PEOPLE = /\/\*[\s\S]*?\*\/|\/\/.*|'sigv4 [^']*'|such as [\w-]+/g;
/** The file of an entry, in a folder of `src/causes`; files beside the folders are about all causes. */
const ENTRY = /from '[./]+\/causes\/(?!features\/)[\w-]+\/[\w-]+\.ts'/g;

const namedIn = (text: string): readonly string[] => {
  const code = text.replace(FOR_PEOPLE, '');
  return [ID, ENTRY].flatMap((pattern) => code.match(pattern) ?? []);
};

it('nothing outside names a cause, by its ID or by its constant', () => {
  expect(ELSEWHERE.length).toBeGreaterThan(700);
  const found = ELSEWHERE.filter((file) => file !== DATA).map((file) => [file, namedIn(readFileSync(file, 'utf8'))]);
  expect(found.filter(([, names = []]) => names.length > 0)).toEqual([]);
});

it.each([
  "if (cause.id === 'wrong-secret') return null;",
  "const OF_URLS = new Set('clock-skew stale-date-reused'.split(' '));",
  "const ANSWERS = { 'wrong-region/credential-for-another-region': MALFORMED };",
  "import { wrongSecret } from '../causes/credentials/keys.ts';",
])('knows a cause that is named: %s', (line) => {
  expect(namedIn(line)).not.toEqual([]);
});

it('an entry says something of mistakes that exist only', () => {
  const names = new Set(
    CAUSES.flatMap(({ id, mutations, inBody }) =>
      [...mutations, ...(inBody ? [inBody] : [])].map(({ variant }) => `${id}/${variant}`),
    ),
  );
  const said = CAUSES.flatMap(({ id, answers, twins }) => [
    ...Object.keys(answers).flatMap((variant) => (variant === 'any' ? [] : [`${id}/${variant}`])),
    ...twins.flatMap(({ variant, twin, of = id }) => [`${id}/${variant}`, `${of}/${twin}`]),
  ]);
  expect(said.length).toBeGreaterThan(20);
  expect(said.filter((name) => !names.has(name))).toEqual([]);
});

it('a situation is that of one cause', () => {
  const situations = CAUSES.flatMap(({ situation = [] }) => situation);
  expect(situations.length).toBeGreaterThan(2);
  expect(new Set(situations).size).toBe(situations.length);
});
