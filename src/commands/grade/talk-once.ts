/** Passes on the standard error of a program that is started again and again, without what it only repeats. */

interface Talk {
  readonly take: (bytes: Uint8Array) => void;
  /** Notes that the process has ended. */
  readonly end: () => void;
}

/** The maximum number of characters that are compared. A program that writes more does not only repeat a message. */
const MOST_COMPARED = 65_536;

/**
 * Returns a function that begins the standard error of the next process. It is passed on as it arrives, but held as long
 * as it repeats that of the process before it, and dropped if it ends so: each process of a program that cannot be
 * started has the same message.
 */
export function talkOnce(write: (text: string) => void): () => Talk {
  let before = '';
  return () => {
    const decoder = new TextDecoder();
    const repeats = before;
    let isHeld = repeats !== '' && repeats.length < MOST_COMPARED;
    let own = '';
    const release = () => {
      isHeld = false;
      write(own);
    };
    return {
      take(bytes) {
        const text = decoder.decode(bytes, { stream: true });
        if (own.length < MOST_COMPARED) own += text;
        if (!isHeld) write(text);
        else if (!repeats.startsWith(own)) release();
      },
      end() {
        if (isHeld && own !== '' && own !== repeats) release();
        before = own;
      },
    };
  };
}
