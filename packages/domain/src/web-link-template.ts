/** Addresses of web pages with words in braces, as people write them for what a service does not tell by itself. */

/** What the words in braces stand for. */
export type WebLinkPlaceholder = 'repository' | 'commit' | 'branch' | 'tag' | 'path' | 'pullRequest';

const placeholders: ReadonlySet<string> = new Set<WebLinkPlaceholder>([
  'repository',
  'commit',
  'branch',
  'tag',
  'path',
  'pullRequest',
]);

/** Characters of a template. */
export const webLinkLimit = 1000;

/** What is wrong with a template, as a sentence with an example; undefined when nothing is. */
export function problemOfTemplate(template: string): string | undefined {
  const example = 'Example: {repository}/commit/{commit}';
  const unknown = [...template.matchAll(/\{([^{}]*)\}/g)].find(([, name = '']) => !placeholders.has(name));
  if (unknown !== undefined) return `there is no placeholder ${unknown[0]}. ${example}`;
  const start = template.replace('{repository}', 'https://git.example.com/app');
  const tried = start.replaceAll(/\{[a-zA-Z]+\}/g, 'x');
  if (!/^https?:\/\/[^/{]/.test(start) || !URL.canParse(tried)) {
    return `must be a web address or start with {repository}. ${example}`;
  }
  return undefined;
}

/** The same for the page of the repository itself, which is an address without placeholders. */
export function problemOfPage(page: string): string | undefined {
  const isPage = /^https?:\/\//.test(page) && URL.canParse(page) && !/[{}]/.test(page);
  return isPage ? undefined : 'must be a web address without placeholders. Example: https://git.example.com/team/app';
}

/** Puts encoded values in: in the path piece by piece, so that slashes stay; after a question mark as one. */
export function fillTemplate(
  template: string,
  page: string,
  values: { readonly [Each in WebLinkPlaceholder]?: string },
): string {
  const whole = template.replace('{repository}', () => page);
  const query = whole.indexOf('?');
  return whole.replaceAll(/\{([a-zA-Z]+)\}/g, (_placeholder, name: string, place: number) => {
    const value = values[name as WebLinkPlaceholder] ?? '';
    return query !== -1 && place > query ? encodeURIComponent(value.toWellFormed()) : encodedPath(value);
  });
}

/** Encoded piece by piece, so that slashes stay. */
export function encodedPath(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}
