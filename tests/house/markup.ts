/** Nothing that comes from outside becomes markup, nor the address of a link that could be a script. */

import type { HouseFile, Violation } from './repository-files.ts';

/** What turns text into markup. */
const makesMarkup = /dangerouslySetInnerHTML|\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|srcDoc\b/u;
/** An attribute that a browser follows, with what is in it. */
const followed = /(?:\b(?:href|formAction|xlinkHref)|<form\b[^>]*\saction)=\{(.*)$/u;
/** Of our own, written out as far as it decides where it leads. */
const ownAddress = /^(["'`])[/#]/u;

/** Files that make such an address themselves, and why it is safe. */
const judged: Readonly<Record<string, string>> = {
  'packages/issue-panel/src/web-link.tsx': 'the one that lets only http and https through',
  'packages/issue-panel/src/open-in.tsx': 'deep links that deep-links.ts makes, in schemes of its own',
  'packages/issue-panel/src/diff/code-lines.tsx': 'a place within the page, #L10, that the host makes of a number',
  'packages/forge-app/src/page/project-view.tsx': "the server's own address, from the manifest",
  'packages/web/src/pages/audit-log/export-links.tsx': "the API's own address",
  'packages/web/src/pages/sign-in-page.tsx': "the server's own address of a way to sign in",
};

const rule = 'text stays text, and links from outside go through WebLink';

/** Places in components that could let a stranger's text do something. */
export function markupViolations(files: readonly HouseFile[]): readonly Violation[] {
  const components = files.filter(
    ({ path }) => /^packages\/[^/]+\/src\/.*\.tsx$/u.test(path) && !/\.test\./u.test(path),
  );
  return components.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const address = followed.exec(line)?.[1];
      const isStrange = address !== undefined && !ownAddress.test(address) && judged[path] === undefined;
      const problem = makesMarkup.test(line) ? 'makes markup of text' : isStrange ? `leads to ${address}` : undefined;
      return problem === undefined ? [] : [{ path, line: index + 1, problem, rule }];
    }),
  );
}
