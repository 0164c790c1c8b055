/** Every published vector of every kind, value by value, compared here and not by the program. */
import { describe, expect, it } from 'vitest';
import { type Bytes, plain } from '../../src/bytes/bytes.ts';
import type { SigningInput } from '../../src/sigv4/schemes/signing-input.ts';
import { beginSigning, signRequest, traceSigning } from '../../src/sigv4/sign.ts';
import { findValue, type Trace, unrecorded, type Value } from '../../src/trace/trace.ts';
import { signingInput } from '../../src/vectors/inputs.ts';
import { traceVector } from '../../src/vectors/traces.ts';
import type { RunnableVector } from '../../src/vectors/vector.ts';
import { fixtures } from '../support/fixtures.ts';
import { octetsOf } from '../support/octets-of.ts';
import { sound } from '../support/problems.ts';
import { chunkSignaturesOf, sha256Of, signingKeys, trailerSignatureOf } from '../support/sigv4/independent-signer.ts';
import { isSignatureOf, keyPairOf } from '../support/sigv4/independent-sigv4a.ts';
import {
  printedValues,
  REQUEST_VECTORS,
  RUNNABLE_VECTORS,
  VECTOR_GROUPS,
  vectorIn,
  vectorNamed,
} from '../support/vectors/published-vectors.ts';

const titled = <Vector extends RunnableVector>(vectors: readonly Vector[]) =>
  vectors.map((vector) => [titleOf(vector), vector] as const);
const titleOf = (vector: RunnableVector) =>
  `${VECTOR_GROUPS.find(({ runnable }) => runnable.includes(vector))?.id}/${vector.name}`;
/** The body of the documented chunked upload: 66560 bytes. */
const CHUNKS_OF_AWS = ['a'.repeat(65_536), 'a'.repeat(1024)];

const isSigv4a = ({ algorithm }: RunnableVector) => algorithm === 'AWS4-ECDSA-P256-SHA256';
const octetsIn = (trace: Trace, id: string): string | undefined => findValue(trace, id)?.bytes.octets;

describe('the published vectors', () => {
  it('are all read: those that can run and those that cannot', () => {
    for (const { id, runnable, declined } of VECTOR_GROUPS) {
      const files = fixtures.list(`vectors/${id}`).filter((file) => file !== 'publisher.json');
      const saysWhyNot = files.filter((file) => 'declined' in JSON.parse(fixtures.read(`vectors/${id}/${file}`)));
      expect([id, runnable.length, declined.length]).toEqual([id, files.length - saysWhyNot.length, saysWhyNot.length]);
    }
  });

  it.each(titled(RUNNABLE_VECTORS))('%s has every value that is printed or computed', (_title, vector) => {
    expect(printedValues(vector).size).toBeGreaterThan(0);
    expect(firstDifference(traceVector(vector), vector)).toBeNull();
  });

  it.each(titled(RUNNABLE_VECTORS.filter((vector) => !isSigv4a(vector))))(
    '%s has the keys that HMAC gives',
    (_title, vector) => {
      const { credentials, timestamp, region, service } = vector;
      const trace = traceVector(vector);
      const scope = [timestamp.slice(0, 8), region, service, 'aws4_request'];
      const keys = signingKeys(credentials.secretAccessKey, scope).map((key) => key.toString('latin1'));
      const ids = ['prefixed-secret', 'date-key', 'date-region-key', 'date-region-service-key', 'signing-key'];
      expect(ids.map((id) => octetsIn(trace, id))).toEqual(keys);
    },
  );

  it.each(titled(RUNNABLE_VECTORS.filter(isSigv4a)))(
    '%s has the key pair of its secret, and a signature of its own',
    (_title, vector) => {
      const { accessKeyId, secretAccessKey } = vector.credentials;
      const trace = traceVector(vector);
      const { privateKey, publicKey } = keyPairOf(accessKeyId, secretAccessKey);
      const keys = ['private-key', 'public-key'].map((id) => findValue(trace, id)).map((key) => key && readable(key));
      expect(keys).toEqual([privateKey, publicKey]);
      const [stringToSign = '', signature = ''] = ['string-to-sign', 'signature'].map((id) => octetsIn(trace, id));
      expect(isSignatureOf(stringToSign, signature, publicKey)).toBe(true);
    },
  );
});

describe('where nothing is recorded', () => {
  it.each(titled(REQUEST_VECTORS))('%s has the same octets', (_title, vector) => {
    const input = signingInput(vector);
    const trace = traceSigning(input);
    const signed = sound(signRequest(withoutOrigins(input), unrecorded));
    expect(signed.canonicalRequest.octets).toBe(octetsIn(trace, 'canonical-request'));
    expect(signed.signedHeaders.octets).toBe(octetsIn(trace, 'signed-headers'));
    expect(signed.hashedCanonicalRequest.octets).toBe(octetsIn(trace, 'hashed-canonical-request'));
    expect(signed.credentialScope.octets).toBe(octetsIn(trace, 'credential-scope'));
    expect(signed.stringToSign.octets).toBe(octetsIn(trace, 'string-to-sign'));
    expect(signed.bytes.spans).toBeNull();
    if (isSigv4a(vector)) return;
    expect(signed.signature.octets).toBe(octetsIn(trace, 'signature'));
    expect(signed.bytes.octets).toBe(octetsIn(trace, 'signed-request'));
  });

  it('the chunks of AWS, and the trailing headers, have the same signatures, which HMAC gives', () => {
    const vector = vectorIn('s3-documentation', 'chunked-upload-trailer');
    if (vector.kind !== 'header') throw new Error('The example is a request.');
    const { credentials, timestamp, region, service, trailers = [] } = vector;
    const { startChain } = beginSigning(signingInput(vector));
    const chain = startChain?.();
    if (!chain) throw new Error('The example has no chunks.');
    const signatures = CHUNKS_OF_AWS.map((chunk) => chain.sign(plain(octetsOf(sha256Of(chunk)))).octets);
    const trailer = trailers.map(([name, value]) => ({ name: plain(octetsOf(name)), value: plain(octetsOf(value)) }));
    const all = [...signatures, chain.signLast().octets, chain.signTrailer(trailer).octets];

    const scope = [timestamp.slice(0, 8), region, service, 'aws4_request'];
    const by = { secret: credentials.secretAccessKey, timestamp, scope };
    const chunks = chunkSignaturesOf([...CHUNKS_OF_AWS, ''], String(vector.published.signature), by);
    expect(all).toEqual([...chunks, trailerSignatureOf(trailers, chunks.at(-1) ?? '', by)]);
    const ids = [1, 2, 3].map((number) => `chunk-${number}/signature`);
    expect(all).toEqual([...ids, 'trailer/signature'].map((id) => printedValues(vector).get(id)));
  });
});

describe("AWS's documented GET example", () => {
  const trace = traceVector(vectorNamed('get-object'));

  it('has the signature that AWS prints', () => {
    expect(octetsIn(trace, 'signature')).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
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

/** The first value, in the order of the trace, that is not what the file says. */
function firstDifference(trace: Trace, vector: RunnableVector): string | null {
  const printed = printedValues(vector);
  const unreached = [...printed.keys()].find((id) => !findValue(trace, id));
  if (unreached) return `${unreached} was not reached`;
  for (const value of trace.values) {
    const expected = printed.get(value.id);
    if (expected === undefined) continue;
    const actual = readable(value);
    const isRight =
      isSigv4a(vector) && SIGNED.has(value.id) ? isSigned(vector, expected, actual) : isSame(expected, actual);
    if (!isRight) return `${value.id} in ${value.stage}: ${actual} instead of ${expected}`;
  }
  return null;
}

/** What ends with a signature. */
const SIGNED = new Set(['signature', 'authorization']);

/** The printed signature is one of the printed string to sign, under the printed key; what is before it is the same. */
function isSigned(vector: RunnableVector, expected: string, actual: string): boolean {
  const printed = printedValues(vector);
  const [, before = '', signature = ''] = /^(.*=)?(\w+)$/.exec(expected) ?? [];
  const [stringToSign, publicKey] = [printed.get('string-to-sign'), printed.get('public-key')];
  if (stringToSign === undefined || publicKey === undefined) return false;
  return actual.startsWith(before) && isSignatureOf(stringToSign, signature, publicKey);
}

/** S3's pages print a bare comma between the parts of the Authorization header, the suite a comma and a space. */
function isSame(expected: string, actual: string): boolean {
  const plainCommas = (text: string) => (/^AWS4-\S+ Credential=/.test(text) ? text.replaceAll(', ', ',') : text);
  return plainCommas(expected) === plainCommas(actual);
}

function readable({ form, bytes }: Value): string {
  return form === 'octets' ? Buffer.from(bytes.octets, 'latin1').toString('hex') : bytes.octets;
}

function withoutOrigins(input: SigningInput): SigningInput {
  const bare = ({ octets }: Bytes) => plain(octets);
  const { credentials, form, signedHeaders } = input;
  return {
    ...input,
    request: bare(input.request),
    timestamp: bare(input.timestamp),
    region: bare(input.region),
    service: bare(input.service),
    trailers: input.trailers.map(bare),
    form: form.kind === 'query' ? { ...form, expires: bare(form.expires) } : form,
    signedHeaders:
      signedHeaders.kind === 'exactly' ? { ...signedHeaders, names: signedHeaders.names.map(bare) } : signedHeaders,
    credentials: {
      accessKeyId: bare(credentials.accessKeyId),
      secretAccessKey: bare(credentials.secretAccessKey),
      sessionToken: credentials.sessionToken && bare(credentials.sessionToken),
    },
  };
}
