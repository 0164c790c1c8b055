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
  const file = found && new URL(`licenses/${found.file}`, import.meta.url);
  if (!file || !existsSync(file)) {
    throw new Error(
      `${name} is bundled and ships no license text: add its text to scripts/licenses, and its source to BY_HAND.`,
    );
  }
  return [`${name} ships no license text. This one is from ${found.source}`, readFileSync(file, 'utf8').trim()];
}

/** What a package without a text says first. */
const SOURCE_LINE = /^\S+ ships no license text\. .*$/gm;

/**
 * The licenses whose copies are shown once: the lines that name the holders, and the words in which complete copies of the
 * same license differ. The appendix of the Apache License, which says how to apply it, comes after its terms.
 */
const SHARED = {
  'Apache-2.0': {
    holders: /^ *Copyright (?:\d{4}|\[yyyy\]).*$/gm,
    besides: /END OF TERMS AND CONDITIONS[\s\S]*?limitations under the License\./,
  },
  MIT: { holders: /^ *Copyright .*$/gm, besides: /^\(?(?:The )?MIT License(?: \(MIT\))?\)?$/m },
};

const sharedLicense = (title) => SHARED[title.split(', ').at(-1)];

/** Returns the lines of a package that its copy of a license has for itself, and the words that all copies have. */
function partsOf({ title, text }) {
  const license = sharedLicense(title);
  if (!license) return { own: [], common: text };
  const own = [SOURCE_LINE, license.holders].flatMap((lines) => text.match(lines) ?? []).map((line) => line.trim());
  const terms = withoutOwn(text, license).replace(license.besides, '');
  return { own, common: terms.replaceAll("'", '"').replace(/\s+/g, ' ').trim() };
}

const withoutOwn = (text, { holders }) => text.replace(SOURCE_LINE, '').replace(holders, '');

/** Returns all of them as one text. Above a text that several packages have are their names, each with its own lines. */
export function thirdPartyLicenses(paths) {
  const packages = packageFolders(paths).map((folder) => {
    const one = licenseOf(folder);
    return { ...one, ...partsOf(one) };
  });
  return [...Map.groupBy(packages, ({ common }) => common).values()].map(sharedText).join(`\n${'-'.repeat(80)}\n\n`);
}

function sharedText(packages) {
  const [{ title, text }] = packages;
  if (packages.length === 1) return `${title}\n\n${text}\n`;
  const holders = Map.groupBy(packages, ({ own }) => own.map((line) => `  ${line}\n`).join(''));
  // Packages without lines of their own come last, because the lines apply to the names above them.
  const sorted = [...holders].sort(([one], [other]) => Number(one === '') - Number(other === ''));
  const heads = sorted.map(([own, same]) => `${same.map((one) => one.title).join('\n')}\n${own}`);
  const [longest] = packages.map(textWithoutOwn).sort((one, other) => other.length - one.length);
  return `${heads.join('')}\n${longest}\n`;
}

function textWithoutOwn({ title, text }) {
  const license = sharedLicense(title);
  const rest = license ? withoutOwn(text, license) : text;
  return rest.replace(/\n{3,}/g, '\n\n').trim();
}
