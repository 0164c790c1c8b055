/** The pictures in the README are what the program draws now. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MOVING_PICTURE, movingPicture } from './moving-picture.ts';
import { drawn, fileOf, PICTURES } from './pictures.ts';

it.each(PICTURES)('$file is up to date: npm run pictures', async (picture) => {
  expect(await drawn(picture)).toBe(readFileSync(fileOf(picture), 'utf8'));
});

it('the moving picture is up to date: npm run pictures', async () => {
  expect(await movingPicture()).toBe(readFileSync(MOVING_PICTURE, 'utf8'));
});
