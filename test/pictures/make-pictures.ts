/** Writes the README's pictures: `npm run pictures`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { MOVING_PICTURE, movingPicture } from './moving-picture.ts';
import { drawn, fileOf, PICTURES } from './pictures.ts';

for (const picture of PICTURES) {
  mkdirSync(dirname(fileOf(picture)), { recursive: true });
  writeFileSync(fileOf(picture), await drawn(picture));
}
writeFileSync(MOVING_PICTURE, await movingPicture());
