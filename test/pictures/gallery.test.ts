/** The pictures in docs/gallery.md are what the program draws now. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { drawnInGallery, GALLERY, GALLERY_PAGE, galleryFile, galleryPage } from './gallery.ts';

it.each(GALLERY)('$file is up to date: npm run pictures', async (picture) => {
  expect(await drawnInGallery(picture)).toBe(readFileSync(galleryFile(picture), 'utf8'));
});

it('the page shows all of them: npm run pictures', () => {
  expect(galleryPage()).toBe(readFileSync(GALLERY_PAGE, 'utf8'));
});
