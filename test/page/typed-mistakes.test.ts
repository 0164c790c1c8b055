/** What a reader types in the page of a diagnosis, for the mistakes of all causes. */
import { expect, it } from 'vitest';
import { S3_EXAMPLE_KEY } from '../../src/aws/example-keys.ts';
import { typedView } from '../../src/views/diagnosis/trial/typed-lines.ts';
import { serverLines, toTypeIn } from '../support/page/lines-to-type.ts';
import { pastedFailures } from '../support/page/pasted-failures.ts';

const { secretAccessKey: SECRET } = S3_EXAMPLE_KEY;

it("both texts are the same with the server's lines, for the mistakes of all causes", {
  tags: ['expensive'],
}, async () => {
  const seen: boolean[] = [];
  for (const pastes of pastedFailures(100)) {
    const toType = await toTypeIn(pastes);
    seen.push(toType !== null);
    if (!toType) continue;
    expect(typedView(toType, new Map(), SECRET).isSame).toBe(false);
    const { isSame, comparison } = typedView(toType, serverLines(toType), SECRET);
    expect(isSame).toBe(true);
    for (const { by, standing, values } of comparison.results)
      expect([by, standing, values.client.text]).toEqual([
        by,
        values.server.isKnown ? 'same' : 'unknown',
        values.client.text,
      ]);
  }
  expect(seen.filter(Boolean).length).toBeGreaterThan(20);
});
