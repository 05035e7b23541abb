/** Jira Data Center's side of a sandbox, with links in issues and a real memory of them. */

import type { DevelopmentInformation } from '../ports/jira-site.ts';
import type { RemoteLinkTable } from '../ports/store/remote-links.ts';
import { batchOf, branchRow, commitRow, makeTarget, pullRequestRow } from './development-rows.ts';
import { jiraAccountOf, readAtJira } from './jira-account.ts';
import { startTestJira, type TestJira } from './start-test-jira.ts';

const kind = 'personal-access-token';

/** A link as Jira shows it. */
export interface ShownLink {
  readonly globalId: string;
  readonly object: {
    readonly title: string;
    readonly url: string;
    readonly status: { readonly resolved: boolean };
  };
}

export interface LinkedJira {
  readonly jira: TestJira;
  readonly links: DevelopmentInformation;
  /** The same with another memory. */
  readonly linksWith: (memory: RemoteLinkTable) => DevelopmentInformation;
  readonly linksIn: (key: string) => Promise<readonly ShownLink[]>;
  /** Titles of an issue's links, those struck out with a dash before. */
  readonly titlesIn: (key: string) => Promise<readonly string[]>;
  /** Of `DEMO-1`, `DEMO-2` and `DEMO-3`. */
  readonly titlesOfAll: () => Promise<readonly (readonly string[])[]>;
}

export async function startLinkedJira(memory: RemoteLinkTable): Promise<LinkedJira> {
  const jira = await startTestJira({ remoteLinks: memory });
  function linksWith(remoteLinks: RemoteLinkTable): DevelopmentInformation {
    // Without OAuth credentials, as every site of Data Center.
    const credentials = { oauth: undefined, account: jiraAccountOf(jira.sandbox, kind) };
    const { developmentInformation } = jira.siteWith(credentials, remoteLinks);
    if (developmentInformation === undefined) throw new Error('The site takes no links.');
    return developmentInformation;
  }
  async function linksIn(key: string): Promise<readonly ShownLink[]> {
    return (await readAtJira(jira.sandbox, kind, `/issue/${key}/remotelink`)) as readonly ShownLink[];
  }
  async function titlesIn(key: string): Promise<readonly string[]> {
    return (await linksIn(key)).map(({ object }) => `${object.status.resolved ? '-' : ''}${object.title}`).sort();
  }
  return {
    jira,
    links: linksWith(memory),
    linksWith,
    linksIn,
    titlesIn,
    titlesOfAll: () => Promise.all(['DEMO-1', 'DEMO-2', 'DEMO-3'].map(titlesIn)),
  };
}

/** A repository whose links lead to pages of ours. */
export function linkedTarget(jiraRepositoryId: string, properties: Readonly<Record<string, string>> = {}) {
  return makeTarget({ jiraRepositoryId, issuesUrl: 'https://branchline.example/issues', properties });
}

/** Two commits, a branch and a pull request that name these issues. */
export function linkedBatch(keys: readonly string[] = ['DEMO-1']) {
  return batchOf(
    [commitRow(1, { keys }), commitRow(2, { keys })],
    [branchRow(3, { keys })],
    [pullRequestRow(4, { keys })],
  );
}
