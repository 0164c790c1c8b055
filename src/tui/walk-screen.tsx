/** The walk on the screen: state to rows, keys to events. All that is drawn is decided in `render`. */
import { Box, Text, useApp, useInput, useWindowSize } from 'ink';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { actionOfKey, KEYS } from '../commands/keys.ts';
import type { ShownWalk } from '../commands/world.ts';
import type { WalkFacts } from '../pages/facts.ts';
import type { Run } from '../pages/page.ts';
import { verdict, walkPage } from '../pages/walk-pages.ts';
import { distances, introduction, type ScreenContent, screenRows } from '../render/screen.ts';
import { helpBlocks } from './help.ts';
import { keysOfInput } from './keys-of-input.ts';
import { paintRow } from './theme.ts';
import { canSend, cursorOf, firstState, isOffered, nextState, type WalkEvent, type WalkState } from './walk-state.ts';

export interface WalkScreenProps extends ShownWalk {
  readonly onLeave: (exitCode: number) => void;
}

export function WalkScreen({ facts, send, onLeave }: WalkScreenProps) {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  const size = { width: columns, height: rows };
  // Keys that come in one chunk must each see what the one before did: the state in the ref runs ahead of React's.
  const [state, setState] = useState(() => firstState(facts.trace.stages.length, { kind: send ? 'unsent' : 'never' }));
  const latest = useRef(state);
  const dispatch = useCallback((event: WalkEvent) => {
    latest.current = nextState(latest.current, event);
    setState(latest.current);
  }, []);

  useInput((input, key) => {
    for (const name of keysOfInput(input, key)) {
      const action = actionOfKey(name);
      if (!action) continue;
      if (action === 'send' && send && canSend(latest.current)) {
        void send().then((exchange) => dispatch({ kind: 'answered', exchange }));
      }
      dispatch({ kind: 'key', action, distances: distances(contentOf(facts, latest.current), size) });
    }
  });

  useEffect(() => {
    if (state.exitCode === null) return;
    onLeave(state.exitCode);
    exit();
  }, [state.exitCode, onLeave, exit]);

  const content = useMemo(() => contentOf(facts, state), [facts, state]);
  return (
    <Box flexDirection="column">
      {screenRows(content, size).map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place on the screen.
        <Text key={index}>{paintRow(row, columns) || ' '}</Text>
      ))}
    </Box>
  );
}

function contentOf(facts: WalkFacts, state: WalkState): ScreenContent {
  const known = state.sending.kind === 'answered' ? { ...facts, exchange: state.sending.exchange } : facts;
  const page = walkPage(known, state.step);
  return {
    titles: facts.trace.stages.map((stage) => stage.title),
    step: state.step,
    verdict: [{ text: facts.verification ? 'VERIFY  ' : 'SIGN  ', meaning: 'name' }, verdict(known)],
    introduction: state.help === null ? introduction(page) : [],
    main: state.help === null ? page.main : [],
    body: state.help === null ? page.blocks : helpBlocks(),
    cursor: cursorOf(state),
    notice: state.sending.kind === 'sending' ? 'Sending…' : null,
    footer: footer(state),
  };
}

function footer(state: WalkState): Run[] {
  return KEYS.filter(({ action }) => isOffered(action, state)).flatMap(({ footer: shown }): Run[] =>
    shown
      ? [
          { text: shown[0], meaning: 'name' },
          { text: ` ${shown[1]}   `, meaning: 'aside' },
        ]
      : [],
  );
}
