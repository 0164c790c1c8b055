/** Twins: what comes of the one comes of the other, on every request that there is to try. */
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { type MistakeName, TWINS, type Twins, twinsOf } from '../../src/causes/twins.ts';
import type { Mutation } from '../../src/drafts/mutation.ts';
import { replay } from '../../src/drafts/replay.ts';
import type { Model } from '../../src/grading/cases/graded-case.ts';
import { GROUPS } from '../../src/grading/cases/groups.ts';
import { casesWith } from '../support/grading/graded.ts';
import { BASE_NAMES, rightRequest } from '../support/sigv4/base-requests.ts';

const modelsOf = (cases: ReturnType<typeof casesWith>): Model[] =>
  cases.flatMap(({ expected }) => (expected.kind === 'values' ? [expected.model] : []));

/** Those of the tests of causes, and one of a URL that is presigned with a body at hand. */
const MADE: readonly Model[] = BASE_NAMES.flatMap((name) => {
  const { draft, ...around } = rightRequest(name);
  const model = { draft, around: { ...around, other: null } };
  return name === 'presigned'
    ? [model, { draft, around: { ...model.around, body: octetsFromText('hello') } }]
    : [model];
});
const MODELS = [...modelsOf(casesWith(...GROUPS)), ...MADE];

const nameOf = ({ id, variant }: MistakeName) => `${id}/${variant}`;

/** Without the searches: they are tried only where none of these makes the signature. */
const CLIENTS = new Map(
  CAUSES.flatMap(({ id, mutations }) =>
    mutations
      .filter(({ side, isWide }) => side === 'client' && !isWide)
      .map((mutation) => [nameOf({ id, variant: mutation.variant }), mutation] as const),
  ),
);

/** The wrong signatures that come of a mistake, in each way in which it can be made. */
function signaturesOf({ change }: Mutation, { draft, around }: Model): ReadonlySet<string> {
  const right = replay(draft).signature();
  const made = change(draft, around).map((changed) => replay(changed).signature() ?? '');
  return new Set(made.filter((signature) => signature !== right));
}

const mutationOf = (name: MistakeName): Mutation => {
  const mutation = CLIENTS.get(nameOf(name));
  if (!mutation) throw new Error(`${nameOf(name)} is no mistake of a client.`);
  return mutation;
};

/** What comes of the one and of its twin, in each request of which the one makes something. */
function madeOf({ named, twin }: Twins): readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[] {
  return MODELS.map(
    (model) => [signaturesOf(mutationOf(named), model), signaturesOf(mutationOf(twin), model)] as const,
  ).filter(([one]) => one.size > 0);
}

const isApart = ([one, other]: readonly [ReadonlySet<string>, ReadonlySet<string>]) =>
  [...one].some((signature) => !other.has(signature));

const titled = (apart: Twins['apart']) =>
  TWINS.filter((twins) => twins.apart === apart).map((twins) => [nameOf(twins.named), twins] as const);

describe('twins', () => {
  it.each(titled('never'))('are never apart: what comes of the first comes of the second: %s', (_name, twins) => {
    const made = madeOf(twins);
    expect(made.length).toBeGreaterThan(0);
    expect(made.filter(isApart)).toEqual([]);
  });

  it.each(titled('rarely'))('are apart in a request, and in few: %s', (_name, twins) => {
    const made = madeOf(twins);
    const differing = made.filter(isApart);
    expect(differing.length).toBeGreaterThan(0);
    expect(differing.length).toBeLessThan(made.length / 4);
  });

  it.each(TWINS)('are in the order of the table of causes, and know of each other: $twin', ({ named, twin }) => {
    const names = [...CLIENTS.keys()];
    expect(names.indexOf(nameOf(named))).toBeLessThan(names.indexOf(nameOf(twin)));
    expect(twinsOf(named)).toContainEqual(twin);
    expect(twinsOf(twin)).toContainEqual(named);
  });
});

describe('no other mistakes', () => {
  it('make the same of everything that is asked', { tags: ['expensive'] }, () => {
    const models = modelsOf(casesWith());
    const groups = Map.groupBy(CLIENTS, ([, mutation]) =>
      models.map((model) => [...signaturesOf(mutation, model)].sort().join()).join('\n'),
    );
    const nothing = models.map(() => '').join('\n');
    const same = [...groups]
      .filter(([made, names]) => made !== nothing && names.length > 1)
      .flatMap(([, [first, ...others]]) => others.map(([name]) => [first?.[0], name]));
    const documented = TWINS.map(({ named, twin }) => [nameOf(named), nameOf(twin)]);
    expect(documented).toEqual(expect.arrayContaining(same));
    expect(same.length).toBeGreaterThan(0);
  });
});
