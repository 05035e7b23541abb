/** The suite: links lead to the service's own pages, encoded piece by piece. */

import type { CommitHash } from '@branchline/domain';
import { expect, it } from 'vitest';
import type { GitServiceFacts } from './facts.ts';
import { inScene } from './scene.ts';

export function describePages(facts: GitServiceFacts): void {
  it(
    'links lead to the pages of the service',
    inScene(
      facts,
      async ({ connector, settings, remote, standIn, mainHead }) => {
        const repository = await remote();
        const links = connector.links(settings);
        const page = `${standIn.url}/team/app`;
        const branch = 'feature/ABC-1#ä ?%';
        const at = (template: string): string =>
          page +
          template
            .replace('{hash}', mainHead)
            .replace('{branch}', 'feature/ABC-1%23%C3%A4%20%3F%25')
            .replace('{tag}', 'v1.0/x')
            .replace('{path}', 'src/a%20b%23.ts')
            .replace('{base}', 'main')
            .replace('{head}', 'feature/ABC-1%23%C3%A4%20%3F%25');
        expect(links.repository(repository)).toBe(page);
        expect(links.commit(repository, mainHead)).toBe(at(facts.pages.commit));
        expect(links.branch(repository, branch)).toBe(at(facts.pages.branch));
        expect(links.tag(repository, 'v1.0/x')).toBe(at(facts.pages.tag));
        expect(links.file(repository, mainHead, 'src/a b#.ts')).toBe(at(facts.pages.file));
        expect(links.compare(repository, 'main', branch)).toBe(at(facts.pages.compare));
        expect(links.commit({ ...repository, webUrl: undefined }, 'f'.repeat(40) as CommitHash)).toBe(
          `${page}${facts.pages.commit.replace('{hash}', 'f'.repeat(40))}`,
        );
      },
      { prefix: '/below' },
    ),
  );
}
