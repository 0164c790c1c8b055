/** Describes the page for pasting as a session. The page's result opens on top of it. */
import { watchSearch } from '../../app/reading/watched-search.ts';
import type { ShownPastePage, ShownWalk } from '../../app/walks/shown-walk.ts';
import { COMPARISON_STAGE } from '../../sigv4/stages/comparison.ts';
import type { PasteFacts } from '../../views/paste/paste-page.ts';
import type { OpenShown } from '../opening.ts';
import type { Outside, SessionDescription } from '../session-description.ts';
import { firstPasteState, nextPaste, type PasteEffect, type PasteEvent, type PasteState } from './next-paste.ts';
import { announcePaste, Paste } from './paste.tsx';

type PasteDescription = SessionDescription<PasteState, PasteEvent, PasteEffect>;

/** Describes the page. `openShown` opens the page's result. */
export function describePaste(page: ShownPastePage, openShown?: OpenShown): PasteDescription {
  let search = new AbortController();
  return {
    first: () => {
      const state = firstPasteState(page);
      const { pastes, changes } = state;
      return { state, effects: pastes.length === 0 ? [] : [{ kind: 'read', pastes, changes }] };
    },
    reduce: nextPaste,
    draw: (state, room) => <Paste state={state} room={room} />,
    ...announcePaste,
    ending: ({ ending }) => ending,
    carryOut: (effect, state, outside) => {
      if (effect.kind === 'read' || effect.kind === 'stop-search') {
        search.abort();
        search = new AbortController();
      }
      if (effect.kind === 'read') read(effect, page, search.signal, outside);
      else carryOut(effect, state, outside, openShown);
    },
  };
}

/** Reads the pastes. A search ends when it is stopped, when something else is read, or when the page is left. */
function read(
  { pastes, changes }: Extract<PasteEffect, { kind: 'read' }>,
  page: ShownPastePage,
  stopped: AbortSignal,
  { take, left }: Outside<PasteEvent>,
): void {
  const watch = watchSearch([stopped, left], (tried) => take({ kind: 'searching', changes, tried }));
  const onRead = (facts: PasteFacts) => take({ kind: 'found', changes, facts });
  void page.read(pastes, watch, onRead).then((reading) => take({ kind: 'read', changes, reading }));
}

function carryOut(
  effect: Exclude<PasteEffect, { kind: 'read' }>,
  { page }: PasteState,
  outside: Outside<PasteEvent>,
  openShown: OpenShown | undefined,
): void {
  const { take } = outside;
  switch (effect.kind) {
    case 'read-file':
      void page.readFile(effect.path).then((text) => take({ kind: 'file', text }));
      break;
    case 'open':
      openShown?.(
        outside,
        { kind: 'walk', walk: effect.walk },
        { below: 'paste', notice: null, ...stageOf(effect.walk) },
      );
      break;
  }
}

/** A verification opens at the comparison, which has the verdict, even if the signature is right. */
const stageOf = ({ facts }: ShownWalk): { readonly stage?: string } =>
  facts.verification ? { stage: COMPARISON_STAGE.id } : {};
