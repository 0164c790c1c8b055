/**
 * A step of a walk as plain Ink, to compare with: a component for each row, a `<Text>` for each piece of one color, and
 * about as much text as the program shows, at each size. `l` and `h` move a byte, `q` leaves.
 */
import { Box, render, Text, useApp, useInput, useWindowSize } from 'ink';
import { memo, useReducer } from 'react';

const COLORS = ['#d95f02', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#e69f00'];
const LINES = [
  ['GET', ''],
  ['/test.txt', ''],
  ['host:', 'examplebucket.s3.amazonaws.com'],
  ['range:', 'bytes=0-9'],
  ['x-amz-content-sha256:', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934c'],
  ['x-amz-date:', '20130524T000000Z'],
  ['host;range;x-amz-content-sha256;x-amz-date', ''],
] as const;
const LENGTH = 64 * LINES.length;
const STEPS = ['1 Request', '2 Scope', '3 Key', '4 Canonical', '5 To sign', '6 Sign', '7 Send', '8 Answer'];
const WIDE = 120;
const BELOW = 6;
/** As many lines have a text in the program; the rows below them are empty. */
const TEXTS = 22;

const byteAt = (at: number) => 32 + ((((at % LENGTH) * 7919) >> 3) % 95);

interface RowProps {
  readonly row: number;
  /** The byte of the row that is marked; -1 if the cursor is elsewhere. */
  readonly cursor: number;
}

const Line = memo(function Line({ row, cursor }: RowProps) {
  const [name, value] = LINES[row % LINES.length] ?? LINES[0];
  const at = Math.min(cursor, value.length - 1);
  return (
    <Box height={1} width={80}>
      <Box width={4}>
        <Text backgroundColor={COLORS[row % COLORS.length] ?? 'white'} color="black">
          {cursor < 0 ? 'H' : '>'}
        </Text>
      </Box>
      <Box width={4}>
        <Text dimColor>{row + 1}</Text>
      </Box>
      <Box flexGrow={1}>
        <Text wrap="truncate">
          {name}
          {at < 0 ? (
            <Text color={COLORS[row % COLORS.length] ?? 'white'}>{value}</Text>
          ) : (
            <Text color={COLORS[row % COLORS.length] ?? 'white'}>
              {value.slice(0, at)}
              <Text inverse>{value[at]}</Text>
              {value.slice(at + 1)}
            </Text>
          )}
          <Text dimColor>\n</Text>
        </Text>
      </Box>
      <Text dimColor>header</Text>
    </Box>
  );
});

const HexRow = memo(function HexRow({ row, cursor, bytes }: RowProps & { readonly bytes: number }) {
  const octets = Array.from({ length: bytes }, (_, at) => byteAt(row * bytes + at));
  // Two bytes have one color; on the row of the cursor, each byte is a text of its own.
  const size = cursor < 0 ? 2 : 1;
  return (
    <Text wrap="truncate">
      <Text dimColor>{(row * bytes).toString(16).padStart(4, '0')} </Text>
      {Array.from({ length: bytes / size }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a run is its place.
        <Text key={at} color={COLORS[(row + ((at * size) >> 1)) % COLORS.length] ?? 'white'} inverse={at === cursor}>
          {octets.slice(at * size, (at + 1) * size).map((octet) => `${octet.toString(16).padStart(2, '0')} `)}
        </Text>
      ))}
      {String.fromCharCode(...octets)}
    </Text>
  );
});

function Inspector({ cursor, height }: { readonly cursor: number; readonly height: number }) {
  const facts = [
    'came as   GET · from the method',
    'rule      exactly as sent',
    'why       methods are case-sensitive',
  ];
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Text bold>
        Byte {cursor}, {String.fromCharCode(byteAt(cursor))} {byteAt(cursor).toString(16)}
      </Text>
      {Array.from({ length: height - 1 }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place.
        <Text key={row}>{facts[row % facts.length]}</Text>
      ))}
    </Box>
  );
}

function Step() {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  const [cursor, move] = useReducer((at: number, by: number) => Math.max(0, Math.min(LENGTH - 1, at + by)), 0);
  useInput((key) => {
    if (key === 'q') exit();
    if (key === 'l') move(1);
    if (key === 'h') move(-1);
  });
  const isWide = columns >= WIDE;
  const body = rows - 4 - (isWide ? 0 : BELOW);
  const bytes = columns >= 160 ? 16 : 8;
  const inspector = Math.floor(body * 0.38);
  const line = Math.floor(cursor / 32);
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Text>
        <Text bold>GET</Text> examplebucket/test.txt <Text dimColor>· bytes=0-9 · us-east-1 · 24 May 2013 · s3</Text>
      </Text>
      <Box gap={1}>
        {STEPS.map((step, index) => (
          <Text key={step} bold={index === 3} dimColor={index !== 3}>
            {step}
          </Text>
        ))}
      </Box>
      <Box borderStyle="single" borderBottom={false} borderLeft={false} borderRight={false} width={columns} />
      <Box height={body}>
        <Box flexDirection="column" width={80} flexShrink={0}>
          {Array.from({ length: Math.min(body, TEXTS) }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place.
            <Line key={row} row={row} cursor={row === line ? cursor % 32 : -1} />
          ))}
        </Box>
        {isWide && (
          <Box flexDirection="column" marginLeft={1}>
            <Inspector cursor={cursor} height={inspector} />
            {Array.from({ length: body - inspector }, (_, row) => (
              <HexRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place.
                key={row}
                row={row}
                bytes={bytes}
                cursor={Math.floor(cursor / bytes) === row ? cursor % bytes : -1}
              />
            ))}
          </Box>
        )}
      </Box>
      {!isWide && <Inspector cursor={cursor} height={BELOW} />}
      <Text dimColor wrap="truncate">
        keys ↵ next ←→ step ↑↓ line h l byte o origin u uses e edit w next origin B break m map / find
      </Text>
    </Box>
  );
}

render(<Step />, { alternateScreen: true, incrementalRendering: true, maxFps: 1000, interactive: true });
