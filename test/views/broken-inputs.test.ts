/** The places of bytes in a request whose mistake changes an input in its place, such as the secret. */
import { expect, it } from 'vitest';
import { exampleScreen } from '../support/screen/example-screen.ts';

it.each(['base64', 'cut-at-slash', 'in-quotes'])(
  'a secret that a mistake has changed (%s) has its place',
  async (variant) => {
    const { places, facts } = (await exampleScreen({ breaks: [`secret-special-chars-mangled/${variant}`] })).view();
    expect(places.runsOf('secret-access-key')).toMatchObject([{ start: 0, tag: { letter: 'X' } }]);
    for (const { id } of facts.trace.values) expect(() => places.runsOf(id)).not.toThrow();
  },
);
