/** The page of `sigv4 diagnose` and `sigv4 verify` alone in a terminal: what is read from several pastes together. */
import { describe, expect, it } from 'vitest';
import { diagnosisChoice } from '../../src/app/pastes/paste-page.ts';
import { diagnosisWalk } from '../../src/app/walks/diagnosis-walk.ts';
import type { PasteReading, ShownPastePage } from '../../src/app/walks/shown-walk.ts';
import type { Octets } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { diagnose } from '../../src/commands/diagnose.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { diagnose as diagnoseEvidence } from '../../src/diagnosis/diagnosis.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { writeRequestHead } from '../../src/http/message.ts';
import { readRawRequest } from '../../src/intake/pasted/raw-request.ts';
import type { SearchProgress } from '../../src/search/search.ts';
import { pasteRows, soFar } from '../../src/views/paste/paste-page.ts';
import { failing, HEX_TEXT } from '../support/causes/diagnosed.ts';
import { screenFor, worldOf } from '../support/commands/test-world.ts';
import { sound } from '../support/problems.ts';

const FAILED = failing(HEX_TEXT);
const REQUEST = writeRequestHead(FAILED.made).octets + FAILED.body;
const ANSWER = FAILED.reply.body;
const OWN_SECRET = 'own/Secret+Key0123456789abcdefghijklmnop';

async function pageOf(command: typeof diagnose): Promise<ShownPastePage> {
  let page: ShownPastePage | null = null;
  const paste = async (shown: ShownPastePage) => {
    page = shown;
    return 0;
  };
  const { world } = worldOf({ isInputTerminal: true, screen: screenFor({ paste }) });
  await command.run(world, {}, []);
  if (page === null) throw new Error('No page was shown.');
  return page;
}

const found = (purpose: 'diagnose' | 'verify', { facts }: PasteReading) =>
  pasteRows(purpose, facts).flatMap(({ name, isFound }) => (isFound ? [name] : []));

describe('the page to diagnose', () => {
  it('says that nothing was recognized, and what is needed', async () => {
    const page = await pageOf(diagnose);
    const said = (facts: Parameters<typeof soFar>[0]) => soFar(facts).says.text;
    const problem = null;
    expect(said({ shown: ['what?'], secret: 'unknown', found: { kind: 'nothing', problem } })).toBe(
      'Nothing was recognized in it. More is needed: the error, or the request.',
    );
    expect(said({ shown: ['***'], secret: 'pasted', found: { kind: 'nothing', problem } })).toMatch(/^More is needed/);
    expect((await page.read([])).facts.found.kind).toBe('nothing');
  });

  it('puts pastes together in any order', async () => {
    const page = await pageOf(diagnose);
    const answer = await page.read([ANSWER]);
    expect(found('diagnose', answer)).toEqual(['response', 'secret']);
    const both = await page.read([REQUEST, ANSWER]);
    expect(found('diagnose', both)).toEqual(['response', 'request', 'secret']);
    expect(soFar(both.facts)).toMatchObject({ state: 'proved' });
    expect(both.opens?.facts.diagnosis?.findings[0]?.cause.id).toBe('signing-key-not-binary');
    expect(both.exitCode).toBe(0);
  });

  it('masks a secret wherever it is, and says that it was pasted', async () => {
    const page = await pageOf(diagnose);
    const read = await page.read([`AWS_SECRET_ACCESS_KEY=${OWN_SECRET}`, OWN_SECRET]);
    expect(read.facts.shown.join('\n')).not.toContain(OWN_SECRET);
    expect(read.facts.shown[1]).toBe('*'.repeat(OWN_SECRET.length));
    expect(read.facts.secret).toBe('pasted');
    expect(read.opens).toBeNull();
  });

  it('says what is missing in something else', async () => {
    const page = await pageOf(diagnose);
    const read = await page.read(['only words']);
    expect(read.facts.found).toMatchObject({ kind: 'nothing', problem: { code: 'no-evidence' } });
    expect(read.exitCode).toBe(1);
  });

  it('is not opened for printed output', async () => {
    const test = worldOf({ isInputTerminal: true, screen: screenFor({}) });
    expect(await diagnose.run(test.world, { plain: true }, [])).toBe(2);
    expect(test.errors()).toContain('There is nothing to diagnose.');
  });

  it('can be opened again with what was read, to paste more', async () => {
    const page = await pageOf(diagnose);
    const { opens } = await page.read([ANSWER]);
    const again = opens?.pasteMore?.(REQUEST);
    expect(again?.begun).toEqual([ANSWER, REQUEST]);
  });
});

describe('a diagnosis of a request that a server took from the wire', () => {
  it('keeps the request when more is pasted', () => {
    const evidence = readEvidence([{ octets: ANSWER as Octets, by: { kind: 'answer' } }]);
    if (isProblem(evidence)) throw new Error(evidence.says);
    const diagnosis = diagnoseEvidence(
      { ...evidence, request: sound(readRawRequest(REQUEST as Octets, { kind: 'answer' })) },
      () => null,
    );
    const { world } = worldOf();
    const page = diagnosisWalk(diagnosis, diagnosisChoice(world, {})).pasteMore?.(null);
    expect(page?.begun).toEqual([REQUEST, ANSWER]);
  });
});

describe('the page to verify', () => {
  it('verifies a request, and d in the result leads to its causes', async () => {
    const page = await pageOf(verify);
    const read = await page.read([REQUEST]);
    expect(found('verify', read)).toEqual(['request', 'signature', 'secret']);
    expect(soFar(read.facts).says.text).toBe('✗ mismatch at Signature');
    expect(read.exitCode).toBe(1);
    const opened = read.opens?.openDiagnosis && sound(await read.opens.openDiagnosis());
    expect(opened?.facts.diagnosis?.findings[0]?.cause.id).toBe('signing-key-not-binary');
  });

  it('searches for two mistakes a part at a time, and shows what was found when it is stopped', async () => {
    const page = await pageOf(verify);
    const { opens } = await page.read([REQUEST.replace(/Signature=[0-9a-f]{64}/, `Signature=${'ab'.repeat(32)}`)]);
    const tried: number[] = [];
    let isKeyTaken = false;
    setImmediate(() => {
      isKeyTaken = true;
    });
    const watch = { isStopped: () => isKeyTaken, onProgress: (progress: SearchProgress) => tried.push(progress.tried) };
    const opened = opens?.openDiagnosis && sound(await opens.openDiagnosis(watch));
    expect(tried).toHaveLength(1);
    expect(opened?.facts.diagnosis?.next[0]?.id).toBe('finish-search');
  });
});
