/** Lists the public threads in which people reported a cause. */

/** Returns the URLs of threads on GitHub from their paths, such as `aws/aws-sdk-js/issues/86`, separated by white space. */
export const github = (paths: string): readonly string[] =>
  paths
    .trim()
    .split(/\s+/)
    .map((path) => `https://github.com/${path}`);
