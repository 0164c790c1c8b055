/** Returns what a page has beside its scripts, in which any text may be. */
export const besideScripts = (page: string): string => page.replace(/<script>[\s\S]*?<\/script>/g, '');
