/** Writes what a reader takes from the page of a diagnosis: the case, and the report in Markdown. */
import type { SharedReport } from '../../share/share.ts';
import { type MarkupNode, markup } from '../markup.ts';
import { PARTS } from './parts.ts';

/** Writes the end of the page. `opens` is the name of the page's own file, if the page has the case in it. */
export function takenMarkup(opens: string | null, report: SharedReport | null): MarkupNode {
  return markup`<footer class="taken"><h2 id="pass-on">${PARTS['pass-on']}</h2>${opens === null ? null : openedMarkup(opens)}${report ? reportMarkup(report) : null}</footer>`;
}

const openedMarkup = (
  name: string,
): MarkupNode => markup`<p>This page has the case in it, without secrets. A colleague opens it in the program:</p>
<figure class="copied"><figcaption>In the program</figcaption><pre tabindex="0">sigv4 open <span id="own-name">${name}</span></pre></figure>`;

function reportMarkup({ content, remarks }: SharedReport): MarkupNode {
  const replaced = remarks.map((says) => markup`<li>${says}</li>`);
  return markup`<h3>What was replaced in the report</h3><p>This page shows all names as they were given. In the report below, names are replaced as with --share:</p><ul id="replaced">${replaced}</ul>
<figure class="copied"><figcaption>The report in Markdown</figcaption><details class="report"><summary>Read it first</summary><pre tabindex="0">${content}</pre></details></figure>`;
}
