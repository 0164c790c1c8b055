/** Lists the breaks in groups: those that were on first, and those of each step; what several of them begin with is said once. */
import { SIGNATURE_BITS } from '../../trace/changes.ts';
import { breakSentence } from '../../views/breaks/break-words.ts';
import { printable } from '../../views/characters/visible.ts';
import { type ShownBreak, stepNumberOf, type WalkFacts } from '../../views/facts.ts';
import { aside, type Run, words } from '../../views/page.ts';
import type { WalkState } from '../walk/walk-state.ts';
import { type BreaksOpen, breaksOn } from './breaking.ts';

/** The width of the mark before each item, in cells. A long item goes on in the column after it. */
export const MARK_WIDTH = 4;
/** The cells before what several items begin with, which is above their texts. */
const SUBHEADING = ' '.repeat(2 + MARK_WIDTH);
const INDENT = '  ';

export interface ListedBreak {
  readonly id: string;
  /** Describes the break, for the filter and for a screen reader. */
  readonly runs: readonly Run[];
  /** What the list shows: the sentence, without what is said above. Its ID, and who makes the mistake, are beside or below the list. */
  readonly listed: readonly Run[];
  /** The rows above the item: the heading of a group, and what the sentences from here on begin with. */
  readonly headings: readonly Run[];
}

/** Returns the breaks of the list. `isGrouped` if what several sentences in a row begin with is said once, above them. */
export function listedBreaks(
  open: BreaksOpen,
  state: WalkState,
  { facts, isGrouped }: { readonly facts: WalkFacts; readonly isGrouped: boolean },
): ListedBreak[] {
  const headings = open.breaks.map((_, at) => breakHeading(open, at, facts));
  const sentences = open.breaks.map(({ says }) => printable(says));
  const beginnings = isGrouped ? sharedBeginnings(sentences, (at) => headings[at] !== null) : [];
  return open.breaks.map((shown, at) => {
    const mark = markOf(shown, state);
    const beginning = beginnings[at] ?? null;
    const isFirst = beginning !== null && beginning !== beginnings[at - 1];
    const sentence = sentences[at] ?? '';
    return {
      id: shown.id,
      runs: [mark, ...breakSentence(shown), aside(`  ${shown.id}`)],
      listed: [mark, words(beginning ? INDENT + sentence.slice(beginning.words.length + 1) : sentence)],
      headings: [
        ...(headings[at] ? [words(''), { text: headings[at], meaning: 'name' } as const] : []),
        ...(isFirst ? [words(`${SUBHEADING}${beginning.words} …`)] : []),
      ],
    };
  });
}

/** What several sentences in a row begin with. */
interface Beginning {
  readonly words: string;
}

/** The least words that are worth a row above the sentences. */
const LEAST_SHARED = 4;

/**
 * Returns what each sentence begins with, if the one before or after it begins with the same words; `null` if not. Each run
 * of sentences has one `Beginning`. A run ends where a group begins.
 */
function sharedBeginnings(sentences: readonly string[], beginsGroup: (at: number) => boolean): (Beginning | null)[] {
  const found: (Beginning | null)[] = [];
  while (found.length < sentences.length) {
    const start = found.length;
    const first = sentences[start]?.split(' ') ?? [];
    let [end, shared] = [start + 1, first.length];
    for (; end < sentences.length && !beginsGroup(end); end += 1) {
      const both = Math.min(sharedWords(first, sentences[end]?.split(' ') ?? []), shared);
      if (both < LEAST_SHARED) break;
      shared = both;
    }
    const beginning = end === start + 1 ? null : { words: first.slice(0, shared).join(' ') };
    for (let at = start; at < end; at += 1) found.push(beginning);
  }
  return found;
}

/** Returns the number of words with which both begin. Each keeps a word of its own. */
function sharedWords(one: readonly string[], other: readonly string[]): number {
  const most = Math.min(one.length, other.length) - 1;
  return one.findIndex((word, at) => at >= most || word !== other[at]);
}

const markOf = ({ id }: ShownBreak, state: WalkState): Run =>
  breaksOn(state).includes(id) ? { text: '[x] ', meaning: 'differs' } : aside('[ ] ');

/** Returns the title of the list: how many breaks are on, and how many bits of the signature they flip. */
export function breaksTitle(state: WalkState, flippedBits: number | null): string {
  const count = breaksOn(state).length;
  const bits = count === 0 || flippedBits === null ? '' : ` · ${flippedBits} of ${SIGNATURE_BITS} bits`;
  return `Break it · ${count} on${bits} · enter switches`;
}

/** Returns the heading above a break, if a group begins with it: those that were on first, or those of a step. */
function breakHeading(
  { breaks, onFirst }: Pick<BreaksOpen, 'breaks' | 'onFirst'>,
  at: number,
  facts: WalkFacts,
): string | null {
  const [before, here] = [breaks[at - 1], breaks[at]];
  if (!here) return null;
  const isOn = breaks.slice(0, onFirst).some(({ id }) => facts.breaks.some((one) => one.id === id));
  if (at < onFirst) return at > 0 ? null : isOn ? 'On' : 'Switched off';
  if (at > onFirst && before?.stage.id === here.stage.id) return null;
  const { title, step } = here.stage;
  return `${stepNumberOf(facts, { id: step })} ${title}`.trim();
}

/** The item that switches all breaks off. */
export const ALL_OFF: readonly Run[] = [words('all off'), aside('  the correct request')];
