/** Defines what the screen can show, and how a part of it is opened on top of another one. */
import type { CourseSession, StartingWalk, WalkCommands } from '../app/course/shown-course.ts';
import type { TrafficSession } from '../app/traffic/shown-traffic.ts';
import type { PasteSession, WalkSession } from '../app/walks/shown-walk.ts';
import type { Outside } from './session-description.ts';

/** What the screen can show. A new kind of session is a member of its own, and a case of `openShown`. */
export type ShownSession = StartingWalk | WalkSession | PasteSession | TrafficSession | CourseSession;

/** Opens a session as the first screen, or on top of another one. */
export type OpenShown = (below: Pick<Outside<never>, 'open'>, shown: ShownSession, opening?: WalkOpening) => void;

/** How a walk or a diagnosis is opened. */
export interface WalkOpening {
  /** The ID of the stage to show first. The default is the first stage. */
  readonly stage?: string;
  /** A word for the place to which leaving returns. */
  readonly home?: string | null;
  /** `walk` if this walk is on top of another walk, to which the z key returns. */
  readonly below?: 'walk' | 'paste' | null;
  readonly notice?: string | null;
  /** The screens of other commands; none if they are omitted. */
  readonly commands?: WalkCommands;
  /** Opens what is on top of this walk. By default, every other walk is shown as a walk. */
  readonly openShown?: OpenShown;
}
