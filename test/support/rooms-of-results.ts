/** What outputs and screens may know of results. */

/** The rooms in which results are found. */
const RESULTS: readonly string[] = [
  'evidence',
  'vectors',
  'verification',
  'drafts',
  'sandbox',
  'sides',
  'causes',
  'search',
  'suspects',
  'diagnosis',
  'breaks',
  'grading',
  'lessons',
];

/** A lesson is played on this screen: its steps, and what an answer does, are the state of the screen. */
const PLAYS_LESSONS = 'screen/course/';

/** Returns whether a file of outputs or screens must not know what the other file declares. Both are paths in `src`. */
export function mustNotKnow(file: string, declares: string): boolean {
  const [room = ''] = declares.split('/');
  return RESULTS.includes(room) && !(room === 'lessons' && file.startsWith(PLAYS_LESSONS));
}
