/** What can be set for one repository, and with what new repositories of an integration begin. */

import {
  displayNameLimit,
  lookMinutes,
  problemOfLookBounds,
  problemOfPage,
  problemOfRefPattern,
  problemOfTagPattern,
  problemOfTemplate,
  refPatternLimit,
  refPatternsLimit,
  tagPatternLimit,
  tagPatternsLimit,
  webLinkLimit,
  type RepositoryId,
} from '@branchline/domain';
import { z } from 'zod';
import { Count, idOf } from './fields.ts';
import { act, ofIntegration, replace, show, type Route } from './route.ts';
import { versioned } from './version.ts';

/** Text in which the domain finds nothing wrong, or its sentence about what is. */
function sound(limit: number, problemOf: (text: string) => string | undefined) {
  return z
    .string()
    .trim()
    .min(1)
    .max(limit)
    .superRefine((text, context) => {
      const message = problemOf(text);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    });
}

const TagPatterns = z.array(sound(tagPatternLimit, problemOfTagPattern)).max(tagPatternsLimit).default([]);
const RefPatterns = z.array(sound(refPatternLimit, problemOfRefPattern)).max(refPatternsLimit).default([]);
const Template = sound(webLinkLimit, problemOfTemplate).nullable().default(null);
const Minutes = z.int().min(lookMinutes.least).max(lookMinutes.most).nullable().default(null);

/** Globs (`v*`, `release/**`), or regular expressions between slashes (`/^v\d+$/`). */
const Tags = z.strictObject({
  /** When there are any, only tags that match one count. */
  include: TagPatterns,
  /** Matching one leaves a tag out. */
  exclude: TagPatterns,
});

const Refs = z.strictObject({
  /** Mirrored besides those of the service: `refs/changes/*`. */
  also: RefPatterns,
  /** Not mirrored although they would be: `refs/notes/*`. */
  not: RefPatterns,
});

/**
 * With `{repository}`, `{commit}`, `{path}`, `{branch}`, `{tag}` and `{pullRequest}` in them; null: as the service says.
 */
const WebLinks = z.strictObject({
  /** The repository's own page, for `{repository}`. */
  repository: sound(webLinkLimit, problemOfPage).nullable().default(null),
  commit: Template,
  file: Template,
  branch: Template,
  tag: Template,
  pullRequest: Template,
});

const Schedule = z
  .strictObject({
    /** Between two looks, where no webhook comes; null: the usual time. */
    leastMinutes: Minutes,
    mostMinutes: Minutes,
  })
  .superRefine(({ leastMinutes, mostMinutes }, context) => {
    const message = problemOfLookBounds({
      leastMinutes: leastMinutes ?? undefined,
      mostMinutes: mostMinutes ?? undefined,
    });
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

/** What is left out is as it is usual. */
export const RepositoryDefaults = z.strictObject({
  tags: Tags.prefault({}),
  refs: Refs.prefault({}),
  /** Whether commits may command anything in Jira. */
  runsSmartCommits: z.boolean().default(true),
  webLinks: WebLinks.prefault({}),
  schedule: Schedule.prefault({}),
});
export type RepositoryDefaults = z.infer<typeof RepositoryDefaults>;

export const RepositorySettings = RepositoryDefaults.extend({
  /** Shown in place of the service's name; null: that name. */
  displayName: z.string().trim().min(1).max(displayNameLimit).nullable().default(null),
});
export type RepositorySettings = z.infer<typeof RepositorySettings>;

const LinkedThing = z.enum(['repository', 'commit', 'file', 'branch', 'tag', 'pullRequest']);

/** What settings would come to, shown with what the repository really has. */
export const RepositorySettingsPreview = z.object({
  links: z.array(
    z.object({
      kind: LinkedThing,
      /** The hash, path or name it is shown with. */
      about: z.string(),
      /** Null where there is no page. */
      url: z.string().nullable(),
    }),
  ),
  /** Of the tags there are. */
  tags: z.object({
    counted: Count,
    leftOut: Count,
    /** A few of each, in the order of their names. */
    countedExamples: z.array(z.string()),
    leftOutExamples: z.array(z.string()),
  }),
});
export type RepositorySettingsPreview = z.infer<typeof RepositorySettingsPreview>;

const ofRepository = { params: z.object({ id: idOf<RepositoryId>() }) } as const;
const path = '/api/v1/repositories/:id/settings';
const defaultsPath = '/api/v1/integrations/:id/repository-defaults';
const defaultFields = ['tags', 'refs', 'runsSmartCommits', 'webLinks', 'schedule'] as const;
const VersionedSettings = versioned(RepositorySettings, ['displayName', ...defaultFields]);
const VersionedDefaults = versioned(RepositoryDefaults, defaultFields);

export const repositorySettingsRoutes = {
  showRepositorySettings: { ...show, ...ofRepository, path, response: VersionedSettings },
  /** Replaces all of them. Tags are read again without the history; refs follow with the next look, which is at once. */
  saveRepositorySettings: {
    ...replace,
    ...ofRepository,
    path,
    request: RepositorySettings,
    response: VersionedSettings,
    edits: 'showRepositorySettings',
  },
  /** Nothing is saved. */
  previewRepositorySettings: {
    ...act,
    ...ofRepository,
    path: '/api/v1/repositories/:id/settings/preview',
    request: RepositorySettings,
    response: RepositorySettingsPreview,
  },
  showRepositoryDefaults: { ...show, params: ofIntegration, path: defaultsPath, response: VersionedDefaults },
  /** For repositories that are found from now on; those that are there keep their own. */
  saveRepositoryDefaults: {
    ...replace,
    params: ofIntegration,
    path: defaultsPath,
    request: RepositoryDefaults,
    response: VersionedDefaults,
    edits: 'showRepositoryDefaults',
  },
} as const satisfies Readonly<Record<string, Route>>;
