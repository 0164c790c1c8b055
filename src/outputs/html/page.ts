/** Writes a walk, a verification, or a diagnosis as one page for a browser. */
import type { OutputWriter } from '../form.ts';
import { walkHtml } from './walk-html.ts';

export const page: OutputWriter<'walk' | 'verification' | 'diagnosis'> = ({ facts }) => {
  const walked = facts();
  return walked && walkHtml(walked);
};
