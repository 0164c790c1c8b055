/** The rooms in which results are found. */
export const RESULTS: readonly string[] = [
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

/** A lesson is played on the screen: its steps, and what an answer does, are the state of that screen. */
export const PLAYED = /^screen\/course\/.* lessons\//;
