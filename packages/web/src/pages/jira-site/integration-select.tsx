/** Chooses one of the integrations. */

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { SelectField } from '../../components/select-field.tsx';
import { integrationNamesQuery } from '../../queries/jira-site-parts.ts';
import * as texts from '../../texts.ts';

export interface IntegrationSelectProps {
  readonly label: string;
  /** Undefined: none is chosen. */
  readonly value: number | undefined;
  readonly onChoose: (id: number | undefined) => void;
}

export function IntegrationSelect({ label, value, onChoose }: IntegrationSelectProps): ReactElement {
  const { data } = useQuery(integrationNamesQuery);
  const options = (data?.integrations ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <SelectField
      label={label}
      name="integration"
      options={[{ value: '', label: texts.jiraSites.places.chooseNone }, ...options]}
      value={value === undefined ? '' : String(value)}
      onChange={(chosen) => onChoose(chosen === '' ? undefined : Number(chosen))}
    />
  );
}
