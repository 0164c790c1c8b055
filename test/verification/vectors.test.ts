/**
 * Every published signed request verifies by its own secret at its own time, and altered at one value it is a mismatch
 * at that value. What is published as values only is put together as its client would send it.
 */

import { describe, expect, it } from 'vitest';
import { rulesOf } from '../../src/aws/services.ts';
import { given } from '../../src/bytes/bytes.ts';
import { readRequestHead } from '../../src/http/read-head.ts';
import { readRawRequest } from '../../src/intake/pasted/raw-request.ts';
import { type Rules, S3_RULES } from '../../src/sigv4/rules.ts';
import { readTimestamp } from '../../src/sigv4/timestamp.ts';
import { octetsOfBody } from '../../src/vectors/format.ts';
import { signingInput } from '../../src/vectors/inputs.ts';
import type { PolicyVector, RequestVector } from '../../src/vectors/vector.ts';
import { keysFrom } from '../../src/verification/keys.ts';
import { traceVerification } from '../../src/verification/trace-verification.ts';
import { type VerifiedRequest, verifyRequest } from '../../src/verification/verify-request.ts';
import { sentRequest } from '../support/commands/sent-request.ts';
import { octetsOf, plainOf, utf8 } from '../support/octets-of.ts';
import { sound } from '../support/problems.ts';
import { formOf } from '../support/sigv4/form-order.ts';
import { inputNamed, named } from '../support/sources.ts';
import { inFull, sampled, swept } from '../support/sweep.ts';
import { printedValues, VECTOR_GROUPS } from '../support/vectors/published-vectors.ts';

/** As it goes over the wire: a head up to its empty line, and a body. */
interface Wire {
  readonly head: string;
  readonly body: string;
}

const REQUESTS = VECTOR_GROUPS.flatMap(({ id, runnable }) =>
  runnable.flatMap((vector) =>
    vector.kind === 'header' || vector.kind === 'query' ? [[`${id}/${vector.name}`, vector] as const] : [],
  ),
);

/** What is published with a fault beside its signature, and where that is found. */
const FAULTS: Readonly<Record<string, string>> = {
  // Its checksum is "NotARealChecksum".
  'smithy-rs/presigned-put-object-checksum': 'mismatch at checksum-crc64nvme',
};

function wireOf(vector: RequestVector): Wire {
  const { chunkSizes = null, trailers = [] } = vector.kind === 'header' ? vector : {};
  const body = octetsOfBody(vector.request.body);
  const { head, signature, received } = sentRequest(signingInput(vector), { body, chunkSizes, trailers });
  const printed = printedValues(vector).get('signature');
  // Those of SigV4A are never alike: the one that was published has to verify. Chunks go on from our own.
  const isWanted = printed !== undefined && chunkSizes === null;
  return { head: isWanted ? head.replace(signature, printed) : head, body: received.body };
}

function rulesFor(vector: RequestVector): Partial<Rules> {
  return { ...S3_RULES, ...vector.rules, payload: vector.payload ?? 'hashed' };
}

interface By {
  readonly secret?: string;
  readonly rules?: Partial<Rules>;
}

function verified(vector: RequestVector, { head, body }: Wire, by: By = {}): VerifiedRequest {
  const { credentials, timestamp } = vector;
  const secret = by.secret ?? credentials.secretAccessKey;
  const verifier = {
    keySource: keysFrom(() => plainOf(utf8(secret))),
    now: readTimestamp(timestamp) ?? Number.NaN,
    rules: by.rules ?? rulesFor(vector),
  };
  const sent = { head: sound(readRequestHead(given(octetsOf(head), inputNamed('the vector')))), body: octetsOf(body) };
  const bare = verifyRequest(sent, verifier);
  const { verified: recorded } = traceVerification(sent, verifier);
  expect(shortOf(recorded)).toBe(shortOf(bare));
  return bare;
}

const shortOf = ({ verdict }: VerifiedRequest) =>
  verdict.kind === 'mismatch'
    ? `mismatch at ${verdict.at.id}`
    : verdict.kind === 'malformed'
      ? `malformed: ${verdict.problem.code}`
      : verdict.kind;

describe('a published signed request', () => {
  it('is one of many, of both forms and both algorithms', () => {
    expect(REQUESTS.length).toBeGreaterThan(150);
    const kinds = REQUESTS.map(([, { kind, algorithm = 'AWS4-HMAC-SHA256' }]) => `${kind} ${algorithm}`);
    expect([...new Set(kinds)].sort()).toEqual([
      'header AWS4-ECDSA-P256-SHA256',
      'header AWS4-HMAC-SHA256',
      'query AWS4-ECDSA-P256-SHA256',
      'query AWS4-HMAC-SHA256',
    ]);
  });

  it.each(REQUESTS)('%s matches', (name, vector) => {
    expect(shortOf(verified(vector, wireOf(vector)))).toBe(FAULTS[name] ?? 'match');
  });

  const usual = REQUESTS.filter(([, { service, rules, kind, payload }]) => {
    const ofService = rulesOf(service);
    const isSame = JSON.stringify({ ...ofService, ...rules }) === JSON.stringify(ofService);
    return isSame && (kind === 'header' || service === 's3' || payload === 'hashed');
  });
  it.each(usual)('%s matches by the rules that its service has', (name, vector) => {
    expect(shortOf(verified(vector, wireOf(vector), { rules: {} }))).toBe(FAULTS[name] ?? 'match');
  });
});

/** One value altered; `null` where the request has none. `at` is the id of the comparison that has to find it. */
interface Break {
  readonly what: string;
  readonly altered: (wire: Wire) => Wire | null;
  readonly at: string;
}

const inHead =
  (pattern: RegExp, replacement: string): Break['altered'] =>
  ({ head, body }) =>
    pattern.test(head) ? { head: head.replace(pattern, replacement), body } : null;

/** Another digit for the last one that is found. */
const otherDigit =
  (pattern: RegExp): Break['altered'] =>
  ({ head, body }) => {
    const match = pattern.exec(head);
    if (!match) return null;
    const at = match.index + match[0].length - 1;
    return { head: `${head.slice(0, at)}${head[at] === '1' ? '2' : '1'}${head.slice(at + 1)}`, body };
  };

const isInHeader = ({ head }: Wire) => /^authorization:/im.test(head);
const where =
  (condition: (wire: Wire) => boolean, altered: Break['altered']): Break['altered'] =>
  (wire) =>
    condition(wire) ? altered(wire) : null;
const SLASH = '(?:/|%2F)';

const BREAKS: readonly Break[] = [
  { what: 'the method', altered: inHead(/^/, 'X'), at: 'signature' },
  { what: 'the path', altered: inHead(/(?= HTTP)|(?=\?)/, 'x'), at: 'signature' },
  {
    what: 'a parameter more in the query',
    altered: ({ head, body }) => ({
      head: head.replace(/(?= HTTP\/1)/, /^[^\r]*\?/.test(head) ? '&added=1' : '?added=1'),
      body,
    }),
    at: 'signature',
  },
  { what: 'the host', altered: inHead(/^host: */im, '$&x'), at: 'signature' },
  { what: 'the seconds of the time', altered: otherDigit(/^x-amz-date: *\d{8}T\d{6}/im), at: 'signature' },
  {
    what: 'the seconds of the time in the query',
    altered: otherDigit(/[?&]X-Amz-Date=\d{8}T\d{6}/),
    at: 'signature',
  },
  { what: 'X-Amz-Expires', altered: inHead(/([?&]X-Amz-Expires=)\d+/, '$1123'), at: 'signature' },
  {
    what: 'the day of the scope',
    altered: otherDigit(new RegExp(`Credential=[^,&]*?${SLASH}\\d{8}(?=${SLASH})`)),
    at: 'scope-date',
  },
  {
    what: 'the region of the scope',
    altered: inHead(
      new RegExp(`(Credential=[^,&]*?${SLASH}\\d{8}${SLASH}[\\w-]+)(?=${SLASH}\\w+${SLASH}aws4_request)`),
      '$1x',
    ),
    at: 'signature',
  },
  { what: 'the region set', altered: inHead(/(X-Amz-Region-Set(?:: *|=))/i, '$1x'), at: 'signature' },
  {
    what: 'the service of the scope',
    altered: inHead(new RegExp(`(?=${SLASH}aws4_request)`), 'x'),
    at: 'signature',
  },
  { what: 'the end of the scope', altered: inHead(/aws4_request/, 'aws4_requesT'), at: 'terminator' },
  {
    what: 'the list of signed headers',
    altered: inHead(/(SignedHeaders=)/, '$1a-header-more;'),
    at: 'signature',
  },
  {
    what: 'the signature',
    altered: where(isInHeader, otherDigit(/[, ]Signature=\w+/)),
    at: 'signature',
  },
  { what: 'the signature in the query', altered: otherDigit(/X-Amz-Signature=\w+/), at: 'signature' },
  {
    what: 'the session token in a header that is signed',
    altered: where(
      ({ head }) => /SignedHeaders=[^,]*x-amz-security-token/.test(head),
      inHead(/^(x-amz-security-token: *)/im, '$1x'),
    ),
    at: 'signature',
  },
];

/** How many requests a value is altered in. */
const MOST = 60;

describe('a published signed request, altered at one value', () => {
  const soundOnes = REQUESTS.filter(([name]) => FAULTS[name] === undefined);

  it.each(swept(BREAKS, 2).map((each) => [each.what, each] as const))(
    '%s: a mismatch there',
    (_what, { altered, at }) => {
      const found: string[] = [];
      const all = soundOnes.flatMap(([name, vector]) => {
        const wire = altered(wireOf(vector));
        return wire === null ? [] : [{ name, vector, wire }];
      });
      // What is altered does not ask which request it is.
      for (const { name, vector, wire } of sampled(all, MOST)) {
        // Else the service that it would be for then had rules of its own.
        const verdict = shortOf(verified(vector, wire));
        if (verdict !== `mismatch at ${at}`) found.push(`${name}: ${verdict}`);
      }
      expect(found).toEqual([]);
      expect(all).not.toEqual([]);
    },
  );

  const someOfThem = swept(soundOnes, 60);
  let headersAltered = 0;
  it.each(someOfThem)('%s, at each of its signed headers', (_name, vector) => {
    const { head, body } = wireOf(vector);
    const list = /SignedHeaders=([^, &\r]*)/i.exec(head)?.[1] ?? '';
    const names = decodeURIComponent(list)
      .split(';')
      .filter((name) => !/^(?:x-amz-date|date|content-length|x-amz-content-sha256)$/.test(name));
    for (const name of names) {
      const altered = head.replace(new RegExp(`^(${name}: *)`, 'im'), '$1x');
      if (altered === head) continue;
      expect([name, shortOf(verified(vector, { head: altered, body }))]).toEqual([name, 'mismatch at signature']);
    }
    headersAltered += names.length;
  });

  it('so that many headers were altered', () => expect(headersAltered).toBeGreaterThan(inFull(300, 60)));

  it.each(someOfThem)('%s, at its secret', (_name, vector) => {
    const secret = `${vector.credentials.secretAccessKey}x`;
    expect(shortOf(verified(vector, wireOf(vector), { secret }))).toBe('mismatch at signature');
  });

  it.each(someOfThem)('%s, at its payload', (_name, vector) => {
    const wire = wireOf(vector);
    const changed = shortOf(verified(vector, { ...wire, body: `${wire.body}x` }));
    expect(changed).toMatch(withOtherPayload(vector, wire));
  });

  /** A presigned URL of S3 is for any payload; where no hash is sent, the one of the body is in the signature. */
  function withOtherPayload(vector: RequestVector, { head }: Wire): RegExp {
    const words = /^x-amz-content-sha256: *(\S+)/im.exec(head)?.[1];
    if (words === undefined) {
      const isForAny = vector.payload === 'unsigned' || rulesFor(vector).contentSha256Header === 'added';
      return vector.kind === 'query' && isForAny ? /^match$/ : /^mismatch at signature$/;
    }
    if (/^[0-9a-f]{64}$/.test(words)) return /^mismatch at hashed-payload$/;
    if (words === 'UNSIGNED-PAYLOAD' || words.endsWith('-EVENTS')) return /^match$/;
    // Something after the end of the chunks.
    return /^malformed/;
  }
});

describe('the published uploads in chunks', () => {
  const chunked = REQUESTS.filter(([, vector]) => vector.kind === 'header' && vector.chunkSizes !== undefined);
  const EDGE = /\r\n(?=[0-9a-f]+;chunk-signature=)/;

  it.each(chunked)('%s: the data of each chunk, its signature, and what follows', (_name, vector) => {
    const wire = wireOf(vector);
    const isSigned = wire.body.includes('chunk-signature=');
    const at = (pattern: RegExp, number: number) =>
      [...wire.body.matchAll(new RegExp(pattern, 'g'))][number]?.index ?? -1;
    const other = (place: number) => {
      expect(place).toBeGreaterThan(0);
      const byte = wire.body[place] === '1' ? '2' : '1';
      return shortOf(
        verified(vector, { ...wire, body: wire.body.slice(0, place) + byte + wire.body.slice(place + 1) }),
      );
    };
    const count = vector.kind === 'header' ? (vector.chunkSizes?.length ?? 0) : 0;
    if (isSigned) {
      for (let chunk = 0; chunk <= count; chunk++) {
        expect(other(at(/;chunk-signature=/, chunk) + ';chunk-signature='.length)).toBe(
          `mismatch at chunk-${chunk + 1}`,
        );
        // The last byte of the data is before the line of the next chunk.
        if (chunk > 0) expect(other(at(EDGE, chunk - 1) - 1)).toBe(`mismatch at chunk-${chunk}`);
      }
    }
    const trailers = vector.kind === 'header' ? (vector.trailers ?? []) : [];
    for (const [name] of trailers) {
      expect(other(wire.body.lastIndexOf(`${name}:`) + name.length + 1)).toBe(
        isSigned ? 'mismatch at trailer-signature' : `mismatch at ${name.replace('x-amz-', '')}`,
      );
    }
    if (isSigned && trailers.length > 0)
      expect(other(at(/x-amz-trailer-signature:/, 0) + 25)).toBe('mismatch at trailer-signature');
  });

  it('are those of the documentation too', () => {
    const names = chunked.map(([name]) => name);
    expect(names).toEqual(
      expect.arrayContaining(['s3-documentation/chunked-upload', 's3-documentation/chunked-upload-trailer']),
    );
  });
});

describe('a published policy, in the form that a browser sends', () => {
  const policies = VECTOR_GROUPS.flatMap(({ id, runnable }) =>
    runnable.flatMap((vector) => (vector.kind === 'policy' ? [[`${id}/${vector.name}`, vector] as const] : [])),
  );

  function verdictOn(vector: PolicyVector, change: (request: string) => string): string {
    const printed = printedValues(vector);
    const { accessKeyId, secretAccessKey } = vector.credentials;
    const { request } = formOf({
      keyId: accessKeyId,
      secret: secretAccessKey,
      scope: [vector.timestamp.slice(0, 8), vector.region, vector.service, 'aws4_request'],
      date: vector.timestamp,
      encode: () => printed.get('string-to-sign') ?? '',
      alter: (fields) =>
        fields.map(([name, value]) => [name, name === 'x-amz-signature' ? (printed.get('signature') ?? value) : value]),
    });
    const changed = change(request);
    if (change !== same) expect(changed).not.toBe(request);
    const sent = sound(readRawRequest(octetsOf(changed), named('the form')));
    const verifier = {
      keySource: keysFrom(() => plainOf(secretAccessKey)),
      now: readTimestamp(vector.timestamp) ?? Number.NaN,
      rules: {},
    };
    return shortOf(verifyRequest(sent, verifier));
  }
  const same = (request: string) => request;
  const field = (name: string) => new RegExp(`(name="${name}"\r\n\r\n)(.)`);
  const swapped = (name: string) => (request: string) =>
    request.replace(field(name), (_all, before: string, first: string) => `${before}${first === '1' ? '2' : '1'}`);

  it('is one of several', () => expect(policies.length).toBeGreaterThan(2));

  it.each(policies)('%s matches, and altered it does not', (_name, vector) => {
    expect(verdictOn(vector, same)).toBe('match');
    expect(verdictOn(vector, swapped('policy'))).toBe('mismatch at signature');
    expect(verdictOn(vector, swapped('x-amz-signature'))).toBe('mismatch at signature');
    expect(verdictOn(vector, (request) => request.replace(`/${vector.region}/`, '/us-east-9/'))).toBe(
      'mismatch at signature',
    );
    expect(verdictOn(vector, (request) => request.replace(`/${vector.timestamp.slice(0, 8)}/`, '/20010101/'))).toBe(
      'mismatch at scope-date',
    );
    expect(verdictOn(vector, (request) => request.replace('/aws4_request', '/aws4_nothing'))).toBe(
      'mismatch at terminator',
    );
  });
});
