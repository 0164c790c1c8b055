/** What real clients sent matches, in every way in which it is verified; one byte of what is signed changed does not. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Octets, octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { readRawRequest } from '../../src/intake/pasted/raw-request.ts';
import { recognize } from '../../src/intake/recognize.ts';
import type { SentRequest } from '../../src/verification/examine.ts';
import { keysFrom } from '../../src/verification/keys.ts';
import { traceVerification } from '../../src/verification/trace-verification.ts';
import type { Verdict } from '../../src/verification/verdict.ts';
import { type Verifier, verifyRequest } from '../../src/verification/verify-request.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { type Capture, capturesIn, urlsOfClients } from '../support/intake/captures.ts';
import { plainOf } from '../support/octets-of.ts';
import { sound } from '../support/problems.ts';
import { isSignedIndependently } from '../support/sigv4/independent-verifier.ts';
import { named } from '../support/sources.ts';
import { inFull, runs, swept } from '../support/sweep.ts';
import { breaksFor, HARMLESS, partsOf, withByte } from '../support/verification/altered-requests.ts';

const SIGNED = [...capturesIn('.'), ...capturesIn('own')];
const NOT_SIGV4 = capturesIn('not-sigv4');
const titled = (captures: readonly Capture[]) => captures.map((capture) => [capture.name, capture] as const);

type Known = Pick<Capture, 'accessKeyId' | 'secretAccessKey' | 'moment' | 'capturedAt'>;

const verifierFor = ({ accessKeyId, secretAccessKey, moment }: Known): Verifier => ({
  keySource: keysFrom((id) => (id === accessKeyId ? plainOf(secretAccessKey) : null)),
  now: moment,
  rules: {},
});

/** `match`, or the kind with the id of the comparison. */
const shortOf = (verdict: Verdict) => (verdict.kind === 'mismatch' ? `mismatch at ${verdict.at.id}` : verdict.kind);

function requestOf(octets: Octets): SentRequest {
  const recognized = sound(recognize(octets, named('the capture')));
  if (recognized.kind !== 'request') throw new Error(`It was taken for ${recognized.kind}.`);
  return recognized.request;
}

/** By the reader of raw requests, by the function that recognizes the input, and with everything recorded. */
function verdictsOf(octets: Octets, known: Known): string[] {
  const raw = readRawRequest(octets, named('the capture'));
  if (isProblem(raw)) return ['unreadable'];
  const recognized = requestOf(octets);
  const verifier = verifierFor(known);
  const { verified, trace } = traceVerification(recognized, verifier);
  const verdicts = [verifyRequest(raw, verifier), verifyRequest(recognized, verifier), verified];
  const short = [...new Set(verdicts.map(({ verdict }) => shortOf(verdict)))];
  if (trace && trace.outcome.kind !== verified.verdict.kind) short.push(`the trace says ${trace.outcome.kind}`);
  return short;
}

/** As `sigv4 verify --json` has it, and the exit code. */
async function commandOn(octets: Octets, known: Known, options: Record<string, string | boolean> = {}) {
  const test = worldOf({
    readFile: async (path) =>
      path === 'secret' ? octetsFromText(`${known.accessKeyId}:${known.secretAccessKey}\n`) : octets,
  });
  const given = { secretFrom: 'secret', at: known.capturedAt, json: true, ...options };
  const code = await verify.run(test.world, given, ['request']);
  expect(test.errors()).toBe('');
  const { verdict, firstDifference } = JSON.parse(test.output());
  return { code, verdict: firstDifference ? `mismatch at ${firstDifference.id}` : verdict };
}

describe('what real clients sent', () => {
  it('is there: requests of nine clients, and those of a reference signer', () => {
    expect(SIGNED.length).toBeGreaterThanOrEqual(67);
    const clients = new Set(SIGNED.map(({ name }) => name.split('-')[0]));
    for (const client of ['aws4', 'aws4fetch', 'awscli', 'boto3', 'curl', 'mc', 'minio', 'rclone', 's3cmd', 'own/own'])
      expect(clients).toContain(client);
    for (const payload of ['hashed', 'UNSIGNED-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER'])
      expect(SIGNED.map(({ octets }) => partsOf(octets).payload)).toContain(payload);
  });

  it.each(titled(SIGNED))('%s matches', async (_name, capture) => {
    expect(isSignedIndependently(capture.octets, capture.secretAccessKey)).toBe(true);
    expect(verdictsOf(capture.octets, capture)).toEqual(['match']);
    expect(await commandOn(capture.octets, capture)).toEqual({ code: 0, verdict: 'match' });
  });

  it.each(titled(SIGNED))('%s has nothing that differs or that stays unknown', (_name, capture) => {
    const { comparisons } = verifyRequest(requestOf(capture.octets), verifierFor(capture));
    expect(comparisons.filter(({ standing }) => standing !== 'same')).toEqual([]);
    expect(new Set(comparisons.map(({ id }) => id)).size).toBe(comparisons.length);
  });

  it.each(titled(NOT_SIGV4))('%s is signed with Signature Version 2, and that is said', async (_name, capture) => {
    expect(verdictsOf(capture.octets, capture)).toEqual(['signature-version-2']);
    expect(await commandOn(capture.octets, capture)).toEqual({ code: 1, verdict: 'signature-version-2' });
  });

  it.each(titled(SIGNED))('%s does not match by another secret', async (_name, capture) => {
    const other = { ...capture, secretAccessKey: `${capture.secretAccessKey.slice(0, -1)}x` };
    expect(verdictsOf(capture.octets, other)).toEqual(['mismatch at signature']);
    expect(await commandOn(capture.octets, other)).toEqual({ code: 1, verdict: 'mismatch at signature' });
  });

  it.each(titled(SIGNED))('%s is unknown where the secret is not known', (_name, capture) => {
    expect(verdictsOf(capture.octets, { ...capture, accessKeyId: 'ANOTHER' })).toEqual(['unknown']);
  });

  it.each(titled(SIGNED))('%s is good a quarter of an hour before and until it ends', (_name, capture) => {
    const { octets } = capture;
    const [, date = ''] = /(?:^x-amz-date: *|X-Amz-Date=)(\d{8}T\d{6}Z)/im.exec(octets) ?? [];
    const [, expires] = /X-Amz-Expires=(\d+)/.exec(octets) ?? [];
    const moment = Date.parse(date.replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5'));
    const quarter = 15 * 60_000;
    const last = expires === undefined ? moment + quarter : moment + Number(expires) * 1000 - 1;
    const at = (milliseconds: number) => verdictsOf(octets, { ...capture, moment: milliseconds });
    expect(at(moment - quarter)).toEqual(['match']);
    expect(at(moment - quarter - 1)).toEqual(['not-yet-valid']);
    expect(at(last)).toEqual(['match']);
    expect(at(last + 1)).toEqual(['expired']);
  });
});

describe('what only other servers accept', () => {
  it.each(titled(capturesIn('other-servers')))(
    '%s is a mismatch, unless their rule is given',
    async (_name, capture) => {
      expect(isSignedIndependently(capture.octets, capture.secretAccessKey)).toBe(false);
      expect(verdictsOf(capture.octets, capture)).toEqual(['mismatch at signature']);
      const theirs = { ...verifierFor(capture), rules: { plusInPath: 'literal' } } as const;
      expect(verifyRequest(requestOf(capture.octets), theirs).verdict.kind).toBe('match');
    },
  );
});

describe('one byte of what is signed changed', () => {
  const cases = SIGNED.flatMap((capture) => {
    const sent = partsOf(capture.octets);
    return breaksFor(sent).flatMap(({ what, altered, at }) => {
      const octets = altered(sent);
      const id = typeof at === 'string' ? at : at(sent);
      return octets === null ? [] : [{ name: capture.name, what, octets, id, capture }];
    });
  });
  const whats = new Map<string, number>();
  for (const { what } of cases) whats.set(what, (whats.get(what) ?? 0) + 1);

  it('is changed everywhere: each change of the table is in some capture', () => {
    for (const { what } of SIGNED.flatMap(({ octets }) => breaksFor(partsOf(octets))))
      expect([what, whats.get(what) ?? 0]).not.toEqual([what, 0]);
    expect(cases.length).toBeGreaterThan(900);
  });

  it.each(swept(SIGNED).map(({ name }) => [name] as const))('of %s, is a mismatch there', async (name) => {
    const found: string[] = [];
    for (const { what, octets, id, capture } of cases.filter((each) => each.name === name)) {
      const wanted = `mismatch at ${id}`;
      const verdicts = verdictsOf(octets, capture);
      const { code, verdict } = await commandOn(octets, capture);
      if (verdicts.join() !== wanted || verdict !== wanted || code !== 1)
        found.push(`${what}: ${verdicts.join()}, ${verdict} and ${code}, not ${wanted}`);
    }
    expect(found).toEqual([]);
  });
});

describe('what is not signed, changed', () => {
  it.each(swept(HARMLESS).map((alteration) => [alteration.what, alteration] as const))(
    '%s: still a match',
    async (_what, { altered }) => {
      const found: string[] = [];
      let count = 0;
      for (const capture of SIGNED) {
        const octets = altered(partsOf(capture.octets));
        if (octets === null) continue;
        count++;
        expect(octets).not.toBe(capture.octets);
        const verdicts = [...verdictsOf(octets, capture), (await commandOn(octets, capture)).verdict];
        if (verdicts.some((verdict) => verdict !== 'match')) found.push(`${capture.name}: ${verdicts.join()}`);
      }
      expect(found).toEqual([]);
      expect(count).toBeGreaterThan(0);
    },
  );
});

describe('any one byte of any capture changed', () => {
  const verdictOf = (octets: Octets, capture: Capture): string => {
    const recognized = recognize(octets, named('the capture'));
    if (isProblem(recognized)) return 'unreadable';
    if (recognized.kind !== 'request') return recognized.kind;
    return shortOf(traceVerification(recognized.request, verifierFor(capture)).verified.verdict);
  };
  const captures = [...SIGNED, ...NOT_SIGV4];
  const visible = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
  const any = fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code));
  const place = fc.tuple(fc.constantFrom(...captures), fc.integer({ min: 0, max: 999_983 }), fc.oneof(visible, any));

  it('is no exception, and no match where it is not signed', () => {
    const seen = new Map<string, number>();
    const check = (inside: (capture: Capture) => number) =>
      fc.assert(
        fc.property(place, ([capture, where, byte]) => {
          const at = where % inside(capture);
          const octets = withByte(capture.octets, at, byte);
          const verdict = verdictOf(octets, capture);
          const isSigned = isSignedIndependently(octets, capture.secretAccessKey);
          if (!isSigned) expect(verdict).not.toBe('match');
          const key = `${isSigned ? 'signed' : 'not signed'}: ${verdict}`;
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }),
        { numRuns: runs(3_000) },
      );
    check(({ octets }) => partsOf(octets).headEnd);
    check(({ octets }) => octets.length);
    const met = ['signed: match', 'not signed: mismatch at signature', 'not signed: unreadable'];
    for (const key of inFull(met, met.slice(0, 2))) expect([key, seen.get(key) ?? 0]).not.toEqual([key, 0]);
  });
});

describe('a presigned URL as its client printed it', () => {
  const known = SIGNED[0] as Capture;
  const urls = urlsOfClients().map(({ name, url }) => {
    const date = /X-Amz-Date=(\d{8}T\d{6}Z)/.exec(url)?.[1];
    const expires = Number(/X-Amz-Expires=(\d+)/.exec(url)?.[1]);
    const moment =
      date === undefined ? Number.NaN : Date.parse(date.replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5'));
    return { name, url, moment, expires };
  });
  const signed = urls.filter(({ moment }) => !Number.isNaN(moment));

  const verdictAt = async (url: Octets, milliseconds: number, options: Record<string, string> = {}) => {
    const at = new Date(milliseconds).toISOString().replace(/[-:]|\.\d+/g, '');
    return (await commandOn(url, known, { at, ...options })).verdict;
  };

  it('is there: of seven clients, and one of Signature Version 2', () => {
    expect(signed.length).toBe(7);
    expect(urls.length).toBe(8);
  });

  it.each(signed.map((each) => [each.name, each] as const))(
    '%s matches from a quarter of an hour before it was made to its last second',
    async (_name, { url, moment, expires }) => {
      const verdicts = await Promise.all([
        verdictAt(url, moment),
        verdictAt(url, moment + expires * 1000 - 1000),
        verdictAt(url, moment + expires * 1000 + 1000),
        verdictAt(url, moment + expires * 1000),
        verdictAt(url, moment - 15 * 60_000),
        verdictAt(url, moment - 16 * 60_000),
        verdictAt(url, moment, { request: 'PUT' }),
        verdictAt(url, moment, { request: 'GET' }),
      ]);
      expect(verdicts).toEqual([
        'match',
        'match',
        'expired',
        'expired',
        'match',
        'not-yet-valid',
        'mismatch at signature',
        'match',
      ]);
    },
  );

  it('of Signature Version 2 is told so', async () => {
    const [old] = urls.filter(({ moment }) => Number.isNaN(moment));
    expect(await verdictAt(old?.url ?? octetsFromText(''), known.moment)).toBe('signature-version-2');
  });
});
