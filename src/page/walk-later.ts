/** The second script of the page of a walk: what can wait until the page has answered. */
import { headingMarkup, headingOf } from '../outputs/html/heading.ts';
import { originData } from '../outputs/html/origins.ts';
import { walkMarkup } from '../outputs/html/walk-markup.ts';
import { giveLater } from './later.ts';

giveLater({
  wholeMarkup: (facts, changes) =>
    `${headingMarkup(headingOf(facts), null).markup}${walkMarkup(facts, { changes }).markup}`,
  originsText: ({ trace }) => JSON.stringify(originData(trace)),
});
