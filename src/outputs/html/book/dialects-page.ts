/** Writes the page of the book about the siblings of Signature Version 4: what differs, and one request in two of them. */
import { dialectsReport } from '../../../views/dialects/dialects-report.ts';
import type { Results } from '../../../views/results.ts';
import { markup } from '../markup.ts';
import { blocksMarkup, WORDS_ONLY } from '../rows.ts';
import type { BookPage } from './frame.ts';

/** Writes the page: the table, and a section for each sibling that is compared with S3. */
export function dialectsPage({ dialects, siblings }: Pick<Results['book'], 'dialects' | 'siblings'>): BookPage {
  const sections = siblings.map(({ id, dialect, traces }) => {
    const { blocks } = dialectsReport({ dialects, compared: traces });
    return markup`<section id="${id}"><h2>S3 and ${dialect.words.server}</h2>${blocksMarkup(blocks, WORDS_ONLY)}</section>`;
  });
  const table = dialectsReport({ dialects, compared: null }).blocks;
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
