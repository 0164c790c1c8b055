/** The walk of a page, made again from the inputs that the page has, compared with the walk of the terminal. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem, type Problem } from '../../src/bytes/problem.ts';
import { fieldAt } from '../../src/page/fields.ts';
import { liveWalk } from '../../src/page/live-walk.ts';
import { CANONICAL_REQUEST } from '../../src/sigv4/stages/canonical-request/canonical-request.ts';
import { STRING_TO_SIGN } from '../../src/sigv4/stages/string-to-sign.ts';
import { findValue } from '../../src/trace/trace.ts';
import type { WalkFacts } from '../../src/views/facts.ts';
import { walkPages } from '../../src/views/walk-pages.ts';
import { begunWalk, edited, edits, FORMS, type FormOfRequest, pageWalkOf } from '../support/page/page-walks.ts';
import { sound } from '../support/problems.ts';
import { runs } from '../support/sweep.ts';
import { leaksIn, MARKED } from '../support/trace/secret-search.ts';

const now = () => new Date('2013-05-24T00:00:00Z');
const NAMES = Object.keys(FORMS) as (keyof typeof FORMS)[];

/** A signature of SigV4A has a random number in it. */
const comparable = ({ trace }: WalkFacts) =>
  findValue(trace, 'private-key') ? trace.values.slice(0, valuesBeforeSignature(trace)) : trace;
const valuesBeforeSignature = ({ values }: WalkFacts['trace']) => values.findIndex(({ id }) => id === 'signature');

const shown = (found: { readonly facts: WalkFacts } | WalkFacts | Problem) =>
  isProblem(found) ? found : comparable('facts' in found ? found.facts : found);

describe('the walk of a page', () => {
  it.each(NAMES)('of the form %s is the walk of the terminal, and stays so when it is edited', async (name) => {
    const walk = await begunWalk(FORMS[name]);
    const live = liveWalk(pageWalkOf(walk), now);
    const { editor } = walk;
    if (!editor) throw new Error('It cannot be edited.');
    expect(shown(sound(await live.walk(live.fields)))).toEqual(comparable(walk.facts));
    await fc.assert(
      fc.asyncProperty(edits, async (changes) => {
        const [ours, theirs] = [edited(live.fields, changes), edited(editor.inputs, changes)];
        expect(shown(await live.walk(ours))).toEqual(shown(await editor.walk(theirs)));
      }),
      { numRuns: runs(80) },
    );
  });

  const REAL: FormOfRequest = {
    address: 's3://photos/cat.jpg',
    options: { date: '20130524T000000Z', region: 'us-east-1', header: ['x-amz-meta-a: 1'] },
    environment: { AWS_ACCESS_KEY_ID: MARKED.keyId, AWS_SECRET_ACCESS_KEY: MARKED.secret },
  };

  it('of a real request has no secret, ends where the key is needed, and goes on when the key is typed', async () => {
    const walk = await begunWalk(REAL);
    const page = pageWalkOf(walk);
    expect(leaksIn(JSON.stringify(page))).toEqual([]);
    const live = liveWalk(page, now);
    expect(live.missing).toEqual(['secretAccessKey']);
    const keyless = sound(await live.walk(live.fields));
    if (isProblem(keyless)) throw new Error(keyless.says);
    expect(keyless.trace.stages.map(({ id }) => id)).toEqual([
      'request',
      'credential-scope',
      'canonical-request',
      'string-to-sign',
    ]);
    expect(walkPages(keyless).map(({ id }) => id)).toEqual(keyless.trace.stages.map(({ id }) => id));
    for (const { id } of [CANONICAL_REQUEST, STRING_TO_SIGN]) {
      expect(findValue(keyless.trace, id)).toEqual(findValue(walk.facts.trace, id));
    }
    const keyed = sound(await live.walk({ ...live.fields, secretAccessKey: MARKED.secret }));
    if (isProblem(keyed)) throw new Error(keyed.says);
    const signature = findValue(walk.facts.trace, 'signature')?.bytes.octets;
    expect(findValue(keyed.trace, 'signature')?.bytes.octets).toBe(signature);
    expect(leaksIn(JSON.stringify(keyed.trace))).toEqual([]);
  });

  it('of a request with a session token is signed when the token is typed', async () => {
    const walk = await begunWalk({ ...REAL, environment: { ...REAL.environment, AWS_SESSION_TOKEN: MARKED.token } });
    const page = pageWalkOf(walk);
    expect(leaksIn(JSON.stringify(page))).toEqual([]);
    const live = liveWalk(page, now);
    expect(live.missing).toEqual(['secretAccessKey', 'sessionToken']);
    const tokenless = await live.walk({ ...live.fields, secretAccessKey: MARKED.secret });
    expect(isProblem(tokenless) && fieldAt(tokenless)).toBe('sessionToken');
    const secrets = { secretAccessKey: MARKED.secret, sessionToken: MARKED.token };
    const typed = sound(await live.walk({ ...live.fields, ...secrets }));
    if (isProblem(typed)) throw new Error(typed.says);
    const signature = findValue(walk.facts.trace, 'signature')?.bytes.octets;
    expect(findValue(typed.trace, 'signature')?.bytes.octets).toBe(signature);
  });

  const SECRETS = fc.string({ unit: fc.constantFrom(...'abcXYZ019/+'), minLength: 40, maxLength: 40 });

  it('has no inputs when a random secret is in its address, a header, or its body, and else no secret', async () => {
    await fc.assert(
      fc.asyncProperty(SECRETS, fc.constantFrom('url', 'header', 'body', 'nowhere'), async (secret, place) => {
        const { facts } = await begunWalk({
          address: `https://photos.s3.amazonaws.com/${place === 'url' ? encodeURIComponent(secret) : 'cat'}`,
          options: {
            ...REAL.options,
            request: 'PUT',
            header: [place === 'header' ? `x-amz-meta-a: ${secret}` : 'x-amz-meta-a: 1'],
            data: [place === 'body' ? `key=${secret}` : 'hello'],
          },
          environment: { AWS_ACCESS_KEY_ID: MARKED.keyId, AWS_SECRET_ACCESS_KEY: secret },
        });
        const inputs = facts.inputsForPage;
        expect(inputs === null).toBe(place !== 'nowhere');
        expect(JSON.stringify(inputs)).not.toContain(secret);
      }),
      { numRuns: runs(40) },
    );
  });
});
