/**
 * Thirty failures of public threads, written anew by someone who knew only what was wrong: in another language, of another
 * client, in another order and other words. They were written before the diagnosis was changed, and stay as they are.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnosed } from '../support/evidence/pasted-failure.ts';

const TEXT = readFileSync(join(import.meta.dirname, 'written-anew.txt'), 'utf8');

const PASTES = TEXT.split(/^### /m)
  .slice(1)
  .map((section) => {
    const [title = '', ...lines] = section.split('\n');
    const [name = '', accepted = ''] = title.split(' | ');
    return { name, accepted: accepted.split(' '), text: lines.join('\n').trim() };
  });

/** The causes that are named among the first three, or what is wrong instead. */
const namedIn = (text: string): readonly string[] =>
  (diagnosed([text])?.findings ?? []).slice(0, 3).map(({ cause }) => cause.id);

describe('failures that were written anew', () => {
  it('are thirty', () => expect(PASTES).toHaveLength(30));

  it('are named among the first three in nine of ten', () => {
    const missed = PASTES.flatMap(({ name, accepted, text }) => {
      const named = namedIn(text);
      return named.some((id) => accepted.includes(id)) ? [] : [`${name}: ${named.join(', ') || 'nothing'}`];
    });
    expect(missed.slice(3)).toEqual([]);
  });

  it('are explained by another cause in two at most', () => {
    const wrong = PASTES.flatMap(({ name, accepted, text }) => {
      const [first] = diagnosed([text])?.findings ?? [];
      const isWrong = first && first.certainty.kind !== 'possible' && !accepted.includes(first.cause.id);
      return isWrong ? [`${name}: ${first.cause.id} ${first.certainty.kind}`] : [];
    });
    expect(wrong.slice(2)).toEqual([]);
  });
});
