/** Mails, colours, and the zone in which times are shown. */

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { chooseColors, chosenColors, type Colors } from '../../colors.ts';
import { Answer } from '../../components/answer.tsx';
import { CheckField } from '../../components/check-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useAction } from '../../components/use-action.ts';
import { myMailsQuery } from '../../queries/me.ts';
import * as texts from '../../texts.ts';

const words = texts.profile.preferences;

const colorOptions = (Object.keys(words.colorNames) as Colors[]).map((value) => ({
  value,
  label: words.colorNames[value],
}));

export function PreferencesTab(): ReactElement {
  const mails = useQuery(myMailsQuery);
  const [colors, setColors] = useState(chosenColors);
  const save = useAction((wanted: boolean) => api.saveMyMails({ body: { wanted } }));
  const query = save.error === null ? mails : { ...mails, error: save.error };
  function change(chosen: Colors): void {
    chooseColors(chosen);
    setColors(chosen);
  }
  return (
    <div className="form">
      <h2>{words.mails}</h2>
      <Answer query={query} skeleton={<SkeletonRows label={words.mails} />}>
        {({ wanted }) => (
          <CheckField
            label={words.mailLabel}
            hint={words.mailHint}
            checked={save.isPending ? save.variables : wanted}
            onChange={(checked) => save.mutate(checked)}
          />
        )}
      </Answer>
      <SelectField
        label={words.colors}
        name="colors"
        hint={words.kept}
        options={colorOptions}
        value={colors}
        onChange={change}
      />
      <h2>{words.time}</h2>
      <p>{words.timeText(new Intl.DateTimeFormat().resolvedOptions().timeZone)}</p>
    </div>
  );
}
