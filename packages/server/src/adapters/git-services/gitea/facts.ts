/** What differs between Gitea and the services that came from it: facts, no behaviour. */

/** All that a service of this family has to tell of itself. */
export interface FamilyFacts {
  /** Stored with the integration. */
  readonly id: string;
  readonly title: string;
  /** Its public address, as an example. */
  readonly example: string;
  /** Its own headers begin with it: `x-gitea-event`. */
  readonly headerPrefix: string;
  /** Headers by which another service of the family gives itself away, although it sends ours, too. */
  readonly foreignHeaders: readonly string[];
  /** What its API and its web pages call a webhook of its own kind. */
  readonly hookType: string;
  /** Where it looks for a pull request template, in its order; `''` is the top folder. */
  readonly templateFolders: readonly string[];
  /** Where the web pages keep an organisation's and a person's webhooks, as people find them. */
  readonly hookMenu: { readonly repository: string; readonly owner: string };
}

const hookMenu = {
  repository: 'the repository’s page, then Settings, then Webhooks',
  owner: 'the organisation’s page, then Settings, then Webhooks',
};

export const giteaFacts: FamilyFacts = {
  id: 'gitea',
  title: 'Gitea',
  example: 'https://gitea.example.com',
  headerPrefix: 'x-gitea',
  foreignHeaders: ['x-forgejo-event', 'x-forgejo-delivery', 'x-forgejo-signature'],
  hookType: 'gitea',
  templateFolders: ['', '.gitea', '.github', 'docs'],
  hookMenu,
};

export const forgejoFacts: FamilyFacts = {
  id: 'forgejo',
  title: 'Forgejo',
  example: 'https://codeberg.org',
  headerPrefix: 'x-forgejo',
  foreignHeaders: [],
  hookType: 'forgejo',
  templateFolders: ['', '.forgejo', '.gitea', '.github', 'docs'],
  hookMenu,
};
