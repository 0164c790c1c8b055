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

/** Returns whether outputs and screens must not know what a file declares. It is a path in `src`. */
export const isOfResults = (declares: string): boolean => RESULTS.includes(declares.split('/')[0] ?? '');
