/** Defines the screen. What can be shown on it is defined by what shows it, such as `WalkSession`. */
import type { ReadWatch } from '../../http/body/progress.ts';
import type { TextMask } from './terminal.ts';

/** How the user wants the screen. */
export interface ScreenChoice {
  readonly layout: 'usual' | 'screen-reader';
  /** The background of the terminal; `null` means the background that the terminal reports. */
  readonly background: 'dark' | 'light' | null;
}

export interface Screens<Shown> {
  /** The screen; `null` if there is no terminal, or one that says that it is dumb. */
  readonly screen: Screen<Shown> | null;
}

export interface Screen<Shown> {
  /** Shows that the program is waiting, until there is a session to show. */
  readonly wait: (choice: ScreenChoice) => ScreenWait;
  /**
   * Returns whether this process may take the terminal. A process in the background, such as after `&` in a shell, may
   * not, because the system would stop it.
   */
  readonly isInForeground: () => boolean;
  /**
   * Shows a session until the user leaves, and resolves with the exit code. The guard, if there is one, masks everything
   * that is shown or copied.
   */
  readonly show: (session: Shown, choice: ScreenChoice, guard?: ScreenGuard) => Promise<number>;
}

export interface ScreenGuard {
  readonly masked: TextMask;
  /** Takes what the user pastes, in which there can be secrets. */
  readonly keepPaste: (text: string) => void;
}

export interface ScreenWait {
  /** Opens the screen and shows the progress if reading takes long. */
  readonly watch: ReadWatch;
  /** Returns the exit code if the user has left, or `null` if the user has not left. */
  readonly leftWith: () => number | null;
  /** Restores the terminal if there is nothing to show. */
  readonly close: () => Promise<void>;
}
