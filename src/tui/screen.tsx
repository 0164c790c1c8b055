/** The rows of a session, drawn by Ink. All that is drawn is decided in `render`; keys come from elsewhere. */
import { Box, Text, useApp, useWindowSize } from 'ink';
import { useEffect, useSyncExternalStore } from 'react';
import type { CurrentTheme } from './colours/current-theme.ts';
import { paintRow } from './paint.ts';
import type { DrawnSession } from './session.ts';

export interface ScreenProps {
  readonly session: DrawnSession;
  readonly themes: Pick<CurrentTheme, 'theme' | 'subscribe'>;
  /** Told once what draws the screen anew after something else has drawn on it. */
  readonly onReady: (app: ReturnType<typeof useApp>) => void;
}

export function Screen({ session, themes, onReady }: ScreenProps) {
  const app = useApp();
  const { columns, rows } = useWindowSize();
  const drawn = useSyncExternalStore(session.subscribe, session.rows);
  const exitCode = useSyncExternalStore(session.subscribe, session.exitCode);
  const theme = useSyncExternalStore(themes.subscribe, themes.theme);

  useEffect(() => onReady(app), [app, onReady]);
  useEffect(() => session.resize({ width: columns, height: rows }), [session, columns, rows]);
  useEffect(() => {
    if (exitCode !== null) app.exit();
  }, [exitCode, app]);

  return (
    <Box flexDirection="column">
      {drawn.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place on the screen.
        <Text key={index}>{paintRow(row, theme) || ' '}</Text>
      ))}
    </Box>
  );
}
