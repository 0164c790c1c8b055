/** Draws the course: a lesson, or the list of lessons. */
import { Column, Keys } from '../components/frame.tsx';
import type { ScreenRoom } from '../session-description.ts';
import { keysOfCourse } from './course-keys.ts';
import { asideWidth, courseRoom, widestOf } from './course-room.ts';
import { type CourseState, isAtLesson } from './course-state.ts';
import { Lesson } from './lesson.tsx';
import { LessonList } from './lesson-list.tsx';
import { SMALLEST_LESSON } from './lesson-rows.ts';

interface CourseProps {
  readonly state: CourseState;
  readonly room: ScreenRoom;
}

export function Course({ state, room: whole }: CourseProps) {
  const room = courseRoom(state, whole);
  return (
    <Column room={whole} smallest={SMALLEST_LESSON} widest={widestOf(state, whole)}>
      {state.help === null && isAtLesson(state) ? (
        <Lesson state={state} room={room} aside={asideWidth(state, whole)} />
      ) : (
        <LessonList state={state} room={room} />
      )}
      <Keys now={keysOfCourse(state, room)} />
    </Column>
  );
}
