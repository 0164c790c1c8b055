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

/** Returns all of them as one text. Packages that have the same text are listed above it. */
export function thirdPartyLicences(paths) {
  const byText = Map.groupBy(packageFolders(paths).map(licenseOf), ({ text }) => text);
  return [...byText]
    .map(([text, packages]) => `${packages.map(({ title }) => title).join('\n')}\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}
