/** The walk on the screen: state to rows, keys to events. All that is drawn is decided in `render`. */
import { Box, Text, useApp, useInput, useWindowSize } from 'ink';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ShownWalk } from '../commands/world.ts';
import type { ExchangeProgress } from '../http/progress.ts';
import type { Layout } from '../render/screen/regions.ts';
import { screenRows } from '../render/screen/screen-rows.ts';
import type { Theme } from './colours/theme.ts';
import { keysOfInput } from './keys-of-input.ts';
import { paintRow } from './paint.ts';
import { contentOf } from './state/content.ts';
import { replaced } from './state/moving.ts';
import { nextState, type ScreenEvent } from './state/next-state.ts';
import { firstState } from './state/screen-state.ts';
import { viewOf } from './state/view.ts';

export interface ScreenProps extends ShownWalk {
  readonly layout: Layout;
  readonly theme: Theme;
  readonly onLeave: (exitCode: number) => void;
}

export function Screen({ facts, send, layout, theme, onLeave }: ScreenProps) {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  // Keys that come in one chunk must each see what the one before did: the state in the ref runs ahead of React's.
  const [state, setState] = useState(() => firstState(facts.trace.stages.length, { kind: send ? 'unsent' : 'never' }));
  const exchange = state.sending.kind === 'answered' ? state.sending.exchange : null;
  const known = useMemo(() => (exchange ? { ...facts, exchange } : facts), [facts, exchange]);
  const view = useMemo(() => viewOf(known, { width: columns, height: rows }, layout), [known, columns, rows, layout]);
  const latest = useRef(state);
  const shown = useRef(view);
  if (shown.current !== view) {
    latest.current = replaced(latest.current, shown.current, view);
    shown.current = view;
  }
  const stop = useRef<() => void>(() => {});
  const dispatch = useCallback(
    (event: ScreenEvent) => {
      const { state: next, effect } = nextState(latest.current, event, shown.current);
      latest.current = next;
      setState(next);
      if (effect?.kind === 'stop-sending') stop.current();
      if (effect?.kind !== 'send' || !send) return;
      const controller = new AbortController();
      stop.current = () => controller.abort();
      const onProgress = (progress: ExchangeProgress) => dispatch({ kind: 'progress', progress });
      void send({ signal: controller.signal, onProgress }).then((answer) =>
        dispatch({ kind: 'answered', exchange: answer }),
      );
    },
    [send],
  );

  useInput((input, key) => {
    for (const name of keysOfInput(input, key)) dispatch({ kind: 'key', key: name });
  });

  useEffect(() => {
    if (state.exitCode === null) return;
    // What goes on would keep the program from ending.
    stop.current();
    onLeave(state.exitCode);
    exit();
  }, [state.exitCode, onLeave, exit]);

  return (
    <Box flexDirection="column">
      {screenRows(contentOf(latest.current, view), view.regions).map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place on the screen.
        <Text key={index}>{paintRow(row, theme) || ' '}</Text>
      ))}
    </Box>
  );
}
