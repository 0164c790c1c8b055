/**
 * Each break, made in each base request that it changes: which bytes are said to change, what the sandbox answers, and
 * what the diagnosis names.
 */
import { describe, expect, it } from 'vitest';
import { BREAKS, type Break, breaksNamed } from '../../src/breaks/break.ts';
import { type BrokenTogether, breakTogether } from '../../src/breaks/break-together.ts';
import { expectedAnswers } from '../../src/breaks/expected-answers.ts';
import { traceBroken } from '../../src/breaks/trace-broken.ts';
import type { Octets } from '../../src/bytes/octets.ts';
import { sourcesOf } from '../../src/bytes/origin.ts';
import { diagnose } from '../../src/diagnosis/diagnosis.ts';
import { replay } from '../../src/drafts/replay.ts';
import { writeRequestHead } from '../../src/http/message.ts';
import { disagreementsOf } from '../../src/sigv4/disagreements.ts';
import { changesBetween, flippedBits } from '../../src/trace/changes.ts';
import { redact } from '../../src/trace/redact.ts';
import { findValue, type Trace } from '../../src/trace/trace.ts';
import { evidenceOf } from '../support/causes/failing-requests.ts';
import { MADE_ELSEWHERE } from '../support/causes/made-elsewhere.ts';
import { type SignedBase, signedBase } from '../support/commands/broken-walks.ts';
import { ask, SECRETS } from '../support/sandbox/sandbox-client.ts';
import { BASE_NAMES, type BaseName } from '../support/sigv4/base-requests.ts';
import { swept } from '../support/sweep.ts';

interface Row {
  readonly id: string;
  readonly base: BaseName;
  readonly one: Break;
}

/** Breaks that no answer and no log can tell apart from another mistake, or that leave nothing to tell them from. */
const NAMED_AS: Readonly<Record<string, string | null>> = {
  // The answer to a HEAD request has no body, so the server says nothing.
  'method-mismatch/arrived-as-another': null,
  // The message cannot be read, because it is longer or shorter than it says.
  'content-length-signed/to-another': null,
  // The names that a Turkish locale makes are names of headers that were never sent.
  'turkish-locale-lowercase/lines-and-list': 'signed-header-dropped-in-transit',
  // A URL that is used without its header, and a header that was lost on the way, arrive as the same bytes.
  'presigned-signed-header-not-sent/not-sent': 'signed-header-dropped-in-transit',
  // A server that leaves a header out, and one to which it never came, compute the same bytes.
  // In a request that is not presigned, another story of the same bytes is told.
  'presigned-extra-parameter/one-added': 'query-not-canonicalised',
};

const bases = new Map<BaseName, SignedBase>();
function baseOf(name: BaseName): SignedBase {
  const base = bases.get(name) ?? signedBase(name);
  bases.set(name, base);
  return base;
}

/** Returns `null` if the break changes nothing in this base request. */
function brokenOf({ base, one }: Row): BrokenTogether | null {
  const broken = breakTogether(baseOf(base).right, [one]);
  return 'id' in broken ? null : broken;
}

/** How many breaks `npm test` makes. */
const SAMPLE = 16;

/** Each break in the first base request that it changes. Diagnosing each of them takes a twentieth of a second. */
const ROWS: readonly Row[] = swept(BREAKS, SAMPLE).flatMap((one) => {
  const base = BASE_NAMES.find((name) => brokenOf({ id: one.id, base: name, one }) !== null);
  return base ? [{ id: one.id, base, one }] : [];
});

const octetsOf = (trace: Trace, id: string) => findValue(trace, id)?.bytes.octets;
const messageOf = ({ arrived, body }: BrokenTogether) => writeRequestHead(arrived).octets + body;

describe('a break', () => {
  it.each(BREAKS.filter(({ id }) => /^secret-|^access-key/.test(id)))('$id copies no value from itself', (one) => {
    const { trace, right } = baseOf('get-range');
    const broken = breakTogether(right, [one]);
    if ('id' in broken) return;
    const made = traceBroken(trace, right, broken);
    for (const { id, bytes } of made.values) {
      const sources = (bytes.spans ?? []).flatMap(({ origin }) => sourcesOf(origin));
      expect(sources.filter((source) => source.kind === 'copy' && source.value === id)).toEqual([]);
    }
  });

  it.each(ROWS)('$id in $base has the steps that its signer computes', (row) => {
    const broken = brokenOf(row);
    if (broken === null) return;
    const { trace, right } = baseOf(row.base);
    const made = traceBroken(trace, right, broken);
    const replayed = replay(broken.signed);
    const { canonicalRequest, hash, stringToSign } = replayed;
    expect(octetsOf(made, 'canonical-request')).toBe(canonicalRequest);
    expect(octetsOf(made, 'hashed-canonical-request')).toBe(hash);
    expect(octetsOf(made, 'string-to-sign')).toBe(stringToSign);
    expect(octetsOf(made, 'signature')).toBe(replayed.signature());
    expect(octetsOf(made, 'signed-request')).toBe(writeRequestHead(broken.arrived).octets);
    expect(made.values.filter(({ bytes }) => bytes.spans === null)).toEqual([]);
    expectHonestChanges(trace, made);
  });

  it.each(ROWS)('$id in $base copies each byte from where its origin says', (row) => {
    const broken = brokenOf(row);
    if (broken === null) return;
    const { trace, right } = baseOf(row.base);
    expect(wrongCopies(traceBroken(trace, right, broken))).toEqual([]);
  });

  it.each(ROWS)('$id in $base brings in no rule that decides nothing in the right request', (row) => {
    const broken = brokenOf(row);
    if (broken === null) return;
    const { trace, right } = baseOf(row.base);
    const rules = (one: Trace) => disagreementsOf(one).map(({ rule }) => rule);
    const made = rules(traceBroken(trace, right, broken));
    expect(made.filter((rule) => !rules(trace).includes(rule))).toEqual([]);
  });

  it.each(ROWS)('$id in $base is answered as declared, and the diagnosis names it', (row) => {
    const broken = brokenOf(row);
    if (broken === null) return;
    const reply = ask(messageOf(broken));
    // A success, an operation that the sandbox does not offer, and a version that no object has come only after the
    // signature is accepted.
    const isAccepted = reply.status < 400 || reply.status === 501 || reply.element('ArgumentName') === 'versionId';
    expect(expectedAnswers(row.one)).toContain(isAccepted ? 'none' : (reply.element('Code') ?? 'none'));
    const instead = NAMED_AS[row.id];
    if (isAccepted || instead === null) return;
    const sent = { ...broken, made: broken.sent, body: baseOf(row.base).right.body, reply };
    const { findings } = diagnose(
      evidenceOf(sent, ['request', 'log']),
      (id) => (SECRETS.get(id) ?? null) as Octets | null,
    );
    const named = findings.filter(({ certainty }) => certainty.kind !== 'possible').map(({ cause }) => cause.id);
    expect(
      [row.one.cause.id, instead].some((id) => named.includes(id ?? '')),
      named.join(', '),
    ).toBe(true);
  });

  it('is found by its id, and all variants by the id of the cause', () => {
    expect(breaksNamed('signing-key-not-binary/hex-text')).toMatchObject([{ id: 'signing-key-not-binary/hex-text' }]);
    const all = breaksNamed('signing-key-not-binary');
    expect(Array.isArray(all) && all.length).toBeGreaterThan(1);
    expect(breaksNamed('signing-key-not-binary/none')).toMatchObject({ fix: expect.stringContaining('hex-text') });
    expect(breaksNamed('nothing')).toMatchObject({ says: 'There is no mistake "nothing".' });
    expect(breaksNamed('clock-skew')).toMatchObject({ says: expect.stringContaining('cannot be made on purpose') });
  });

  it('changes one base request at least', () => {
    const changing = new Set(ROWS.map(({ id }) => id));
    const unused = swept(BREAKS, SAMPLE).filter(({ id }) => !changing.has(id) && !MADE_ELSEWHERE.has(id));
    expect(unused.map(({ id }) => id)).toEqual([]);
  });
});

describe('several breaks', () => {
  const named = (id: string) => BREAKS.filter((one) => one.id === id);
  const brokenBy = (...ids: string[]) => breakTogether(baseOf('put-metadata').right, ids.flatMap(named));

  it('are made by the signer first, and then on the way', () => {
    const broken = brokenBy('payload-changed-after-signing/on-the-way', 'signing-key-not-binary/hex-text');
    if ('id' in broken) throw new Error(broken.id);
    expect(broken.made.map(({ of }) => of.side)).toEqual(['client', 'way']);
    const { trace, right } = baseOf('put-metadata');
    const made = traceBroken(trace, right, broken);
    expect(octetsOf(made, 'signature')).toBe(replay(broken.signed).signature());
    expect(broken.body).not.toBe(right.body);
    expect(broken.body).toHaveLength(right.body.length);
    expect(ask(messageOf(broken)).element('Code')).toBe('SignatureDoesNotMatch');
  });

  it('name the one that changes nothing', () => {
    const idle = brokenBy('signing-key-not-binary/hex-text', 'query-valueless-param/without-equals');
    expect(idle).toMatchObject({ id: 'query-valueless-param/without-equals' });
  });

  it('change nothing if there are none', () => {
    const { trace, right } = baseOf('presigned');
    const broken = breakTogether(right, []);
    if ('id' in broken) throw new Error(broken.id);
    expect(
      changesBetween(redact(trace, 'reveal'), redact(traceBroken(trace, right, broken), 'reveal')).changed.size,
    ).toBe(0);
  });
});

/** Returns the copies whose bytes are not those at their origin, as "VALUE BYTE < ORIGIN". */
function wrongCopies(trace: Trace): string[] {
  return trace.values.flatMap(({ id, bytes }) =>
    (bytes.spans ?? []).flatMap(({ start, end, origin }) => {
      if (origin.kind !== 'copy') return [];
      const original = octetsOf(trace, origin.value)?.slice(origin.start, origin.end);
      return original === bytes.octets.slice(start, end) ? [] : [`${id} ${start} < ${origin.value} ${origin.start}`];
    }),
  );
}

/** Compares what is said to change with the difference of the bytes, which is counted here by other means. */
function expectHonestChanges(before: Trace, after: Trace): void {
  const { changed } = changesBetween(redact(before, 'reveal'), redact(after, 'reveal'));
  for (const { id, bytes } of after.values) {
    const old = octetsOf(before, id);
    expect(changed.has(id), id).toBe(old !== undefined && old !== bytes.octets);
    expectKept(old ?? bytes.octets, bytes.octets, changed.get(id) ?? [], id);
  }
  const [old, now] = [octetsOf(before, 'signature') ?? '', octetsOf(after, 'signature') ?? ''];
  const count = /^[0-9a-f]{64}$/.test(now) ? differingBits(old, now) : null;
  expect(flippedBits(old, now)).toBe(count);
}

/** Bytes that are not said to have changed were there before, in the same order. */
function expectKept(old: string, now: string, ranges: readonly { start: number; end: number }[], id: string): void {
  const isChanged = (at: number) => ranges.some(({ start, end }) => start <= at && at < end);
  let from = 0;
  for (let at = 0; at < now.length; at++) {
    if (isChanged(at)) continue;
    const found = old.indexOf(now.charAt(at), from);
    if (found < 0) expect.fail(`${id}, byte ${at} was not there before`);
    from = found + 1;
  }
}

function differingBits(one: string, other: string): number {
  const [left, right] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')];
  let count = 0;
  for (let bit = 0; bit < left.length * 8; bit++) {
    const mask = 1 << (bit % 8);
    if (((left[bit >> 3] ?? 0) & mask) !== ((right[bit >> 3] ?? 0) & mask)) count++;
  }
  return count;
}
