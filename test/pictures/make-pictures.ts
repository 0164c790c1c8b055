/** Writes the pictures of the README and of the gallery: `npm run pictures`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { drawnInGallery, GALLERY, GALLERY_PAGE, galleryFile, galleryPage } from './gallery.ts';
import { MOVING_PICTURE, movingPicture } from './moving-picture.ts';
import { drawn, fileOf, PICTURES } from './pictures.ts';

for (const picture of PICTURES) {
  mkdirSync(dirname(fileOf(picture)), { recursive: true });
  writeFileSync(fileOf(picture), await drawn(picture));
}
for (const picture of GALLERY) {
  mkdirSync(dirname(galleryFile(picture)), { recursive: true });
  writeFileSync(galleryFile(picture), await drawnInGallery(picture));
}
writeFileSync(GALLERY_PAGE, galleryPage());
writeFileSync(MOVING_PICTURE, await movingPicture());
