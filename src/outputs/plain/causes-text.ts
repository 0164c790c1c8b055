/** Writes the reference of causes as plain text: all of them, or one in full. */
import { causeBlocks, causeListBlocks } from '../../views/diagnosis/cause-reference.ts';
import type { OutputWriter } from '../form.ts';
import { plainBlocks } from './plain-text.ts';

export const causesText: OutputWriter<'causes'> = ({ causes }, { width }) => {
  const [first, ...others] = causes;
  return plainBlocks(first && others.length === 0 ? causeBlocks(first) : causeListBlocks(causes), width);
};
