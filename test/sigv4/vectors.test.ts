/** Every published vector, value by value. */
import { describe, expect, it } from 'vitest';
import { plain } from '../../src/bytes/bytes.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { signHeader } from '../../src/sigv4/schemes/header.ts';
import type { SigningInput } from '../../src/sigv4/schemes/header-preparation.ts';
import { traceSigning } from '../../src/sigv4/sign.ts';
import { findValue, type Trace, unrecorded, type Value } from '../../src/trace/trace.ts';
import { runGroup, signingInput } from '../../src/vectors/run.ts';
import type { RunnableVector } from '../../src/vectors/vector.ts';
import { fixtures } from '../support/fixtures.ts';
import { signingKeys } from '../support/independent-signer.ts';
import { octetsOf, utf8 } from '../support/octets-of.ts';
import { RUNNABLE_VECTORS, VECTOR_GROUPS, vectorNamed } from '../support/published-vectors.ts';

type Expectations = RunnableVector['published'];
const VECTORS = RUNNABLE_VECTORS.map((vector) => [vector.name, vector] as const);
const GET_OBJECT = vectorNamed('get-object');

describe('the published vectors', () => {
  it('are all read: those that can run and those that cannot', () => {
    const files = VECTOR_GROUPS.flatMap(({ id }) => fixtures.list(`vectors/${id}`));
    const declined = VECTOR_GROUPS.flatMap((group) => group.declined);
    expect(RUNNABLE_VECTORS.length + declined.length).toBe(files.length - VECTOR_GROUPS.length);
    expect(RUNNABLE_VECTORS.length).toBeGreaterThan(40);
  });

  it.each(VECTORS)('%s has every published value', (_name, vector) => {
    expect(Object.keys(vector.published)).toContain('signature');
    expect(firstDifference(traceSigning(signingInput(vector)), vector.published)).toBeNull();
  });

  it.each(VECTORS)('%s has the keys that HMAC gives', (_name, vector) => {
    const { credentials, timestamp, region, service } = vector;
    const trace = traceSigning(signingInput(vector));
    const scope = [timestamp.slice(0, 8), region, service, 'aws4_request'];
    const keys = signingKeys(credentials.secretAccessKey, scope).map((key) => key.toString('latin1'));
    const ids = ['prefixed-secret', 'date-key', 'date-region-key', 'date-region-service-key', 'signing-key'];
    expect(ids.map((id) => findValue(trace, id)?.bytes.octets)).toEqual(keys);
  });

  it.each(VECTORS)('%s has the same octets where nothing is recorded', (_name, vector) => {
    const input = signingInput(vector);
    const trace = traceSigning(input);
    const signed = signHeader(withoutOrigins(input), unrecorded);
    if (isProblem(signed)) throw new Error(signed.says);
    const octets = (id: string) => findValue(trace, id)?.bytes.octets;
    expect(signed.canonicalRequest.octets).toBe(octets('canonical-request'));
    expect(signed.signedHeaders.octets).toBe(octets('signed-headers'));
    expect(signed.hashedCanonicalRequest.octets).toBe(octets('hashed-canonical-request'));
    expect(signed.credentialScope.octets).toBe(octets('credential-scope'));
    expect(signed.stringToSign.octets).toBe(octets('string-to-sign'));
    expect(signed.signature.octets).toBe(octets('signature'));
    expect(signed.authorization.octets).toBe(octets('authorization'));
    expect(signed.bytes.octets).toBe(octets('signed-request'));
    expect(signed.bytes.spans).toBeNull();
  });
});

describe("AWS's documented GET example", () => {
  const trace = traceSigning(signingInput(GET_OBJECT));

  it('has the signature that AWS prints', () => {
    const printed = octetsOf('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
    expect(findValue(trace, 'signature')?.bytes.octets).toBe(printed);
  });

  it('has the signing key of its day, region and service', () => {
    const key = findValue(trace, 'signing-key');
    expect(key && readable(key)).toBe('dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378');
  });

  it('is signed, with the stages in the order of the documentation', () => {
    expect(trace.outcome).toEqual({ kind: 'signed' });
    expect(trace.stages.map((stage) => stage.id)).toEqual([
      'request',
      'credential-scope',
      'signing-key',
      'canonical-request',
      'string-to-sign',
      'authorization',
      'request-bytes',
      'response-bytes',
    ]);
  });
});

/** Value, its stage. Each value of the documented example that somebody printed or computed. */
const STAGE_OF_VALUE = [
  ['hashed-payload', 'canonical-request'],
  ['credential-scope', 'credential-scope'],
  ['date-key', 'signing-key'],
  ['date-region-key', 'signing-key'],
  ['date-region-service-key', 'signing-key'],
  ['signing-key', 'signing-key'],
  ['canonical-request', 'canonical-request'],
  ['hashed-canonical-request', 'canonical-request'],
  ['string-to-sign', 'string-to-sign'],
  ['signature', 'authorization'],
  ['authorization', 'authorization'],
] as const;

describe('a vector with one value altered', () => {
  it('has a stage here for each of its values', () => {
    const values = [...Object.keys(GET_OBJECT.published), ...Object.keys(GET_OBJECT.computed ?? {})];
    expect(STAGE_OF_VALUE.map(([id]) => id).sort()).toEqual(values.sort());
  });

  it.each(STAGE_OF_VALUE)('differs first at %s, in the stage %s', (id, stage) => {
    const difference = differenceOf(altered(GET_OBJECT, id));
    expect(difference).toMatchObject({ value: id, stage, agrees: false });
  });

  it('names the line of the canonical request that differs, not only the whole', () => {
    const lines = GET_OBJECT.published['canonical-request'];
    const changed = Array.isArray(lines) ? lines.map((line) => line.replace('range:bytes=0-9', 'range:bytes=0-8')) : [];
    const published = { ...GET_OBJECT.published, 'canonical-request': changed };
    expect(differenceOf({ ...GET_OBJECT, published })?.value).toBe('canonical-headers');
  });

  it('agrees in every value where nothing was altered', () => {
    expect(differenceOf(GET_OBJECT)).toBeNull();
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
  const change = (values: Expectations): Expectations => {
    const text = values[id];
    if (text === undefined) return values;
    const whole = textOf(text);
    return { ...values, [id]: whole.slice(0, -1) + (whole.endsWith('0') ? '1' : '0') };
  };
  return { ...vector, published: change(vector.published), computed: change(vector.computed ?? {}) };
}

/** The first value, in the order of the trace, that is not what was printed; compared here, not by the program. */
function firstDifference(trace: Trace, published: Expectations): string | null {
  const unreached = Object.keys(published).find((id) => !findValue(trace, id));
  if (unreached) return `${unreached} was not reached`;
  for (const value of trace.values) {
    const printed = published[value.id];
    if (printed === undefined) continue;
    const [expected, actual] = [utf8(textOf(printed)), readable(value)].map(withoutCommaSpaces);
    if (actual !== expected) return `${value.id} in ${value.stage}: ${actual} instead of ${expected}`;
  }
  return null;
}

const textOf = (text: string | readonly string[]) => (typeof text === 'string' ? text : text.join('\n'));

/** S3's pages print a bare comma between the parts of the Authorization header, the suite a comma and a space. */
const withoutCommaSpaces = (text: string) =>
  text.startsWith('AWS4-HMAC-SHA256 Credential=') ? text.replaceAll(', ', ',') : text;

function readable({ form, bytes }: Value): string {
  return form === 'octets' ? Buffer.from(bytes.octets, 'latin1').toString('hex') : bytes.octets;
}

function withoutOrigins({ credentials, ...input }: SigningInput): SigningInput {
  const bare = ({ octets }: { octets: Value['bytes']['octets'] }) => plain(octets);
  return {
    ...input,
    request: bare(input.request),
    timestamp: bare(input.timestamp),
    region: bare(input.region),
    service: bare(input.service),
    credentials: {
      accessKeyId: bare(credentials.accessKeyId),
      secretAccessKey: bare(credentials.secretAccessKey),
      sessionToken: credentials.sessionToken && bare(credentials.sessionToken),
    },
  };
}
