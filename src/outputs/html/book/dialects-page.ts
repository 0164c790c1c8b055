/** Writes the page of the book about the siblings of Signature Version 4: what differs, and one request in two of them. */
import { COMPARABLE, COMPARED_DIALECTS, comparedDialects } from '../../../views/dialects/compared-dialects.ts';
import { dialectsReport } from '../../../views/dialects/dialects-report.ts';
import { markup } from '../markup.ts';
import { blocksMarkup, WORDS_ONLY } from '../rows.ts';
import type { BookPage } from './frame.ts';

/** The siblings of which the page shows a request beside that of S3. */
const SHOWN = ['goog4', 'oss4', 'tos4'];

export function dialectsPage(): BookPage {
  const [usual] = COMPARABLE;
  const sections = COMPARABLE.filter(({ id }) => SHOWN.includes(id)).map((algorithm) => {
    const compared = usual ? comparedDialects(usual, algorithm) : null;
    const { blocks } = dialectsReport({ dialects: COMPARED_DIALECTS, compared });
    return markup`<section id="${algorithm.id}"><h2>S3 and ${algorithm.dialect.words.server}</h2>${blocksMarkup(blocks, WORDS_ONLY)}</section>`;
  });
  const table = dialectsReport({ dialects: COMPARED_DIALECTS, compared: null }).blocks;
  return {
    part: 'dialects',
    heading: {
      kind: 'Other vendors',
      title: 'The siblings of SigV4',
      about: ['Google, Alibaba, Volcengine, and others sign alike; what differs is here'],
    },
    content: markup`<main class="read"><section id="table"><h2>What differs</h2>${blocksMarkup(table, WORDS_ONLY)}</section>${sections}
<figure><figcaption>In the program:</figcaption><pre tabindex="0">sigv4 dialects oss4</pre></figure></main>`,
  };
}
