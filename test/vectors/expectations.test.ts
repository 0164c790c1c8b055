/** A vector with one value altered differs there first; a signature that is never the same is verified. */
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { checkTrace } from '../../src/vectors/expectations.ts';
import { runGroup } from '../../src/vectors/run.ts';
import { traceVector } from '../../src/vectors/traces.ts';
import type { RunnableVector } from '../../src/vectors/vector.ts';
import { printedValues, VECTOR_GROUPS, vectorIn } from '../support/vectors/published-vectors.ts';

/** One or two of each kind, which together have every kind of value. */
const EXAMPLES = [
  ['s3-documentation', 'get-object'],
  ['s3-documentation', 'chunked-upload-trailer'],
  ['s3-documentation', 'presigned-get-object'],
  ['s3-documentation', 'post-policy'],
  ['aws-signing-test-suite', 'get-vanilla-query'],
  ['aws-signing-test-suite-query', 'get-vanilla-query'],
  ['aws-signing-test-suite-sigv4a', 'get-vanilla'],
  ['aws-signing-test-suite-sigv4a-query', 'get-vanilla'],
  ['aws-sdk-go-v2', 'sigv4a-sign'],
  ['aws-c-auth', 'sigv4a-key-pair'],
  ['aws-c-auth', 'chunks-and-three-trailers'],
  ['aws-c-auth', 'event-stream'],
  ['gaps', 'key-reserved'],
] as const;

const STAGES: Readonly<Record<string, string>> = {
  'hashed-payload': 'canonical-request',
  'http-method': 'canonical-request',
  'canonical-uri': 'canonical-request',
  'canonical-query-string': 'canonical-request',
  'canonical-headers': 'canonical-request',
  'signed-headers': 'canonical-request',
  'canonical-request': 'canonical-request',
  'hashed-canonical-request': 'canonical-request',
  'credential-scope': 'credential-scope',
  'date-key': 'signing-key',
  'date-region-key': 'signing-key',
  'date-region-service-key': 'signing-key',
  'signing-key': 'signing-key',
  'private-key': 'signing-key',
  'public-key': 'signing-key',
  'string-to-sign': 'string-to-sign',
  'hashed-string-to-sign': 'string-to-sign',
  authorization: 'authorization',
  'presigned-url': 'presigned-url',
  'encoded-length': 'chunk-signatures',
};

const SIGNATURE_STAGES = { header: 'authorization', query: 'presigned-url', policy: 'form-fields' } as const;

function stageOf({ kind }: RunnableVector, id: string): string | undefined {
  if (id.includes('/')) return 'chunk-signatures';
  if (id === 'signature' && kind in SIGNATURE_STAGES) return SIGNATURE_STAGES[kind as keyof typeof SIGNATURE_STAGES];
  return STAGES[id];
}

/** The line of a printed value that its last character is in, where that is a value of its own. */
const LAST_LINES: Readonly<Record<string, string>> = {
  'canonical-request': 'hashed-payload',
  'string-to-sign': 'hashed-canonical-request',
};

const CASES = EXAMPLES.flatMap(([group, name]) => {
  const vector = vectorIn(group, name);
  return [...printedValues(vector).keys()].map((id) => [`${group}/${name}`, id, vector] as const);
});

describe('a vector with one value altered', () => {
  it.each(CASES)('%s differs first at %s', (_title, id, vector) => {
    const line = LAST_LINES[id];
    const hasLines = vector.kind === 'header' || vector.kind === 'query';
    const isComputed = id in (vector.computed ?? {});
    const first = line && hasLines && !isComputed && !(line in vector.published) ? line : id;
    const difference = differenceOf(altered(vector, id));
    expect(difference).toMatchObject({ value: first, stage: stageOf(vector, first), agrees: false });
  });

  it.each(EXAMPLES)('%s/%s agrees in every value where nothing was altered', (group, name) => {
    expect(differenceOf(vectorIn(group, name))).toBeNull();
  });

  it.each([
    [0, 'http-method'],
    [1, 'canonical-uri'],
    [2, 'canonical-query-string'],
    [3, 'canonical-headers'],
    [6, 'signed-headers'],
    [7, 'hashed-payload'],
  ])('names line %i of the canonical request, %s, and not only the whole', (index, id) => {
    const vector = vectorIn('aws-signing-test-suite', 'get-vanilla-query');
    const printed = [vector.published['canonical-request'] ?? []].flat();
    const lines = printed.map((line, at) => (at === index ? `${line}x` : line));
    const published = { ...vector.published, 'canonical-request': lines };
    expect(differenceOf({ ...vector, published })).toMatchObject({ value: id, stage: 'canonical-request' });
  });

  it('comes last, and names no stage, where the trace has no such value', () => {
    const vector = vectorIn('s3-documentation', 'get-object');
    const published = { ...vector.published, 'chunk-1/signature': 'x' };
    expect(differenceOf({ ...vector, published })).toMatchObject({ stage: 'unreached', actual: null, agrees: false });
  });

  it('says who computed what no one printed', () => {
    const vector = vectorIn('gaps', 'key-reserved');
    const [check] = checkTrace(traceVector(vector), vector);
    expect(check).toMatchObject({ authority: 'computed', computedBy: vector.computedBy });
  });
});

describe('the lines of what is printed', () => {
  it('are values of their own, for SigV4A too, whose scope has no region', () => {
    const vector = vectorIn('aws-signing-test-suite-sigv4a', 'get-vanilla');
    const { 'canonical-request': whole = '', 'string-to-sign': toSign = '' } = vector.published;
    const only = { ...vector, published: { 'canonical-request': whole, 'string-to-sign': toSign } };
    const checks = checkTrace(traceVector(only), only);
    expect(checks.every(({ agrees, by }) => agrees && by === 'equal')).toBe(true);
    expect(checks.find(({ value }) => value === 'credential-scope')?.expected).toBe('20150830/service/aws4_request');
    expect(checks.map(({ value }) => value)).toContain('hashed-canonical-request');
  });

  it('are none for a policy, whose string to sign is one line of base64', () => {
    const vector = vectorIn('s3-documentation', 'post-policy');
    const ids = checkTrace(traceVector(vector), vector).map(({ value }) => value);
    expect(ids.toSorted()).toEqual([...printedValues(vector).keys()].toSorted());
  });
});

describe('a signature of SigV4A', () => {
  const vector = vectorIn('aws-signing-test-suite-sigv4a', 'get-vanilla');
  const checkOf = (changed: RunnableVector, id: string) =>
    checkTrace(traceVector(changed), changed).find(({ value }) => value === id);

  it.each(['signature', 'authorization'])('in %s is verified: it is never equal', (id) => {
    const check = checkOf(vector, id);
    expect(check).toMatchObject({ by: 'verified', agrees: true });
    expect(check?.actual).not.toBe(check?.expected);
  });

  it.each(['canonical-request', 'string-to-sign', 'public-key'])('does not take %s along: that is equal', (id) => {
    expect(checkOf(vector, id)).toMatchObject({ by: 'equal', agrees: true });
  });

  it('is not verified for another string to sign, nor by another key', () => {
    const { request } = vector as RunnableVector & { kind: 'header' };
    const other = { ...vector, request: { ...request, method: 'PUT' } } as RunnableVector;
    expect(checkOf(other, 'signature')).toMatchObject({ by: 'verified', agrees: false });
    const credentials = { ...vector.credentials, secretAccessKey: 'another' };
    expect(checkOf({ ...vector, credentials }, 'signature')).toMatchObject({ by: 'verified', agrees: false });
  });

  it.each(['', '0', 'zz', '3045', 'A', 'é'])('is none if it is %j', (signature) => {
    const published = { ...vector.published, signature };
    expect(checkOf({ ...vector, published }, 'signature')).toMatchObject({
      by: 'verified',
      agrees: false,
      expected: octetsFromText(signature),
    });
  });

  it.each([
    ['SignedHeaders=host', 'SignedHeaders=Host'],
    ['AKIDEXAMPLE', 'AKIDEXAMPLF'],
  ])('does not help an Authorization header with another part before it', (part, other) => {
    const authorization = String(vector.published.authorization).replace(part, other);
    const published = { ...vector.published, authorization };
    expect(checkOf({ ...vector, published }, 'authorization')).toMatchObject({ by: 'verified', agrees: false });
  });

  it('is the only kind that is verified', () => {
    const checks = VECTOR_GROUPS.flatMap((group) => runGroup(group).results).flatMap(({ trace, checks: all }) =>
      all.filter(({ by }) => by === 'verified').map(({ value }) => [trace.algorithm, value] as const),
    );
    expect(new Set(checks.map(([algorithm]) => algorithm))).toEqual(new Set(['AWS4-ECDSA-P256-SHA256']));
    expect(new Set(checks.map(([, value]) => value))).toEqual(new Set(['signature', 'authorization']));
  });
});

function differenceOf(vector: RunnableVector) {
  const [group] = VECTOR_GROUPS;
  if (!group) throw new Error('There are no vectors.');
  const [result] = runGroup({ ...group, runnable: [vector] }).results;
  if (!result) throw new Error('The vector was not run.');
  return result.firstDifference;
}

/** The vector with the last character of one value exchanged. */
function altered(vector: RunnableVector, id: string): RunnableVector {
  const exchange = (text: string) => text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
  const change = (values: RunnableVector['published']) => {
    const text = values[id];
    return text === undefined ? values : { ...values, [id]: exchange([text].flat().join('\n')) };
  };
  const { published, computed = {} } = vector;
  const changed = { ...vector, published: change(published), computed: change(computed) };
  if (changed.kind !== 'events') return changed;
  const events = changed.events.map((event, index) =>
    id === `event-${index + 1}/signature` ? { ...event, signature: exchange(event.signature) } : event,
  );
  return { ...changed, events };
}
