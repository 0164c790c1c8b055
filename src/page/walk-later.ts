/** The second script of the page of a walk: what can wait until the page has answered. */
import { headingMarkup, headingOf } from '../outputs/html/heading.ts';
import { mistakesMarkup } from '../outputs/html/mistakes.ts';
import { originData } from '../outputs/html/origins.ts';
import { walkMarkup } from '../outputs/html/walk-markup.ts';
import type { MistakeGroup } from '../views/breaks/mistake-groups.ts';
import { elementOf, whenIdle } from './element.ts';
import { giveLater } from './later.ts';

giveLater({
  wholeMarkup: (facts, changes) =>
    `${headingMarkup(headingOf(facts), null).markup}${walkMarkup(facts, { changes }).markup}`,
  originsText: ({ trace }) => JSON.stringify(originData(trace)),
});

const { mistakes }: { readonly mistakes: readonly MistakeGroup[] } = JSON.parse(elementOf('later').textContent ?? '');
whenIdle(() => {
  const markup = mistakesMarkup(mistakes)?.markup ?? '';
  document.querySelector('main > section')?.insertAdjacentHTML('beforebegin', markup);
});
