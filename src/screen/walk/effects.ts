/** Carries out the effects of a walk: sending, computing anew, copying, and opening what is on top of it. */
import { watchSearch } from '../../app/reading/watched-search.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { isScriptLanguage, type ScriptLanguage } from '../../outputs/script/table.ts';
import { describeExport } from '../exports/describe-export.tsx';
import { walkScript } from '../exports/walk-script.ts';
import type { OpenShown, ShownSession, WalkOpening } from '../opening.ts';
import type { Outside, SessionDescription } from '../session-description.ts';
import { dropsSearch, type Effect, type WalkEvent } from './events.ts';
import { type Copied, type CopiedText, copyOf } from './lists/copying.ts';
import type { Frame, View } from './view.ts';
import type { WalkState } from './walk-state.ts';

type Carrying = SessionDescription<Frame, WalkEvent, Effect>['carryOut'];
type Take = Outside<WalkEvent>['take'];

/** Returns the function that carries out the effects of a walk. The function can also stop effects or ignore their results. */
export function effectsOf(openShown: OpenShown, commands: WalkOpening['commands']): Carrying {
  let sending = new AbortController();
  let opening = NOTHING_OPENS;
  // Only the most recently requested walk counts.
  let asked = 0;
  /** Shows the walk that is made. A diagnosis that is asked for while it is made is of the earlier one. */
  const showMade = <Made>(made: Promise<Made> | undefined, event: (made: Made) => WalkEvent, take: Take) => {
    asked += 1;
    const number = asked;
    void made?.then((walk) => {
      if (number !== asked) return;
      opening.drop();
      take(event(walk));
    });
  };
  return (effect, { state, view }, outside) => {
    const { take } = outside;
    if (dropsSearch(effect)) opening.drop();
    switch (effect.kind) {
      case 'send':
        sending = new AbortController();
        send(state, AbortSignal.any([sending.signal, outside.left]), take);
        break;
      case 'stop-sending':
        sending.abort();
        break;
      case 'read-paste':
        void state.source.paste(effect.text).then((pasted) => take({ kind: 'pasted', pasted }));
        break;
      case 'read-clock': {
        const date = state.source.editor?.now();
        if (date !== undefined) take({ kind: 'clock-read', date });
        break;
      }
      case 'recompute':
        showMade(state.source.editor?.walk(effect.inputs), (made) => ({ kind: 'recomputed', made }), take);
        break;
      case 'export': {
        const { exports } = state.source;
        if (exports) outside.open(describeExport(exports, view.facts, effect.what));
        break;
      }
      case 'find-breaks':
        void state.walk.breaker?.breaks().then((found) => take({ kind: 'breaks-found', found }));
        break;
      case 'break':
        showMade(state.walk.breaker?.walk(effect.ids), (made) => ({ kind: 'broken', made }), take);
        break;
      case 'preview-break':
        preview(effect.id, state.unbroken ?? state.walk, take);
        break;
      case 'open-walk':
        opening = openWalk(state, effect.replay, outside);
        break;
      case 'open-command':
        void commands?.[effect.command]().then((session) => showCommand(session, outside, openShown));
        break;
      case 'follow':
        follow(outside);
        break;
      case 'stop-search':
        opening.stop();
        break;
      case 'open': {
        const openedFrom = { home: state.home, below: 'walk', notice: effect.notice } as const;
        openShown(outside, { kind: 'walk', walk: effect.walk }, openedFrom);
        break;
      }
      case 'reopen':
        outside.reopen();
        break;
      case 'copy':
        copy(effect.what, state, view, outside);
        break;
      case 'drop-search':
        break;
      default:
        effect satisfies never;
    }
  };
}

function showCommand(session: ShownSession | Problem, outside: Outside<WalkEvent>, openShown: OpenShown): void {
  if (isProblem(session)) outside.take({ kind: 'notice', text: session.says });
  else openShown(outside, session);
}

function preview(id: string, { breaker, facts }: WalkState['walk'], take: Take): void {
  void breaker?.preview(id, facts).then((shown) => take({ kind: 'break-previewed', id, shown }));
}

const FRAMES = 6;
const FRAME_TIME = 40;
const STILL = 'The way is drawn at once: NO_MOTION or CI is set, or a screen reader is used.';

/** Draws the way little by little, in 240 ms. If nothing may move, says so. */
function follow({ take, moves, left }: Pick<Outside<WalkEvent>, 'take' | 'moves' | 'left'>, frame = 0): void {
  if (!moves) take({ kind: 'notice', text: STILL });
  if (!moves || left.aborted) return;
  take({ kind: 'followed', part: frame / FRAMES });
  if (frame < FRAMES) setTimeout(() => follow({ take, moves, left }, frame + 1), FRAME_TIME);
}

function send({ walk }: WalkState, signal: AbortSignal, take: Take): void {
  void walk
    .send({ signal, onProgress: (progress) => take({ kind: 'progress', progress }) })
    .then((exchange) => take({ kind: 'answered', exchange, of: walk.facts }));
}

/** A walk that is being opened, such as a diagnosis whose search may take seconds. */
interface Opening {
  /** Ends the search. What was found so far is opened. */
  readonly stop: () => void;
  /** Ends the search, and opens nothing. */
  readonly drop: () => void;
}

const NOTHING_OPENS: Opening = { stop: () => {}, drop: () => {} };

function openWalk({ walk, source }: WalkState, replay: string | null, { take, left }: Outside<WalkEvent>): Opening {
  const [stopped, dropped] = [new AbortController(), new AbortController()];
  const watch = watchSearch([stopped.signal, dropped.signal, left], (tried) => take({ kind: 'searching', tried }));
  const opened = replay === null ? walk.openDiagnosis?.(watch) : source.openReplay?.(replay);
  void opened?.then((found) => {
    if (!dropped.signal.aborted) take({ kind: 'walk-opened', found });
  });
  return { stop: () => stopped.abort(), drop: () => dropped.abort() };
}

function copy(what: Copied | ScriptLanguage, state: WalkState, view: View, outside: Outside<WalkEvent>): void {
  if (isScriptLanguage(what)) {
    void walkScript(view.facts, what).then((script) =>
      offer(typeof script === 'string' ? script : { ...script, says: 'The script' }, outside),
    );
    return;
  }
  const copied = copyOf(what, state, view);
  offer(typeof copied === 'string' ? copied : copied(), outside);
}

/** Copies a text, or shows the sentence that says why there is none. */
function offer(copied: CopiedText | string, outside: Outside<WalkEvent>): void {
  if (typeof copied === 'string') outside.take({ kind: 'notice', text: copied });
  else outside.copy(copied.text, `${copied.says} was sent to the terminal's clipboard.`);
}
