/** Chooses among the places where apps of ours are installed. */

import { useQueries } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { SelectField } from '../../components/select-field.tsx';
import { installationsQuery } from '../../queries/integration-drafts.ts';
import * as texts from '../../texts.ts';

export interface InstallationFieldProps {
  readonly apps: readonly { readonly id: number; readonly name: string }[];
}

const words = texts.integrationSettings.credential;

export function InstallationField({ apps }: InstallationFieldProps): ReactElement {
  const asked = useQueries({ queries: apps.map(({ id }) => installationsQuery(id)) });
  if (apps.length === 0) return <p className="quiet">{words.noApp}</p>;
  if (asked.some(({ isPending }) => isPending)) return <output>{words.loadingApps}</output>;
  const options = apps.flatMap(({ id, name }, place) =>
    (asked[place]?.data?.installations ?? []).map(({ installationId, account }) => ({
      value: `${id} ${installationId}`,
      label: `${account.login} · ${name}`,
    })),
  );
  return <SelectField label={words.app} name="installation" options={options} />;
}
