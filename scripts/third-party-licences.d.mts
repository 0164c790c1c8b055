export function packageFolders(paths: readonly string[]): string[];
export function licenseOf(folder: string): { readonly title: string; readonly text: string };
export function thirdPartyLicences(paths: readonly string[]): string;
