/** A search for two mistakes at once says how far it is, and can be stopped. */
import { expect, it } from 'vitest';
import { shownSearch } from '../../src/app/reading/watched-reading.ts';
import { diagnose } from '../../src/commands/diagnose.ts';
import type { Search } from '../../src/search/search.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { mismatch } from '../support/evidence/pasted-failure.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';

const REQUEST = ordered({}).request;
/** A signature that no mistake makes. */
const WRONG = REQUEST.replace(/Signature=\w+/, `Signature=${'5eed'.repeat(16)}`);
const FILES = { 'failure.txt': `${WRONG}${mismatch()}`, 'secret.txt': 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };

/** Tells these times in milliseconds, and then a later one. */
const clockOf = (times: number[]) => () => new Date(times.shift() ?? 1200);

async function diagnosed() {
  const { world, output, errors } = worldOf(
    {
      errorsWidth: () => 80,
      now: clockOf([0, 400, 800]),
      interruption: () => AbortSignal.abort(),
    },
    FILES,
  );
  const status = await diagnose.run(world, { secretFrom: 'secret.txt', plain: true }, ['failure.txt']);
  return { status, output: output(), errors: errors() };
}

it('shows how far it is, stops, and says that not everything was tried', async () => {
  const { status, output, errors } = await diagnosed();
  expect(errors).toContain('Two mistakes at once: ');
  expect(errors).toContain('Ctrl-C stops');
  expect(output).toMatch(/was stopped after [\d,]+ combinations\. The others were not tried/);
  expect(status).toBe(1);
});

it('says nothing of itself where messages are not seen, and is not stopped there', async () => {
  const { world, errors } = worldOf({ interruption: () => AbortSignal.abort(), now: clockOf([0, 400]) });
  function* search(): Search<boolean> {
    return (yield { tried: 1 }) && (yield { tried: 2 });
  }
  expect(await shownSearch(world, search())).toBe(true);
  expect(errors()).toBe('');
});
