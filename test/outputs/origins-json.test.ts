/** Origins in JSON: they tile what is shown, lead to inputs and rules, and tell nothing of what is masked. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { jsonText } from '../../src/outputs/json/json-text.ts';
import { redact } from '../../src/trace/redact.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { runGroup } from '../../src/vectors/run.ts';
import { readVectors } from '../../src/vectors/vector.ts';
import { oneLine } from '../../src/views/documents/one-line.ts';
import { originWriter } from '../../src/views/documents/origins.ts';
import { stagesJson, walkJson } from '../../src/views/documents/walk-document.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { fixtures } from '../support/fixtures.ts';
import { swept } from '../support/sweep.ts';
import { walkOf } from '../support/views/walk-of.ts';

interface SourceJson {
  readonly kind: 'given' | 'fixed' | 'copy' | 'derived' | 'masked';
  readonly value?: string;
  readonly input?: string;
  readonly rule?: string;
  readonly from?: number;
  readonly to?: number;
  readonly by?: readonly string[];
  readonly of?: readonly SourceJson[];
}
type SpanJson = SourceJson & { readonly start?: number; readonly end?: number };
interface ValueJson {
  readonly id: string;
  readonly text?: string;
  readonly hex?: string;
  readonly masked?: true;
  readonly spans: readonly SpanJson[] | null;
}
interface DocumentJson {
  readonly stages: readonly { readonly values: readonly ValueJson[] }[];
  readonly origins: Readonly<Record<'inputs' | 'rules' | 'transforms', Readonly<Record<string, object>>>>;
}

const valuesOf = ({ stages }: DocumentJson) => stages.flatMap(({ values }) => values);
const lengthOf = ({ text, hex }: ValueJson) => (text === undefined ? (hex ?? '').length / 2 : Buffer.byteLength(text));

/** What does not tile a value, or refers to nothing that there is; nothing, where all is right. */
function wrongIn(document: DocumentJson): string[] {
  const values = new Map(valuesOf(document).map((value) => [value.id, value]));
  const { inputs, rules, transforms } = document.origins;
  const wrongSource = (source: SourceJson): string[] => {
    const { kind, value, input, rule, by = [], of = [] } = source;
    const found = kind === 'copy' && value !== 'payload' ? values.get(value ?? '') : null;
    return [
      ...(found === undefined ? [`no value ${value}`] : []),
      ...(found && source.to !== undefined && source.to > lengthOf(found) ? [`outside of ${value}`] : []),
      ...(kind === 'given' && !(input !== undefined && inputs[input]) ? [`no input ${input}`] : []),
      ...(kind === 'fixed' && !(rule !== undefined && rules[rule]) ? [`no rule ${rule}`] : []),
      ...by.filter((name) => !transforms[name]).map((name) => `no transform ${name}`),
      ...of.flatMap(wrongSource),
    ];
  };
  return [...values.values()].flatMap((value) => {
    const spans = value.spans ?? [];
    const isHidden = value.masked && value.text === undefined && value.hex === undefined;
    const ends = [0, ...spans.map(({ end }) => end)];
    const starts = [...spans.map(({ start }) => start), lengthOf(value)];
    const isTiled = isHidden || (starts.every((start, index) => start === ends[index]) && value.spans !== null);
    return [...(isTiled ? [] : [`${value.id} is not tiled`]), ...spans.flatMap(wrongSource)].map(
      (what) => `${value.id}: ${what}`,
    );
  });
}

/** Where the bytes of a value come from at last, by their kind. */
function endsOf(document: DocumentJson, id: string, seen: ReadonlySet<string> = new Set()): Set<string> {
  if (id === 'payload') return new Set(['payload']);
  if (seen.has(id)) return new Set(['a circle']);
  const value = valuesOf(document).find((each) => each.id === id);
  const sources = (value?.spans ?? []).flatMap((span) => span.of ?? [span]);
  const ends = sources.flatMap((source) =>
    source.kind === 'copy' ? [...endsOf(document, source.value ?? '', new Set([...seen, id]))] : [source.kind],
  );
  return new Set(ends);
}

function documentOf(trace: Trace, redaction: 'mask' | 'reveal'): DocumentJson {
  const redacted = redact(trace, redaction);
  const origins = originWriter(redacted.values);
  const stages = stagesJson(redacted, [], origins);
  return JSON.parse(jsonText({ stages, origins: origins.tables() }));
}

describe('the origins of each published vector', () => {
  const all = readVectors(fixtures).flatMap((group) => runGroup(group).results.map(({ trace }) => trace));
  const traces = swept(all);

  it.each(['mask', 'reveal'] as const)('tile what is shown, and refer to what there is: %s', (redaction) => {
    expect(all.length).toBeGreaterThan(200);
    expect(traces.flatMap((trace) => wrongIn(documentOf(trace, redaction)))).toEqual([]);
  });

  it.each(['mask', 'reveal'] as const)('lead from the signature to inputs, rules and the payload: %s', (redaction) => {
    for (const trace of traces) {
      const signed = trace.values.find(({ id }) => id === 'signature');
      if (!signed) continue;
      const ends = endsOf(documentOf(trace, redaction), 'signature');
      expect([...ends].filter((end) => !['given', 'fixed', 'payload'].includes(end))).toEqual([]);
      expect(ends).toContain('given');
    }
  });
});

describe('the origins of requests that are verified', () => {
  const FOLDER = 'fixtures/requests';

  it.each(readdirSync(FOLDER))('tile what is shown, and refer to what there is: %s', async (name) => {
    const file = `${FOLDER}/${name}`;
    const test = worldOf({ environment: EXAMPLE_KEYS }, { [file]: readFileSync(file, 'utf8') });
    await verify.run(test.world, { json: true, at: '20130524T000000Z' }, [file]);
    const printed = JSON.parse(test.output());
    const documents: DocumentJson[] = 'entries' in printed ? printed.entries : [printed];
    expect(documents.filter((each) => 'stages' in each).flatMap(wrongIn)).toEqual([]);
  });
});

describe('the origins of what is masked', () => {
  /** The same length, and the same number of characters that are encoded in a URL, in other places. */
  const TOKENS = ['aaaaaaaaaaaaaaaaaaaa++==', '+=aaaaaaaaaaaaaaaaaaaa+='] as const;

  async function shown(token: string, options: OptionValues): Promise<DocumentJson> {
    const environment = { AWS_SECRET_ACCESS_KEY: 'a/secret+of/somebody', AWS_SESSION_TOKEN: token };
    return JSON.parse(jsonText(walkJson((await walkOf({ environment, options })).facts)));
  }

  it.each([['in a header', {}] as const, ['in a URL', { presign: true }] as const])(
    'do not tell which characters a secret has: %s',
    async (_where, options) => {
      const [one, other] = [await shown(TOKENS[0], options), await shown(TOKENS[1], options)];
      const spansOf = (document: DocumentJson) => valuesOf(document).map(({ id, spans }) => ({ id, spans }));
      expect(spansOf(one)).toEqual(spansOf(other));
      expect(valuesOf(one).filter(({ masked }) => masked).length).toBeGreaterThan(4);
    },
  );

  it('do not tell how long a key is that is not shown', async () => {
    const document = await shown(TOKENS[0], {});
    const hidden = valuesOf(document).filter(
      ({ masked, text, hex }) => masked && text === undefined && hex === undefined,
    );
    expect(hidden.map(({ id }) => id)).toContain('signing-key');
    const ids = hidden.map(({ id }) => id);
    for (const { spans } of hidden)
      expect(spans?.map(({ start, end }) => [start, end])).toEqual([[undefined, undefined]]);
    const uses = valuesOf(document).flatMap(({ spans }) => (spans ?? []).flatMap((span) => [span, ...(span.of ?? [])]));
    const ofHidden = uses.filter(({ value }) => value !== undefined && ids.includes(value));
    expect(ofHidden.length).toBeGreaterThan(0);
    expect(ofHidden.filter(({ from, to }) => from !== undefined || to !== undefined)).toEqual([]);
  });
});

describe('JSON text', () => {
  const DOCUMENT = { a: [], b: {}, c: [1, 'é"\n', null, [true]], d: undefined, e: { f: { g: 1.5 } }, h: () => 1 };

  it('is that of JSON.stringify, in ASCII', () => {
    const expected = JSON.stringify(DOCUMENT, null, 2).replace('é', '\\u00e9');
    expect(jsonText(DOCUMENT)).toBe(`${expected}\n`);
  });

  it('has on one line what is to be there', () => {
    expect(jsonText({ a: [oneLine({ b: [1, { c: 2 }] })] })).toBe('{\n  "a": [\n    {"b":[1,{"c":2}]}\n  ]\n}\n');
  });
});
