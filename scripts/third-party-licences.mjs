// The license texts and notices of the packages that are bundled.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Texts of packages that ship none, copied by hand: the file beside this one, and where it is from. */
const BY_HAND = {
  saxes: {
    file: 'saxes.txt',
    source: 'https://github.com/lddubeau/saxes/blob/813db066c95ad02fc670188cfd4c6e71f157892a/LICENSE',
  },
  // Its package.json and the head of each of its files name the license and the holder; React has the same two.
  'yoga-layout': { file: 'yoga-layout.txt', source: 'https://github.com/facebook/react/blob/main/LICENSE' },
  ...Object.fromEntries(
    ['credential-provider-http', 'credential-provider-login', 'nested-clients'].map((name) => [
      `@aws-sdk/${name}`,
      { file: 'aws-sdk-js-v3.txt', source: 'https://github.com/aws/aws-sdk-js-v3/blob/main/LICENSE' },
    ]),
  ),
};

const LICENSE_FILE = /^(?:licen[cs]e|copying)(?:[.-]|$)/i;
const NOTICE_FILE = /^notice(?:[.-]|$)/i;

/** Returns the folders of the packages that these files are from, each once, in order; also of a package inside another. */
export function packageFolders(paths) {
  const folders = paths.flatMap((path) => path.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/** Returns the package in a folder, as name, version and license, and its license texts and notices. Throws if it has none. */
export function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const files = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));
  const textsOf = (pattern) =>
    files.filter((file) => pattern.test(file)).map((file) => readFileSync(`${folder}/${file}`, 'utf8').trim());
  const licenses = textsOf(LICENSE_FILE);
  const texts = [...(licenses.length > 0 ? licenses : byHand(name)), ...textsOf(NOTICE_FILE)];
  return { title: `${name} ${version}, ${license}`, text: texts.join('\n\n') };
}

function byHand(name) {
  const found = BY_HAND[name];
  const file = found && new URL(`licences/${found.file}`, import.meta.url);
  if (!file || !existsSync(file)) {
    throw new Error(
      `${name} is bundled and ships no license text: add its text to scripts/licences, and its source to BY_HAND.`,
    );
  }
  return [`${name} ships no license text. This one is from ${found.source}`, readFileSync(file, 'utf8').trim()];
}

/** Matches the line of the Apache License that names the holder, and what a package without a text says first. */
const OWN_LINES = /^(?: *Copyright (?:\d{4}|\[yyyy\]).*|\S+ ships no license text\. .*)$/gm;

/** Returns the lines of a text in which copies of the Apache License differ, and the text without them. */
function partsOf({ title, text }) {
  if (!title.endsWith('Apache-2.0')) return { own: [], common: text };
  const own = (text.match(OWN_LINES) ?? []).map((line) => line.trim());
  return { own, common: text.replace(OWN_LINES, '').replace(/\s+/g, ' ').trim() };
}

/**
 * Returns all of them as one text. Packages that have the same text are listed above it, with the lines in which their
 * copies differ.
 */
export function thirdPartyLicences(paths) {
  const packages = packageFolders(paths).map((folder) => {
    const one = licenseOf(folder);
    return { ...one, ...partsOf(one) };
  });
  return [...Map.groupBy(packages, ({ common }) => common).values()]
    .map((same) => {
      const own = same.length > 1 ? [...new Set(same.flatMap((one) => one.own))] : [];
      const heads = [same.map(({ title }) => title).join('\n'), own.join('\n')].filter((head) => head !== '');
      return `${[...heads, same[0].text].join('\n\n')}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
