/** The screen of AWS's example in this process: keys are pressed, and edits are signed. */
import type { ShownWalk } from '../../src/app/walks/shown-walk.ts';
import { walk } from '../../src/commands/walk.ts';
import type { Exchange } from '../../src/http/exchange.ts';
import { redactExchange } from '../../src/trace/redact-exchange.ts';
import { beginSession } from '../../src/tui/session.ts';
import { contentOf } from '../../src/tui/state/content.ts';
import { describeWalk } from '../../src/tui/state/describe-walk.ts';
import { screenRows } from './drawn-rows.ts';
import { screenFor, worldOf } from './test-world.ts';

/** The complete walk, and how many of its edits are being signed. */
async function completed(walked: ShownWalk, answer: Exchange | null) {
  const signing = { count: 0 };
  const { editor } = walked;
  const send = answer && (async () => redactExchange(answer, []));
  const watched = editor && {
    ...editor,
    walk: async (...inputs: Parameters<typeof editor.walk>) => {
      signing.count += 1;
      const made = await editor.walk(...inputs).finally(() => (signing.count -= 1));
      return send && 'facts' in made ? { ...made, send } : made;
    },
  };
  const walkShown: ShownWalk = {
    ...walked,
    facts: (await walked.complete?.()) ?? walked.facts,
    editor: watched,
    send: send ?? walked.send,
  };
  return { walkShown, signing };
}

interface ExampleOptions {
  /** The mistakes that are made in the request. */
  readonly breaks?: readonly string[];
  readonly layout?: 'usual' | 'projector';
  readonly size?: { readonly width: number; readonly height: number };
  /** What the server answers to each request. */
  readonly answer?: Exchange;
}

/** Opens AWS's example on a screen of 100 columns. */
export async function exampleScreen({
  breaks = [],
  layout = 'usual',
  size = { width: 100, height: 40 },
  answer,
}: ExampleOptions = {}) {
  let walked: ShownWalk | null = null;
  const show = async (each: ShownWalk) => {
    walked = each;
    return 0;
  };
  const options = breaks.length === 0 ? {} : { break: breaks.join() };
  await walk.run(worldOf({ screen: screenFor({ walk: show }) }).world, options, []);
  if (walked === null) throw new Error('No walk was shown.');
  const { walkShown, signing } = await completed(walked, answer ?? null);
  const room = { size, layout } as const;
  const session = beginSession(describeWalk(walkShown), room, { write: () => {}, suspend: () => {} });
  const settle = async () => {
    do await new Promise((resolve) => setTimeout(resolve, 0));
    while (signing.count > 0);
  };
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) {
      session.take({ kind: 'key', key });
      await settle();
    }
  };
  const content = () => {
    const { state, view } = session.state();
    return contentOf(state, view);
  };
  const drawn = () => {
    const { view } = session.state();
    return screenRows(content(), view.regions).map((row) => row.map(({ text }) => text).join(''));
  };
  /** Types another text into the field of an input. */
  const edit = async (input: string, text: string) => {
    await press(':', ...input, 'return');
    await press('ctrl+u', ...text);
  };
  return {
    press,
    edit,
    drawn,
    content,
    state: () => session.state().state,
    /** The rows of the page that are marked as changed, without their marks and spaces at the end. */
    marked: () =>
      drawn().flatMap((row) =>
        row[7] === '~'
          ? [
              row
                .slice(8)
                .replace(/ {2,}.*$/, '')
                .trimEnd(),
            ]
          : [],
      ),
    says: () => (content().change?.left ?? []).map(({ text }) => text).join(''),
    headline: () =>
      content()
        .headline.parts.flat()
        .map(({ text }) => text),
    inputs: () => session.state().state.editing?.history.present,
  };
}
