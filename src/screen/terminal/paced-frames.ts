/** Draws no more frames than the terminal takes. */

export interface PacedFrames {
  /** Asks for a frame. Any number of requests before the frame is drawn lead to one frame. */
  readonly ask: () => void;
  /** Drops the frame that was asked for. */
  readonly end: () => void;
}

type Terminal = Pick<NodeJS.WriteStream, 'writableNeedDrain' | 'once' | 'off'>;

/**
 * Returns a pace for frames. A frame is drawn after all keys that have arrived are handled, and only if the terminal
 * has taken the frame before it, so frames never queue up and the newest state is always the next one shown.
 */
export function pacedFrames(terminal: Terminal, draw: () => void): PacedFrames {
  let asked: NodeJS.Immediate | null = null;
  let isWaiting = false;
  const drained = () => {
    isWaiting = false;
    draw();
  };
  const drawIfTaken = () => {
    asked = null;
    if (!terminal.writableNeedDrain) return draw();
    isWaiting = true;
    terminal.once('drain', drained);
  };
  return {
    ask: () => {
      if (!isWaiting) asked ??= setImmediate(drawIfTaken);
    },
    end: () => {
      if (asked) clearImmediate(asked);
      terminal.off('drain', drained);
    },
  };
}
