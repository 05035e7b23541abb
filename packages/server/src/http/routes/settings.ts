/** Settings at the door: of the installation, and of single Jira projects. */

import { problemError, type ProjectSettingsView } from '@branchline/contract';
import {
  branchNameFromTemplate,
  branchNamesOf,
  templateFor,
  type BranchNameSettings,
  type InstallationSettings,
  type IssueKey,
  type Principal,
  type ProjectSettings,
} from '@branchline/domain';
import {
  listProjectSettings,
  showProjectSettings,
  type ProjectWithSettings,
} from '../../features/settings/list-project-settings.ts';
import { saveInstallationSettings } from '../../features/settings/save-installation-settings.ts';
import { saveProjectSettings, type ProjectPlace } from '../../features/settings/save-project-settings.ts';
import { sendTestMail, type SendTestMailDeps } from '../../features/settings/send-test-mail.ts';
import type { Handlers } from '../mount-routes.ts';
import { notFound } from '../problems.ts';

export type SettingsHandlersDeps = SendTestMailDeps;

type Names =
  | 'showSettings'
  | 'showBranchNames'
  | 'saveBranchNames'
  | 'tryBranchName'
  | 'showRetention'
  | 'saveRetention'
  | 'showMailSettings'
  | 'saveMailSettings'
  | 'sendTestMail'
  | 'listProjectSettings'
  | 'showProjectSettings'
  | 'saveProjectSettings';

function presentMail({ alertsTo, alerts, tellsAuthors }: InstallationSettings['mail']) {
  return { alertsTo: [...alertsTo], alerts: [...alerts], tellsAuthors };
}

function presentBranchNames({ template, byIssueType, separator }: BranchNameSettings) {
  return { template, byIssueType: { ...byIssueType }, separator };
}

function presentProject(
  { project, isKnown, settings, processor }: ProjectWithSettings,
  installation: BranchNameSettings,
): ProjectSettingsView {
  const { template, byIssueType, separator } = settings.branchNames;
  return {
    project,
    isKnown: isKnown ?? null,
    branchNames: { template, byIssueType: byIssueType && { ...byIssueType }, separator },
    linkSourcesOff: [...settings.linkSourcesOff],
    effectiveBranchNames: presentBranchNames(branchNamesOf(installation, settings.branchNames)),
    smartCommitProcessor: processor,
  };
}

async function projectPage(
  { store }: SettingsHandlersDeps,
  { params, query }: Pick<Parameters<Handlers['listProjectSettings']>[0], 'params' | 'query'>,
) {
  const { search, onlySet, after, limit } = query;
  const all = await listProjectSettings(store, params.id, { search, onlySet: onlySet === 'yes' });
  if (all === undefined) throw notFound('Jira site');
  const rest = after === undefined ? all : all.filter(({ project }) => project > after);
  const { branchNames } = await store.settings.installation();
  const shown = rest.slice(0, limit);
  return {
    projects: shown.map((each) => presentProject(each, branchNames)),
    total: all.length,
    next: rest.length > limit ? (shown.at(-1)?.project ?? null) : null,
  };
}

async function projectOfPlace({ store }: SettingsHandlersDeps, { jiraSiteId, project }: ProjectPlace) {
  const found = await showProjectSettings(store, jiraSiteId, project);
  if (found === undefined) throw notFound('Jira site');
  return presentProject(found, (await store.settings.installation()).branchNames);
}

async function mailAnswer(deps: SettingsHandlersDeps, principal: Principal, to: string) {
  const sent = await sendTestMail(deps, principal, to);
  if (sent.outcome === 'sent') {
    return {
      isSent: true,
      message: 'The mail server took the mail. Look whether it arrives, and look among the junk, too.',
    };
  }
  if (sent.outcome === 'not-sent') return { isSent: false, message: sent.because };
  throw problemError({
    type: 'conflict',
    title: 'No mail server is named',
    status: 409,
    detail: 'Branchline does not know by which server to send mails.',
    remedy: 'Set BRANCHLINE_SMTP and BRANCHLINE_MAIL_FROM where Branchline is started, then start it again.',
  });
}

/** What is undefined was not said. */
function settingsFrom({
  branchNames,
  linkSourcesOff,
}: Parameters<Handlers['saveProjectSettings']>[0]['body']): ProjectSettings {
  const said = Object.entries(branchNames).filter(([, value]) => value !== undefined);
  return { branchNames: Object.fromEntries(said), linkSourcesOff };
}

function installationHandlers(deps: SettingsHandlersDeps) {
  const { store } = deps;
  const save = (principal: Principal, change: Partial<InstallationSettings>) =>
    saveInstallationSettings(deps, principal, change);
  return {
    showSettings: async () => {
      const { branchNames, retention } = await store.settings.installation();
      const place = { publicUrl: deps.publicUrl, sendsMail: deps.mail !== undefined };
      return { ...place, branchNames: presentBranchNames(branchNames), retention };
    },
    showBranchNames: async () => presentBranchNames((await store.settings.installation()).branchNames),
    saveBranchNames: async ({ body, caller }) =>
      presentBranchNames((await save(caller.principal, { branchNames: body })).branchNames),
    showRetention: async () => (await store.settings.installation()).retention,
    saveRetention: async ({ body, caller }) => (await save(caller.principal, { retention: body })).retention,
    showMailSettings: async () => presentMail((await store.settings.installation()).mail),
    saveMailSettings: async ({ body, caller }) => {
      const mail = { ...body, alertsTo: [...new Set(body.alertsTo)], alerts: [...new Set(body.alerts)] };
      return presentMail((await save(caller.principal, { mail })).mail);
    },
    sendTestMail: ({ body, caller }) => mailAnswer(deps, caller.principal, body.to),
    tryBranchName: ({ body }) => {
      const { issue, sourceBranch, displayName, separator } = body;
      const about = { ...issue, key: issue.key as IssueKey };
      const options = { separator, sourceBranch, displayName };
      return Promise.resolve({ name: branchNameFromTemplate(templateFor(body, issue.type), about, options) });
    },
  } satisfies Partial<Handlers>;
}

export function settingsHandlers(deps: SettingsHandlersDeps): Pick<Handlers, Names> {
  return {
    ...installationHandlers(deps),
    listProjectSettings: (asked) => projectPage(deps, asked),
    showProjectSettings: ({ params }) => projectOfPlace(deps, { jiraSiteId: params.id, project: params.project }),
    saveProjectSettings: async ({ params, body, caller }) => {
      const place = { jiraSiteId: params.id, project: params.project };
      const saved = await saveProjectSettings(deps, caller.principal, place, settingsFrom(body));
      if (saved === undefined) throw notFound('Jira site');
      return projectOfPlace(deps, place);
    },
  };
}
