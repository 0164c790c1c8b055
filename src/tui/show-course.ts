/** The course on the screen. */
import type { ScreenChoice } from '../app/options/screen-options.ts';
import type { ShownCourse } from '../app/world/world.ts';
import { beginCourse } from './course/course-session.ts';
import { type ScreenTerminal, showOnScreen } from './show-on-screen.ts';

/** Shows the course until the person leaves; resolves with the exit code. Standard output is a terminal. */
export function showCourseOnScreen(
  course: ShownCourse,
  choice: ScreenChoice,
  terminal: ScreenTerminal,
): Promise<number> {
  return showOnScreen((room, outside) => beginCourse(course, room, outside), choice, terminal, null);
}
