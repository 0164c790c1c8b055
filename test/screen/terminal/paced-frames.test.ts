import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { pacedFrames } from '../../../src/screen/terminal/paced-frames.ts';

function paced() {
  const terminal = Object.assign(new EventEmitter(), { writableNeedDrain: false });
  const drawn = { frames: 0 };
  const pace = pacedFrames(terminal as unknown as NodeJS.WriteStream, () => {
    drawn.frames += 1;
  });
  return { terminal, drawn, pace };
}

describe('pacedFrames', () => {
  it('draws one frame for all requests that come together', async () => {
    const { drawn, pace } = paced();
    pace.ask();
    pace.ask();
    expect(drawn.frames).toBe(0);
    await setImmediate();
    expect(drawn.frames).toBe(1);
  });

  it('waits until the terminal has taken the frame before, and then draws once', async () => {
    const { terminal, drawn, pace } = paced();
    terminal.writableNeedDrain = true;
    pace.ask();
    await setImmediate();
    pace.ask();
    await setImmediate();
    expect(drawn.frames).toBe(0);
    terminal.writableNeedDrain = false;
    terminal.emit('drain');
    expect(drawn.frames).toBe(1);
    pace.ask();
    await setImmediate();
    expect(drawn.frames).toBe(2);
  });

  it('draws nothing after its end', async () => {
    const { terminal, drawn, pace } = paced();
    pace.ask();
    pace.end();
    await setImmediate();
    terminal.emit('drain');
    expect(drawn.frames).toBe(0);
  });
});
