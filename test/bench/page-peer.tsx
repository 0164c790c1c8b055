/** Two full panes of a hex dump as plain Ink, to compare with: each key changes every row. `l` and `h` turn pages, `q` leaves. */
import { Box, render, Text, useApp, useInput, useWindowSize } from 'ink';
import { memo, useReducer } from 'react';

const COLORS = ['#d95f02', '#56b4e9', '#009e73', '#f0e442'];
const BODY = Buffer.alloc(2 ** 20).map((_, at) => 32 + (((at * 7919) >> 3) % 95));
const BYTES = 16;

const Row = memo(function Row({ row }: { readonly row: number }) {
  const octets = [...BODY.subarray(row * BYTES, (row + 1) * BYTES)];
  return (
    <Text wrap="truncate">
      <Text dimColor>{(row * BYTES).toString(16).padStart(6, '0')} </Text>
      {COLORS.map((_, group) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place.
        <Text key={group} color={COLORS[(row + group) % COLORS.length] ?? 'white'}>
          {octets.slice(group * 4, group * 4 + 4).map((octet) => `${octet.toString(16).padStart(2, '0')} `)}
        </Text>
      ))}
      {String.fromCharCode(...octets)}
    </Text>
  );
});

const Pane = ({ top, height }: { readonly top: number; readonly height: number }) => (
  <Box flexDirection="column" width={78}>
    {Array.from({ length: height }, (_, index) => top + index).map((row) => (
      <Row key={row} row={row} />
    ))}
  </Box>
);

function Page() {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  const [top, go] = useReducer((at: number, by: number) => Math.max(0, at + by), 0);
  useInput((key) => {
    if (key === 'q') exit();
    if (key === 'l') go(rows - 4);
    if (key === 'h') go(4 - rows);
  });
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Text bold>answer</Text>
      <Box flexGrow={1}>
        <Pane top={top} height={rows - 3} />
        {columns >= 120 && <Pane top={top + 1000} height={rows - 3} />}
      </Box>
      <Text dimColor>keys</Text>
    </Box>
  );
}

render(<Page />, { alternateScreen: true, incrementalRendering: true, maxFps: 1000, interactive: true });
