/** The text of a side that was not quoted: rebuilt from a proved cause, or unknown and then different from nothing. */
import { describe, expect, it } from 'vitest';
import type { ShownWalk } from '../../src/app/walks/shown-walk.ts';
import { pathDoubleEncodedOnS3 } from '../../src/causes/path/path-encoding.ts';
import { comparedSides } from '../../src/diagnosis/rebuilt-side.ts';
import type { Mutation } from '../../src/drafts/mutation.ts';
import { findValue } from '../../src/trace/trace.ts';
import { requireDiagnosis } from '../../src/views/facts.ts';
import { walkPages } from '../../src/views/walk-pages.ts';
import { diagnosedWalk } from '../support/causes/diagnosed.ts';
import { failureOf, mutationNamed } from '../support/causes/two-mistakes.ts';
import { diagnosed } from '../support/evidence/pasted-failure.ts';
import { ordered, SECRET } from '../support/sandbox/sandbox-client.ts';

const [TWICE] = pathDoubleEncodedOnS3.mutations as readonly [Mutation, ...Mutation[]];
const BASE = 'get-range';

const textsOf = (walk: ShownWalk) => {
  const { diagnosis, trace } = { diagnosis: requireDiagnosis(walk.facts), trace: walk.facts.trace };
  const octets = (side: string) => findValue(trace, `${side}/canonical-request`)?.bytes.octets ?? null;
  return { diagnosis, server: octets('server'), client: octets('client') };
};

describe('a client whose text was not quoted', () => {
  it('is rebuilt from a cause that the signature proves: only what the mistake changed differs', () => {
    const { diagnosis, server, client } = textsOf(diagnosedWalk(TWICE, ['secret'], BASE));
    expect(diagnosis.rebuilt).toMatchObject({ side: 'client', by: 'signature' });
    expect(client?.split('\n')[1]).toBe(server?.split('\n')[1]?.replaceAll('%', '%25'));
    expect(client?.split('\n').toSpliced(1, 1)).toEqual(server?.split('\n').toSpliced(1, 1));
    expect(diagnosis.compared?.first.pair).toBe(1);
    const differing = diagnosis.texts[0]?.runs.filter(({ standing }) => standing === 'differs') ?? [];
    expect(differing.length).toBeGreaterThan(0);
    for (const run of differing) {
      const [ours, theirs] = [
        server?.slice(run.server.start, run.server.end),
        client?.slice(run.client.start, run.client.end),
      ];
      expect(ours).toMatch(/^(?:%(?:25)*[0-9A-F]{2})+$/);
      expect(theirs).toBe(ours?.replaceAll('%', '%25'));
    }
  });

  it('says in the title of its pane that it is rebuilt', () => {
    const { facts } = diagnosedWalk(TWICE, ['secret'], BASE);
    const [, page] = walkPages(facts);
    expect(page?.texts?.sides.client.title).toBe('client, rebuilt: gives exactly the signature that was sent');
  });

  it('is rebuilt from two mistakes together: each line that one of them changed differs', () => {
    const mistakes = [
      mutationNamed('path-double-encoded-on-s3', 'signed-twice'),
      mutationNamed('method-mismatch', 'signed-for-put'),
    ];
    const { request, answer } = failureOf(ordered({ path: '/a b.txt' }).request, mistakes, []);
    const diagnosis = diagnosed([request, answer], SECRET);
    if (!diagnosis) throw new Error('Nothing was read.');
    const { sides, rebuilt } = comparedSides(diagnosis.sides, diagnosis.findings);
    expect(rebuilt).toMatchObject({ side: 'client', by: 'signature' });
    expect(sides.client.canonicalRequest?.split('\n').slice(0, 2)).toEqual(['PUT', '/a%2520b.txt']);
  });

  it('is empty if nothing is proved, and no byte of the server is marked as different', () => {
    const walk = diagnosedWalk(TWICE, [], BASE);
    const { diagnosis, client } = textsOf(walk);
    expect([diagnosis.rebuilt, diagnosis.compared, client]).toEqual([null, null, null]);
    expect(diagnosis.texts.flatMap(({ runs }) => runs)).toEqual([]);
    const [, page] = walkPages(walk.facts);
    expect(page?.texts?.lines[0]?.client.runs[0]?.text).toContain('(not known: ');
  });

  it('is quoted, not rebuilt, if its log is there', () => {
    const { diagnosis } = textsOf(diagnosedWalk(TWICE, ['log', 'secret'], BASE));
    expect(diagnosis.rebuilt).toBeNull();
    expect(diagnosis.compared?.first.pair).toBe(1);
  });
});
