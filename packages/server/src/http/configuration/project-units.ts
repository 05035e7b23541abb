/** What a document asks for Jira projects, and for smart commits of a whole site. */

import {
  usualProjectSettings,
  type ProjectKey,
  type ProjectSettings,
  type SmartCommitSettings,
} from '@branchline/domain';
import type { Asked } from './asker.ts';
import { defined } from './defined.ts';
import { isSame } from './differences.ts';
import type { Context } from './context.ts';
import { projectDocument } from './read-jira-sites.ts';
import type { SitePair, WantedSite } from './site-pair.ts';
import { removalOf, unitOf, type Unit } from './unit.ts';

type WantedProject = NonNullable<WantedSite['projects']>[number];

/** How smart commits are run where a project says nothing else. */
export function siteSmartCommits({ asker }: Context, { wanted, siteUrl, read, idOf }: SitePair): Unit | undefined {
  const { smartCommits } = wanted;
  if (smartCommits === undefined) return undefined;
  const after = defined(smartCommits);
  return unitOf({
    kind: 'jira-site',
    name: siteUrl,
    before: { smartCommits: read?.document.smartCommits ?? {} },
    after: { smartCommits: after },
    needs: [`jira-site ${siteUrl}`],
    run: async () => {
      const settings = Object.keys(after).length === 0 ? null : after;
      await asker.ask('saveSmartCommitSettings', { params: { id: await idOf() }, body: { project: null, settings } });
    },
  });
}

export function projectUnits(context: Context, pair: SitePair): readonly (Unit | undefined)[] {
  const present = new Map((pair.read?.document.projects ?? []).map((each) => [each.project, each]));
  return (pair.wanted.projects ?? []).map((wanted) => {
    const before = present.get(wanted.project);
    const settings = settingsFrom(wanted);
    const smartCommits = wanted.smartCommits && defined(wanted.smartCommits);
    const after = projectDocument(wanted.project, settings, smartCommits);
    if (isSame(before ?? { project: wanted.project }, after)) return undefined;
    return unitOf({
      kind: 'project',
      name: `${pair.siteUrl}: ${wanted.project}`,
      before: before ?? {},
      after,
      needs: [`jira-site ${pair.siteUrl}`],
      run: () => saveProject(context, pair, { project: wanted.project, settings, smartCommits, before }),
    });
  });
}

/** What a document leaves out is as usual. */
function settingsFrom({ branchNames, linkSourcesOff }: WantedProject): ProjectSettings {
  return {
    branchNames: branchNames === undefined ? {} : defined(branchNames),
    linkSourcesOff: [...new Set(linkSourcesOff)].toSorted(),
  };
}

interface Saving {
  readonly project: ProjectKey;
  readonly settings: ProjectSettings;
  readonly smartCommits: Partial<SmartCommitSettings> | undefined;
  readonly before: { readonly smartCommits?: unknown } | undefined;
}

async function saveProject(
  { asker }: Context,
  { idOf }: SitePair,
  { project, settings, smartCommits, before }: Saving,
): Promise<void> {
  const id = await idOf();
  const body = { ...settings, linkSourcesOff: [...settings.linkSourcesOff] } as Asked<'saveProjectSettings'>['body'];
  await asker.ask('saveProjectSettings', { params: { id, project }, body });
  if (isSame(before?.smartCommits, smartCommits)) return;
  const change = { project, settings: smartCommits ?? null };
  await asker.ask('saveSmartCommitSettings', { params: { id }, body: change });
}

/** Projects that were set and are not in the document: what is set for them goes. */
export function leftOutProjects(context: Context, pair: SitePair): readonly Unit[] {
  const { wanted, siteUrl, read } = pair;
  if (wanted.projects === undefined || read === undefined) return [];
  const kept = new Set<string>(wanted.projects.map(({ project }) => project));
  return (read.document.projects ?? [])
    .filter(({ project }) => !kept.has(project))
    .map((before) => {
      const project = before.project as ProjectKey;
      const saving = { project, settings: usualProjectSettings, smartCommits: undefined, before };
      const run = () => saveProject(context, pair, saving);
      return removalOf('project', `${siteUrl}: ${project}`, 'what is set for it alone', run);
    });
}
