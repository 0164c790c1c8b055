/** Writes the page of the book on which a reader pastes a request, an error, or a log, to see why it was refused. */
import type { PageScript } from '../../page-script.ts';
import { markup } from '../markup.ts';
import { NO_ORIGINS } from '../origins.ts';
import { PASTE_TITLE, pasteMarkup } from '../paste.ts';
import { CARD } from '../walk-markup.ts';
import type { BookPage } from './frame.ts';

export const pastePage = (script: PageScript, version: string): BookPage => ({
  part: 'paste',
  heading: {
    kind: 'Read, verified, and diagnosed in this page',
    title: PASTE_TITLE,
    about: ['what is pasted stays in this page; reload it, and it is gone'],
  },
  content: markup`${pasteMarkup()}${CARD}`,
  origins: NO_ORIGINS,
  program: { data: { version }, script },
});
