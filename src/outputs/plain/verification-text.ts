/** Writes a verification as plain text. */
import { prose } from '../../views/page.ts';
import { verificationView } from '../../views/verification/verification-view.ts';
import type { OutputWriter } from '../form.ts';
import { plainBlocks } from './plain-text.ts';

/** The first line has only the verdict. If it scrolls off the terminal, the last line repeats it with its explanation. */
export const verificationText: OutputWriter<'verification'> = ({ reported }, { width, height }) => {
  const { verdict, explained, report } = verificationView(reported);
  const text = `${verdict}\n${plainBlocks(report, width)}`;
  // The prompt of the shell takes a row, too, which is the last part of the split text.
  const isScrolled = text.split('\n').length > height;
  return isScrolled ? `${text}\n${plainBlocks([prose(`${verdict}: ${explained}`)], width)}` : text;
};
