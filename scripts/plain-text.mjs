// A plugin for esbuild with which Ink splits and measures text of plain characters, which is nearly all that a screen shows,
// without a segmenter and without the pattern of all emoji: Node.js takes 10 and 20 ms of CPU time to make these, before
// the first frame, and Ink would ask both for each character of each frame again. Without it, the first frame takes 1.375 times
// as much CPU time as with all the packing that there was; with it, 1.19 times.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

const GRAPHEMES = resolve('src/screen/graphemes.ts');
const SEGMENTER = /new Intl\.Segmenter\((?:undefined, \{ ?granularity: ['"]grapheme['"] ?\})?\)/;
/** In `string-width`: whether a text is ASCII, and so as wide as it is long; and the pattern of all emoji. */
const IS_ASCII = String.raw`/^[\u0020-\u007E]*$/.test(string)`;
const EMOJI = /(?<== )(\/\S*RGI_Emoji\S*\/v)(?=;)/;

const FILES =
  /node_modules[\\/](?:string-width|wrap-ansi|slice-ansi|cli-truncate|@alcalzone[\\/]ansi-tokenize|ink)[\\/].*\.js$/;

/** Creates the plugin. It throws if the files of the packages are not as they are expected. */
export function plainText() {
  return {
    name: 'plain-text',
    setup(build) {
      build.onLoad({ filter: FILES }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        if (!text.includes('Intl.Segmenter')) return null;
        const isWidth = path.endsWith('string-width/index.js');
        if (!SEGMENTER.test(text) || (isWidth && !(text.includes(IS_ASCII) && EMOJI.test(text))))
          throw new Error(`${path} does not split text as before.`);
        const split = text
          .replace(SEGMENTER, '({ segment: graphemesOf })')
          .replace(IS_ASCII, 'isPlain(string)')
          .replace(EMOJI, '{ test: (text) => $1.test(text) }');
        return { contents: `import { graphemesOf, isPlain } from ${JSON.stringify(GRAPHEMES)};\n${split}` };
      });
    },
  };
}
