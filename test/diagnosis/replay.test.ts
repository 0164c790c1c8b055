/** A mistake is replayed from the draft that it changes: what it leaves as it is must not be taken where it is not. */
import { describe, expect, test } from 'vitest';
import { CAUSES } from '../../src/causes/table.ts';
import type { Draft } from '../../src/drafts/draft.ts';
import { replay } from '../../src/drafts/replay.ts';
import { areSame, differingSlots } from '../../src/search/slots.ts';
import { rightRequest } from '../support/sigv4/base-requests.ts';

const resultsOf = (made: ReturnType<typeof replay>) => [made.canonicalRequest, made.stringToSign, made.signature()];

/** The same draft with headers of its own, so that none of its results are known. */
const copyOf = (draft: Draft): Draft => ({ ...draft, headers: draft.headers.map((header) => ({ ...header })) });

/** Drafts that differ from this one in a single place, as few mistakes do. */
function inOnePlace(draft: Draft): readonly Draft[] {
  const { scope, steps: _steps, headers: _headers, ...texts } = draft;
  return [
    ...Object.entries(texts).map(([part, text]) => ({ ...draft, [part]: `${text}x` })),
    ...Object.entries(scope).map(([part, text]) => ({ ...draft, scope: { ...scope, [part]: `${text}x` } })),
    { ...draft, headers: draft.headers.toReversed() },
  ];
}

describe.each(['put-metadata', 'presigned'] as const)('%s', (name) => {
  const { draft: base, head, body, scheme } = rightRequest(name);
  const mistakes = CAUSES.flatMap(({ mutations }) =>
    mutations
      .filter(({ isWide }) => !isWide)
      .flatMap(({ change }) => change(base, { head, body, scheme, other: null })),
  );
  const drafts = [...mistakes, ...inOnePlace(base)];

  test('each mistake has the same results with and without the draft that it changes', () => {
    const right = replay(base);
    const differing = drafts.filter(
      (draft) => `${resultsOf(replay(draft, right))}` !== `${resultsOf(replay(copyOf(draft)))}`,
    );
    expect(differing).toEqual([]);
  });

  test('drafts are the same if they differ in no place', () => {
    const isOther = (draft: Draft) => areSame(draft, base) !== (differingSlots(base, draft).length === 0);
    expect(drafts.filter(isOther)).toEqual([]);
    expect(drafts.some((draft) => areSame(draft, base))).toBe(true);
  });
});
