/** Runs the code of pages in a browser, and compares what it makes with what the program makes, byte for byte. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { bundleForBrowser } from '../../../scripts/page-scripts.mjs';
import { octetsFromHex } from '../../../src/bytes/octets.ts';
import { isProblem, type Problem } from '../../../src/bytes/problem.ts';
import { publicKeyOf, verifyP256 } from '../../../src/crypto/p256.ts';
import type { PageFields } from '../../../src/page/live-walk.ts';
import { findValue } from '../../../src/trace/trace.ts';
import type { WalkFacts } from '../../../src/views/facts.ts';
import type { OpenPage } from './firefox.ts';
import { begunWalk, edited, edits, FORMS, pageWalkOf } from './page-walks.ts';

type Evaluate = Pick<OpenPage, 'evaluate'>;

const MOMENT = Date.UTC(2013, 4, 24);

/** A script that gives what pages compute to a test. */
const HARNESS = `
import { liveWalk } from './src/page/live-walk.ts';
const now = () => new Date(${MOMENT});
globalThis.tracesOf = async (page, edits) => {
  const live = liveWalk(page, now);
  const found = [];
  for (const fields of edits) {
    const walk = await live.walk(fields);
    found.push(walk.trace ?? walk);
  }
  return JSON.stringify(found);
};`;

let harness: Promise<string> | null = null;

/** Gives what pages compute to an open page, which can have a policy that allows no other script. */
export async function harnessed(page: Evaluate): Promise<void> {
  harness ??= bundleForBrowser({ stdin: { contents: HARNESS, resolveDir: '.', loader: 'ts' } }).then(
    ({ outputFiles }) => outputFiles[0]?.text ?? '',
  );
  await page.evaluate(`${await harness};''`);
}

export type Traced = WalkFacts['trace'] | Problem;

/** What a page made of edits, and what the program makes of them. */
interface BothTraces {
  readonly ours: readonly Traced[];
  readonly theirs: readonly Traced[];
}

/** Makes random edits of a form, in the page and in the program. */
export async function tracesOfEdits(page: Evaluate, form: keyof typeof FORMS, count: number): Promise<BothTraces> {
  const begun = await begunWalk(FORMS[form]);
  const { editor } = begun;
  if (!editor) throw new Error('It cannot be edited.');
  const changes = fc.sample(edits, count);
  const typed = changes.map((change): PageFields => ({ ...edited(editor.inputs, change), sessionToken: '' }));
  const call = `tracesOf(${JSON.stringify(pageWalkOf(begun))}, ${JSON.stringify(typed)})`;
  const ours: readonly Traced[] = JSON.parse(await page.evaluate(call));
  const theirs: Traced[] = [];
  for (const change of changes) {
    const made = await editor.walk(edited(editor.inputs, change));
    theirs.push(JSON.parse(JSON.stringify(isProblem(made) ? made : made.facts.trace)));
  }
  return { ours, theirs };
}

/** Expects the same traces, up to the signature where there is a random number in it. */
export function expectSameTraces({ ours, theirs }: BothTraces): void {
  expect(ours).toHaveLength(theirs.length);
  for (const [index, trace] of ours.entries())
    expect(withoutChance(trace)).toEqual(withoutChance(theirs[index] as Traced));
}

/** Leaves out the signature of SigV4A, and what has it, because a random number is in it. */
function withoutChance(trace: Traced): Traced {
  if (!('values' in trace) || !findValue(trace, 'private-key')) return trace;
  return {
    ...trace,
    values: trace.values.slice(
      0,
      trace.values.findIndex(({ id }) => id === 'signature'),
    ),
  };
}

/** Verifies a signature of SigV4A with Node.js; `false` if its key is not shown. */
export function isSigned(trace: Traced): boolean {
  const key = 'values' in trace && findValue(trace, 'private-key');
  if (!key || key.masked.length > 0) return false;
  const octets = (id: string) => findValue(trace, id)?.bytes.octets ?? octetsFromHex('');
  const verify = verifyP256(publicKeyOf(key.bytes.octets));
  const isVerified = verify(octets('string-to-sign'), octetsFromHex(octets('signature')));
  expect(isVerified).toBe(true);
  return isVerified;
}
