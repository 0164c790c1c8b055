/** The examples of docs/library.md, and what each of them prints. */
import { readFileSync } from 'node:fs';

export interface Example {
  /** The heading above it. */
  readonly title: string;
  readonly code: string;
  readonly prints: string;
}

/** Each block of code, and the block of text that follows it. */
export function libraryExamples(): Example[] {
  const document = readFileSync('docs/library.md', 'utf8');
  return document.split(/^## /m).flatMap((section) =>
    [...section.matchAll(/^```js\n(.*?)^```\n\n```text\n(.*?)^```$/gms)].map(([, code = '', prints = '']) => ({
      title: section.split('\n')[0] ?? '',
      code,
      prints,
    })),
  );
}
