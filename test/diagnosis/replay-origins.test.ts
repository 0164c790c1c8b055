/** Where the bytes of a replay come from: each mistake on each base request, followed back to the bytes it was made of. */

import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { given, plain } from '../../src/bytes/bytes.ts';
import type { Input, InputSource } from '../../src/bytes/input.ts';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { ingredientsOf, type Source } from '../../src/bytes/origin.ts';
import { signingKeyNotBinary } from '../../src/causes/structure/signing-key.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { type ReplayedFinding, sourceOfReplay, traceReplay } from '../../src/diagnosis/traces/trace-replay.ts';
import { type Draft, NO_PARTS, scopeOf } from '../../src/drafts/draft.ts';
import type { Mutation } from '../../src/drafts/mutation.ts';
import { replay } from '../../src/drafts/replay.ts';
import { headerLines, RIGHT_STEPS } from '../../src/drafts/steps.ts';
import { UNKNOWN_PLACE } from '../../src/search/certainty/place.ts';
import { findCauses } from '../../src/search/find-causes.ts';
import { sidesOf } from '../../src/sides/sides.ts';
import type { Value } from '../../src/trace/trace.ts';
import { inputWords, sourceWords } from '../../src/views/input-words.ts';
import { failing, HEX_TEXT } from '../support/causes/diagnosed.ts';
import { evidenceOf, failingRequests } from '../support/causes/failing-requests.ts';
import { BASE_NAMES, type BaseName, rightRequest } from '../support/sigv4/base-requests.ts';
import { sampled, swept } from '../support/sweep.ts';
import { wrongOrigins, wrongQuotations } from '../support/trace/wrong-origins.ts';

const SIDES = new Map(
  BASE_NAMES.map((name) => {
    const evidence = evidenceOf(failing(HEX_TEXT, name), ['request', 'secret']);
    return [name, sidesOf(evidence, () => rightRequest(name).draft.secretAccessKey)] as const;
  }),
);

interface Made {
  readonly name: string;
  readonly base: BaseName;
  readonly finding: ReplayedFinding;
}

/** How many ways of a variant are replayed: a secret alone has 6,869 typing errors. */
const MOST_WAYS = 2;

/** Each variant that a base request has, in so many of its ways. */
function allMade(base: BaseName): readonly Made[] {
  const { draft, ...known } = rightRequest(base);
  const around = { ...known, other: null };
  return CAUSES.flatMap((cause) =>
    cause.mutations.flatMap((original) => {
      const mutation = madeOnce(original);
      const ways = [...original.change(draft, around).entries()];
      return sampled(ways, MOST_WAYS).map(([way, made]): Made => {
        const replayed = { base: draft, made, mutation, around, way };
        const { variant, says } = mutation;
        const certainty = { kind: 'proved', by: 'signature' } as const;
        const finding = {
          cause,
          variant,
          certainty,
          says,
          fix: cause.fix,
          lines: [],
          otherLines: [],
          oneOf: null,
          changes: [],
          role: null,
          story: UNKNOWN_PLACE,
          replayed,
        };
        return { name: `${cause.id}/${variant} ${way}`, base, finding };
      });
    }),
  );
}

/**
 * Makes all the ways of a mutation at the first call, and gives the same ones later. A replay makes them all to take one:
 * a replay of each of the 6,869 typing errors in a secret would make 47 million. All replays of a base request start from
 * the same draft.
 */
function madeOnce(mutation: Mutation): Mutation {
  let ways: readonly Draft[] | null = null;
  return { ...mutation, change: (draft, around) => (ways ??= mutation.change(draft, around)) };
}

function traced({ base, finding }: Made) {
  const sides = SIDES.get(base);
  if (!sides) throw new Error('Each base has its sides.');
  return { values: traceReplay(finding, sides).values, by: sourceOfReplay(finding, sides) };
}

const octetsOf = (values: readonly Value[], id: string) =>
  values.find((value) => value.id === id)?.bytes.octets ?? null;

/** What was given, by the names under which a replay says it: the parts of the base, the secret, the signature. */
function givenBy({ base: name }: Made, by: InputSource): ReadonlyMap<string, string> {
  const { draft } = rightRequest(name);
  const parts = [
    ['HTTP method', draft.method],
    ['Canonical URI', draft.canonicalUri],
    ['Canonical query string', draft.canonicalQueryString],
    ['Canonical headers', headerLines(draft).octets],
    ['Signed headers', draft.signedHeaders],
    ['Hashed payload', draft.hashedPayload],
    ['Algorithm', draft.algorithm],
    ['Timestamp', draft.timestamp],
    ['Credential scope', scopeOf(draft.scope)],
    ['Access key ID', draft.accessKeyId],
  ] as const;
  const named = parts.map(([part, octets]) => [`${part} of ${sourceWords(by)}`, octets] as const);
  const sides = SIDES.get(name);
  const said = [
    ['the known secret access key', draft.secretAccessKey],
    ['Signature of the request that was sent', sides?.signature],
    ["Canonical request of the server's response", sides?.server.canonicalRequest],
    ["String to sign of the server's response", sides?.server.stringToSign],
  ] as const;
  return new Map([...named, ...said.map(([who, octets]) => [who, octets ?? ''] as const)]);
}

const bytesOf = (octets: string) => Buffer.from(octets, 'latin1');
const latin1 = (bytes: Buffer) => bytes.toString('latin1');
const hmac = (algorithm: string) => (key: string, message: string) =>
  latin1(createHmac(algorithm, bytesOf(key)).update(bytesOf(message)).digest());

/** The transforms of one source, computed by Node.js and the standards alone. */
const PURE: Readonly<Record<string, (from: string) => string>> = {
  sha256: (from) => latin1(createHash('sha256').update(bytesOf(from)).digest()),
  hex: (from) => bytesOf(from).toString('hex'),
  base64: (from) => bytesOf(from).toString('base64'),
  base64url: (from) => bytesOf(from).toString('base64url'),
  capitals: (from) => from.toUpperCase(),
  'lower-case': (from) => from.toLowerCase(),
  'utf-8-twice': (from) => latin1(Buffer.from(from, 'utf8')),
  'utf-16': (from) => latin1(Buffer.from(from, 'utf16le')),
  'percent-encode': (from) =>
    [...bytesOf(from)]
      .map((octet) =>
        /[\w.~-]/.test(String.fromCharCode(octet))
          ? String.fromCharCode(octet)
          : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`,
      )
      .join(''),
  'percent-decode': (from) =>
    from.replace(/%([0-9A-Fa-f]{2})/g, (_all, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
};
const KEYED: Readonly<Record<string, (key: string, message: string) => string>> = {
  'hmac-sha256': hmac('sha256'),
  'hmac-sha1': hmac('sha1'),
};

interface Followed {
  readonly wrong: readonly string[];
  readonly recomputed: number;
}

/** Computes again each derived span whose sources are bytes that are known and whose transforms are pure. */
function recompute(values: readonly Value[], given: ReadonlyMap<string, string>): Followed {
  const read = (source: Source): string | null => {
    if (source.kind === 'fixed') return null;
    const whole = source.kind === 'given' ? given.get(inputWords(source.input)) : octetsOf(values, source.value);
    return whole?.slice(source.start, source.end) ?? null;
  };
  const wrong: string[] = [];
  let recomputed = 0;
  for (const { id, bytes } of values) {
    for (const { start, end, origin } of bytes.spans ?? []) {
      if (origin.kind !== 'derived') continue;
      const made = computed(
        origin.by.map((transform) => transform.id),
        ingredientsOf(origin).map(({ source }) => read(source)),
      );
      if (made === null) continue;
      recomputed += 1;
      if (made !== bytes.octets.slice(start, end)) wrong.push(`${id} ${start}-${end}`);
    }
  }
  return { wrong, recomputed };
}

/** `null` where that cannot be said: a source that a rule put there, or a transform that is no function of the bytes alone. */
function computed(by: readonly string[], sources: readonly (string | null)[]): string | null {
  const [first = '', ...others] = by;
  const known = sources.filter((source) => source !== null);
  if (known.length < sources.length) return null;
  const keyed = KEYED[first];
  const [key, message] = known;
  const begun = keyed
    ? known.length === 2 && key !== undefined && message !== undefined
      ? keyed(key, message)
      : null
    : (PURE[first]?.(known.join('')) ?? null);
  return others.reduce<string | null>((made, id) => (made === null ? null : (PURE[id]?.(made) ?? null)), begun);
}

describe('the replay of what a diagnosis finds', () => {
  const right = rightRequest('get-range');

  it.each(swept(CAUSES).map((cause) => [cause.id, cause] as const))(
    'has true origins for %s, with both logs',
    (_id, cause) => {
      for (const mutation of cause.mutations.slice(0, 2)) {
        for (const failed of failingRequests(right, mutation).slice(0, 1)) {
          const sides = sidesOf(evidenceOf(failed, ['request', 'log', 'secret']), () => right.draft.secretAccessKey);
          for (const { replayed, ...finding } of findCauses(sides, [cause])) {
            if (!replayed) continue;
            const { values } = traceReplay({ ...finding, replayed }, sides);
            expect(wrongOrigins(values, sides.request?.body?.length ?? 0)).toEqual([]);
          }
        }
      }
    },
  );

  it('tells who has stated a hash of which the canonical request is not known', () => {
    const hash = octetsFromText('0'.repeat(64));
    const { draft, ...known } = right;
    const base = { ...draft, ...NO_PARTS, steps: { ...RIGHT_STEPS, hash: () => plain(hash) } };
    const around = { ...known, other: null };
    const [made] = HEX_TEXT.change(base, around);
    const sides = SIDES.get('get-range');
    if (!made || !sides) throw new Error('The mistake can be made of the hash alone.');
    const replayed = { base, made, mutation: HEX_TEXT, around, way: 0 };
    const { variant, says } = HEX_TEXT;
    const none = { fix: '', lines: [], otherLines: [], oneOf: null, changes: [], role: null, story: UNKNOWN_PLACE };
    const found = { cause: signingKeyNotBinary, variant, says, ...none, replayed };
    const { values } = traceReplay({ ...found, certainty: { kind: 'possible' } }, sides);
    expect(wrongOrigins(values, 0)).toEqual([]);
    const by: Input = {
      id: 'value/hashed-canonical-request',
      name: 'Hashed canonical request',
      source: { kind: 'server-answer' },
    };
    expect(values.find(({ id }) => id === 'hashed-canonical-request')?.bytes).toEqual(given(hash, by));
  });
});

describe.each(BASE_NAMES)('the replay of each mistake in %s', { tags: ['expensive'] }, (base) => {
  let all: readonly (Made & ReturnType<typeof traced>)[] = [];
  beforeAll(() => {
    all = allMade(base).map((made) => ({ ...made, ...traced(made) }));
  });
  afterAll(() => {
    all = [];
  });

  it('is there', () => {
    expect(all.length).toBeGreaterThan(100);
  });

  it('makes the very bytes that the search has found', () => {
    for (const { name, finding, values } of all) {
      const found = replay(finding.replayed.made);
      expect([
        name,
        ...['canonical-request', 'hashed-canonical-request', 'string-to-sign', 'signature'].map((id) =>
          octetsOf(values, id),
        ),
      ]).toEqual([name, found.canonicalRequest, found.hash, found.stringToSign, found.signature()]);
    }
  });

  it('copies bytes that are there', () => {
    const payload = SIDES.get(base)?.request?.body?.length ?? 0;
    const wrong = all.flatMap(({ name, values }) => wrongOrigins(values, payload).map((what) => `${name}: ${what}`));
    expect(wrong).toEqual([]);
  });

  it('has from the base what the base has', () => {
    const wrong = all.flatMap((made) =>
      wrongQuotations(made.values, givenBy(made, made.by)).map((what) => `${made.name}: ${what}`),
    );
    expect(wrong).toEqual([]);
  });

  it('derives what comes out when it is computed again', () => {
    const followed = all.map((made) => ({ name: made.name, ...recompute(made.values, givenBy(made, made.by)) }));
    expect(followed.flatMap(({ name, wrong }) => wrong.map((what) => `${name}: ${what}`))).toEqual([]);
    expect(followed.reduce((sum, { recomputed }) => sum + recomputed, 0)).toBeGreaterThan(all.length);
  });
});
