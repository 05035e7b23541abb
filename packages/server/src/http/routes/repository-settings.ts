/** Settings of repositories at the door: shown, tried out, replaced. */

import {
  previewRepositorySettings,
  type PreviewRepositorySettingsDeps,
} from '../../features/repositories/preview-repository-settings.ts';
import {
  saveRepositoryDefaults,
  saveRepositorySettings,
  type SaveRepositorySettingsDeps,
} from '../../features/repositories/save-repository-settings.ts';
import { differenceInWords } from '../../features/settings/difference-in-words.ts';
import type { Handlers } from '../mount-routes.ts';
import {
  presentRepositoryDefaults,
  presentRepositorySettings,
  presentSettingsPreview,
} from '../present/repository-settings.ts';
import { notFound } from '../problems.ts';
import { readRepositoryDefaults, readRepositorySettings } from '../read-repository-settings.ts';

export interface RepositorySettingsHandlersDeps
  extends Omit<SaveRepositorySettingsDeps, 'differenceInWords'>, Omit<PreviewRepositorySettingsDeps, 'store'> {}

type Names =
  | 'showRepositorySettings'
  | 'saveRepositorySettings'
  | 'previewRepositorySettings'
  | 'showRepositoryDefaults'
  | 'saveRepositoryDefaults';

export function repositorySettingsHandlers(given: RepositorySettingsHandlersDeps): Pick<Handlers, Names> {
  const deps = { ...given, differenceInWords };
  const { store } = deps;
  return {
    async showRepositorySettings({ params }) {
      const repository = await store.repositories.get(params.id);
      if (repository === undefined) throw notFound('repository');
      return presentRepositorySettings(repository.settings);
    },
    async saveRepositorySettings({ params, body, caller }) {
      const settings = readRepositorySettings(body);
      if (!(await saveRepositorySettings(deps, caller.principal, params.id, settings))) throw notFound('repository');
      return presentRepositorySettings(settings);
    },
    async previewRepositorySettings({ params, body }) {
      const preview = await previewRepositorySettings(deps, params.id, readRepositorySettings(body));
      if (preview === undefined) throw notFound('repository');
      return presentSettingsPreview(preview);
    },
    async showRepositoryDefaults({ params }) {
      if ((await store.integrations.get(params.id)) === undefined) throw notFound('integration');
      return presentRepositoryDefaults(await store.repositorySettings.defaults(params.id));
    },
    async saveRepositoryDefaults({ params, body, caller }) {
      const defaults = readRepositoryDefaults(body);
      if (!(await saveRepositoryDefaults(deps, caller.principal, params.id, defaults))) throw notFound('integration');
      return presentRepositoryDefaults(defaults);
    },
  };
}
