/** What is known of the installation at a glance. */

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { Fact, Facts } from '../../components/facts.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { settingsQuery } from '../../queries/settings.ts';
import * as texts from '../../texts.ts';

const words = texts.settings.general;

export function GeneralTab(): ReactElement {
  const settings = useQuery(settingsQuery);
  return (
    <Answer query={settings} skeleton={<SkeletonRows label={texts.settings.loading} />}>
      {({ publicUrl, sendsMail, branchNames, retention }) => (
        <Facts>
          <Fact name={words.address}>
            <span className="break">{publicUrl}</span>
            <p className="hint">{words.addressHint}</p>
          </Fact>
          <Fact name={words.mail}>{sendsMail ? words.sendsMail : words.noMail}</Fact>
          <Fact name={words.branches}>
            <code className="break">{branchNames.template}</code>
          </Fact>
          <Fact name={words.kept}>{words.days(retention.webhookDeliveries)}</Fact>
        </Facts>
      )}
    </Answer>
  );
}
