/** Defines how a walk is opened, and what opens others on top of it. */
import type { CourseSession, WalkCommands } from '../../app/course/shown-course.ts';
import type { PasteSession, ShownWalk } from '../../app/walks/shown-walk.ts';
import type { Outside } from '../session-description.ts';

/** Opens a walk on top of a session, in the form in which it is shown. */
export type OpenOther = (outside: Pick<Outside<never>, 'open'>, walk: ShownWalk, opening: WalkOpening) => void;

/** Opens the screen of another command on top of a session. */
export type OpenCommand = (outside: Pick<Outside<never>, 'open'>, session: PasteSession | CourseSession) => void;

export interface WalkOpening {
  /** The ID of the stage to show first. The default is the first stage. */
  readonly stage?: string;
  /** A word for the place to which leaving returns. */
  readonly home?: string | null;
  /** `walk` if this walk is on top of another walk, to which the z key returns. */
  readonly below?: 'walk' | 'paste' | null;
  readonly notice?: string | null;
  /** Opens another walk. By default, the other walk is shown as a walk. */
  readonly openOther?: OpenOther;
  /** The screens of other commands, and what opens them; none if they are omitted. */
  readonly commands?: WalkCommands;
  readonly openCommand?: OpenCommand;
}
