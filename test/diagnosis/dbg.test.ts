import { it } from 'vitest';
import { CAUSES } from '../../src/diagnosis/causes/table.ts';
import { rightRequest } from '../support/base-requests.ts';
import { causesOf, failingRequests, INPUTS } from '../support/failing-requests.ts';
import { replay } from '../../src/diagnosis/draft.ts';
const [id, variant, base] = (process.env.DBG ?? '').split(' ');
it('debug', () => {
  const m = CAUSES.find((c) => c.id === id)?.mutations.find((x) => x.variant === variant);
  if (!m) throw new Error('none');
  for (const one of failingRequests(rightRequest(base as never), m)) {
    const all = INPUTS.map((i) => [i, causesOf(one, [i]).map((f) => `${f.cause.id}/${f.variant} ${f.standing.kind} ${'by' in f.standing ? f.standing.by : ''}`)]);
    if (process.env.ALL || !all.some(([, fs]) => (fs as string[])[0]?.startsWith(`${id}`))) console.log(one.reply.element('Code'), JSON.stringify(all, null, 1), '\n', replay(one.signed).canonicalRequest);
  }
});
