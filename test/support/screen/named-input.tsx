/** Input as the screen gets it: split by the program, and its keys named by Ink. */
import { Writable } from 'node:stream';
import { render, useInput } from 'ink';
import type { InputEvent, ReportEvent } from '../../../src/screen/input/input-event.ts';
import { nameOfKey } from '../../../src/screen/input/key-names.ts';
import { splitInput } from '../../../src/screen/input/split-input.ts';
import { KeyStream } from '../../../src/screen/input/terminal-input.ts';

export type NamedEvent = { readonly kind: 'key'; readonly name: string } | ReportEvent;

function Reader({ onName }: { readonly onName: (name: string) => void }) {
  useInput((typed, key) => {
    const name = nameOfKey(typed, key);
    if (name !== null) onName(name);
  });
  return null;
}

/** Gives the names of the keys that Ink reads. It has read them when this returns. */
function namesByInk(): (sequence: string) => readonly string[] {
  let names: string[] = [];
  const keys = new KeyStream(() => {});
  const stdout = new Writable({ write: (_data, _encoding, done) => done() });
  const streams = { stdin: keys, stdout, interactive: false, exitOnCtrlC: false, patchConsole: false };
  render(<Reader onName={(name) => names.push(name)} />, streams);
  return (sequence) => {
    names = [];
    keys.hand(sequence);
    return names;
  };
}

let reader: ReturnType<typeof namesByInk> | null = null;

function named(events: readonly InputEvent[]): NamedEvent[] {
  reader ??= namesByInk();
  const namesOf = reader;
  return events.flatMap((event): NamedEvent[] =>
    event.kind === 'key' ? namesOf(event.sequence).map((name) => ({ kind: 'key', name })) : [event],
  );
}

/** A splitter whose keys have names. */
export function decodeInput(pasteLimit?: number) {
  const splitter = splitInput(pasteLimit);
  return {
    take: (piece: Uint8Array) => named(splitter.take(piece)),
    flush: () => named(splitter.flush()),
    giveUp: () => named(splitter.giveUp()),
    isUndecided: splitter.isUndecided,
    isUnfinished: splitter.isUnfinished,
  };
}
