/** Lists the keys of the list of lessons and of a lesson. */
import { HELP, inModes, key, LINE_DOWN, LINE_UP } from './key-binding.ts';

const COURSE = ['course'] as const;
const LESSON = ['lesson'] as const;
const BOTH = ['course', 'lesson'] as const;

/** Like all keys, these are in order of importance. */
export const LESSON_KEYS = [
  key('do', COURSE, ['return', 'right'], 'open the lesson where you left it', 'open'),
  key('whole-list', COURSE, 'escape', 'after a search: all lessons again', 'all lessons'),
  key('do', LESSON, 'return', 'do what the step asks for: submit an answer, send, type; then continue', 'submit'),
  key('walk', LESSON, 'w', 'on Look: open the whole walk of the request', 'walk'),
  key('option', LESSON, ['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'select this option; enter submits it', {
    shown: 'a … g',
    footer: ['a b c', 'select'],
  }),
  key('next-stage', LESSON, 'right', 'next step, once this one is answered', 'next'),
  key('previous-stage', LESSON, 'left', 'previous step', 'back'),
  key('category', LESSON, ['1', '2', '3', '4', '5', '6', '7', '8', '9'], 'put the item under this heading', {
    shown: '1 … 9',
    footer: ['1 2', 'sort'],
  }),
  key('take-back', LESSON, 'backspace', 'put the last part back, or type the last line again'),
  key('again', LESSON, 'r', 'send or type it again'),
  key('whole-answer', LESSON, 'v', 'show the whole response, which is folded after three like it', 'whole response'),
  key('hands', LESSON, '#', 'count the hands of a class, such as 12/9/7'),
  key('hint', LESSON, 'h', 'show one of three hints', 'hint'),
  key('skip', LESSON, 's', 'skip the step; your progress records that', 'skip'),
  key('solution', LESSON, 'S', 'fill in the solution; enter submits it', 'solution'),
  inModes(LINE_DOWN, BOTH, { says: 'next lesson, option, or row', footer: ['↑ ↓', 'choose'] }),
  inModes(LINE_UP, BOTH, { says: 'previous lesson, option, or row' }),
  key('page-down', LESSON, [' ', 'pagedown'], 'scroll down', { footer: ['space PgUp', 'read'] }),
  key('page-down', COURSE, [' ', 'pagedown'], 'half a screen down'),
  key('page-up', LESSON, 'pageup', 'scroll up'),
  key('page-up', COURSE, 'pageup', 'half a screen up'),
  key('first-line', BOTH, 'home', 'first lesson, option, or row'),
  key('last-line', BOTH, 'end', 'last lesson, option, or row'),
  key('search', COURSE, '/', 'search titles and misconceptions', 'search'),
  key('test', COURSE, 't', 'placement test: skip the lessons that you already know', 'test'),
  key('challenge', COURSE, 'c', 'only the checks of the lesson', 'only checks'),
  key('to-lesson', COURSE, [...'0123456789fp'], 'the lesson with this number, or this rung or puzzle', {
    shown: '1 … 14 f0 …',
    footer: ['1 … p4', 'go to'],
  }),
  key('copy', LESSON, 'y', 'at the end: copy the shell commands to the clipboard; in a puzzle, the request', 'copy'),
  key('reset', BOTH, 'R', 'forget your progress in this lesson; press it twice'),
  key('next-lesson', BOTH, 'n', 'go to the next lesson that is not done', 'next lesson'),
  key('to-course', LESSON, 'escape', 'back to the list of lessons', 'lessons'),
  key('leave', BOTH, 'q', 'leave; your progress is kept', 'leave'),
  inModes(HELP, BOTH),
];
