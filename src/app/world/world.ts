/** Everything outside: what a command may do to it, and learn from it, goes through here. A command names what it uses. */

import type { Clock } from './clock.ts';
import type { CourseFiles } from './course.ts';
import type { Files } from './files.ts';
import type { Network } from './network.ts';
import type { Programs } from './programs.ts';
import type { Screens } from './screens.ts';
import type { Surroundings } from './settings.ts';
import type { Terminal } from './terminal.ts';

export interface World extends Files, Network, Terminal, Clock, Programs, Surroundings, CourseFiles, Screens {}
