export function packageFolders(paths: readonly string[]): string[];
export function licenseOf(folder: string): { readonly title: string; readonly text: string };
export function thirdPartyLicenses(paths: readonly string[]): string;
