/** The screen of AWS's example in this process: keys are pressed, and edits are signed. */
import type { WalkCommands } from '../../../src/app/course/shown-course.ts';
import type { ShownWalk, WalkBreaker, WalkEditor } from '../../../src/app/walks/shown-walk.ts';
import { walk } from '../../../src/commands/walk.ts';
import type { Exchange } from '../../../src/http/exchange.ts';
import { beginSession } from '../../../src/screen/session.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { describeWalk } from '../../../src/screen/walk/describe-walk.tsx';
import { redactExchange } from '../../../src/trace/redact-exchange.ts';
import { screenFor, worldOf } from '../commands/test-world.ts';
import { screenRows } from './drawn-rows.tsx';

type Work<Given extends readonly unknown[], Made> = (...given: Given) => Promise<Made>;

/** The work that keys have begun: `counts` makes a function part of it, and `done` waits until none is left. */
function workOfKeys() {
  const underWay = new Set<Promise<unknown>>();
  return {
    counts:
      <Given extends readonly unknown[], Made>(work: Work<Given, Made>): Work<Given, Made> =>
      (...given) => {
        const begun = work(...given).finally(() => underWay.delete(begun));
        underWay.add(begun);
        return begun;
      },
    async done() {
      // What has ended may begin something else: a paste is read, and then signed.
      do await Promise.all(underWay);
      while (underWay.size > 0);
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
}

type KeyWork = ReturnType<typeof workOfKeys>;

const watchedBreaker = (breaker: WalkBreaker | null, { counts }: KeyWork): WalkBreaker | null =>
  breaker && { breaks: counts(breaker.breaks), walk: counts(breaker.walk), preview: counts(breaker.preview) };

/** The complete walk, in which reading a paste, signing an edit, and breaking a request are work of keys. */
async function completed(walked: ShownWalk, answer: Exchange | null, work: KeyWork): Promise<ShownWalk> {
  const { editor } = walked;
  const send = answer && (async () => redactExchange(answer, []));
  const signed = async (...inputs: Parameters<WalkEditor['walk']>) => {
    const made = await editor?.walk(...inputs);
    if (made === undefined) throw new Error('This walk is not edited.');
    return 'facts' in made ? { ...made, ...(send && { send }), breaker: watchedBreaker(made.breaker, work) } : made;
  };
  return {
    ...walked,
    editor: editor && { ...editor, walk: work.counts(signed) },
    paste: work.counts(walked.paste),
    breaker: watchedBreaker(walked.breaker, work),
    send: send ?? walked.send,
  };
}

interface ExampleOptions {
  /** The mistakes that are made in the request. */
  readonly breaks?: readonly string[];
  readonly layout?: 'usual';
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
  let opens: WalkCommands | undefined;
  const show = async (each: ShownWalk, commands: WalkCommands | undefined) => {
    walked = each;
    opens = commands;
    return 0;
  };
  const options = breaks.length === 0 ? {} : { break: breaks.join() };
  await walk.run(worldOf({ screen: screenFor({ walk: show }) }).world, options, []);
  if (walked === null) throw new Error('No walk was shown.');
  const work = workOfKeys();
  const walkShown = await completed(walked, answer ?? null, work);
  const room = { size, layout } as const;
  const session = beginSession(describeWalk(walkShown, opens ? { commands: opens } : {}), room, { write: () => {} });
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) {
      session.take({ kind: 'key', key });
      await work.done();
    }
  };
  const paste = async (text: string) => {
    session.take({ kind: 'paste', text });
    await work.done();
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
    paste,
    resize: (width: number, height: number) => session.resize({ width, height }),
    edit,
    drawn,
    content,
    state: () => session.state().state,
    view: () => session.state().view,
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
