/** The state as what is to be drawn. */
import { KEYS, type KeyBinding } from '../../commands/keys.ts';
import { byteCard, rangeInWords } from '../../pages/byte-card.ts';
import { aside, type Run, words } from '../../pages/page.ts';
import { bytesShown } from '../../pages/shown-bytes.ts';
import { verdict } from '../../pages/walk-pages.ts';
import { progressText } from '../../render/progress-text.ts';
import type { ListContent, ScreenContent } from '../../render/screen/screen-rows.ts';
import { helpItems } from './help.ts';
import { paletteCommands } from './palette.ts';
import { canSend, keyMode, type Open, type ScreenState } from './screen-state.ts';
import type { TextField } from './text-field.ts';
import { cursorOf, type View } from './view.ts';

export function contentOf(state: ScreenState, view: View): ScreenContent {
  const { facts, places, rowsOf } = view;
  const cursor = cursorOf(state, view);
  const { position } = cursor;
  const mode = facts.verification ? 'VERIFY' : 'SIGN';
  return {
    verdict: [{ text: `${mode}  `, meaning: 'name' }, verdict(facts)],
    titles: facts.trace.stages.map(({ title }) => title),
    step: state.step,
    rows: rowsOf(state.step),
    cursor,
    places,
    bytes: position && bytesShown(facts, position.value),
    pane: state.pane,
    card: position && byteCard(facts, places, position),
    notice: noticeOf(state),
    list: state.open && listOf(state.open, view),
    footer: footerOf(state, view),
  };
}

function noticeOf({ open, notice, sending }: ScreenState): Run[] | null {
  if (open && 'field' in open) return fieldRuns(PROMPTS[open.kind], open.field);
  if (sending.kind === 'sending') return [words(progressText(sending.reports))];
  return notice === null ? null : [words(notice)];
}

const PROMPTS = { search: '/', palette: ':', offset: '@ offset ' } as const;

/** The caret stands where the next character goes. */
function fieldRuns(prompt: string, { text, caret }: TextField): Run[] {
  return [
    { text: prompt, meaning: 'name' },
    words(text.slice(0, caret)),
    { text: '▏', meaning: 'name' },
    words(text.slice(caret)),
  ];
}

function listOf(open: Open, { facts }: View): ListContent | null {
  switch (open.kind) {
    case 'help':
      return { title: 'Keys', items: helpItems(), index: open.index };
    case 'uses':
      return {
        title: 'Used in',
        items: open.uses.map((use) => [words(rangeInWords(facts.trace, use)), aside(`  ${use.how}`)]),
        index: open.index,
      };
    case 'palette':
      return { title: 'Commands', items: paletteCommands(open.field.text).map(commandItem), index: open.index };
    default:
      return null;
  }
}

/** The columns of a name and of its keys. */
const NAME_WIDTH = 18;
const KEY_WIDTH = 11;

const commandItem = ({ action, shown, says }: KeyBinding): Run[] => [
  { text: action.replaceAll('-', ' ').padEnd(NAME_WIDTH), meaning: 'name' },
  words(shown.padEnd(KEY_WIDTH)),
  aside(says),
];

/** As many keys as fit, those first that a newcomer needs. */
function footerOf(state: ScreenState, { regions }: View): Run[] {
  const offered = KEYS.filter((binding) => binding.footer && isOffered(binding, state));
  const runs: Run[] = [];
  let room = regions.width;
  for (const { footer } of offered) {
    if (!footer) continue;
    const [key, word] = footer;
    const length = key.length + word.length + GAP.length + 1;
    if (length > room + GAP.length) continue;
    room -= length;
    runs.push({ text: key, meaning: 'name' }, { text: ` ${word}${GAP}`, meaning: 'aside' });
  }
  return runs;
}

const GAP = '  ';

/** Whether a key does something now, so that the footer offers it. */
function isOffered({ action, modes }: KeyBinding, state: ScreenState): boolean {
  if (!modes.includes(keyMode(state))) return false;
  switch (action) {
    case 'next-stage':
      return state.step < state.cursors.length - 1;
    case 'previous-stage':
      return state.step > 0;
    case 'send':
      return canSend(state);
    case 'stop-sending':
      return state.sending.kind === 'sending';
    default:
      return true;
  }
}
