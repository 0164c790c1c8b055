/** How an input and its source are named. */
import { expect, it } from 'vitest';
import { inputWords, sourceWords } from '../../src/views/input-words.ts';

it.each(['/home/somebody/project/answer.txt', 'C:\\Users\\somebody\\answer.txt', 'answer.txt'])(
  'names the file of bytes without its folders, which a page would tell to others: %s',
  (path) => {
    const file = { kind: 'file', path } as const;
    const quoted = inputWords({
      id: 'canonical-texts',
      source: { kind: 'side', side: 'server', quotedIn: file },
    });
    expect(quoted).toContain('answer.txt');
    expect(quoted).not.toMatch(/somebody/);
    expect(inputWords({ id: 'payload', source: file })).not.toMatch(/somebody/);
    // Where somebody asks which file was read, its path is the answer.
    expect(sourceWords(file)).toBe(path);
  },
);
