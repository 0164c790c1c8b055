/** Names a page: its request or, for a diagnosis or a replay, the mistake. */

import { diagnosisView } from '../../views/diagnosis/diagnosis-view.ts';
import { replayRun } from '../../views/diagnosis/replay-pages.ts';
import type { WalkFacts } from '../../views/facts.ts';
import { headlineParts } from '../../views/headline.ts';
import { textOf } from '../../views/page.ts';
import { type MarkupNode, markup } from './markup.ts';

export interface PageHeading {
  /** What the page is, in a few words. */
  readonly kind: string;
  readonly title: string;
  /** Facts about the request, the most important first. */
  readonly about: readonly string[];
}

const KINDS: Readonly<Record<WalkFacts['trace']['purpose'], string>> = {
  sign: 'A signature, step by step',
  verify: 'A signature, verified',
  diagnose: 'Why a request was refused',
  replay: 'A mistake, made again',
};

/** Returns the heading of a walk. */
export function headingOf(facts: WalkFacts): PageHeading {
  const { trace, diagnosis, replay } = facts;
  const kind = KINDS[trace.purpose];
  if (diagnosis) {
    const { verdict, about } = diagnosisView(diagnosis);
    return { kind, title: verdict.text, about };
  }
  const [target = '', ...about] = headlineParts(facts).map(textOf);
  const named = replay ? { title: replayRun(replay).text, about: [target, ...about] } : { title: target, about };
  return { kind, ...named };
}

/** Writes a heading, with `beside` at its right, if it has something there. */
export function headingMarkup({ kind, title, about }: PageHeading, beside: MarkupNode | null): MarkupNode {
  const facts = about.length > 0 ? markup`<p class="about">${about.join(' · ')}</p>` : null;
  return markup`<header><div id="heading"><p class="kind">${kind}</p><h1>${title}</h1>${facts}</div>${beside}</header>`;
}
