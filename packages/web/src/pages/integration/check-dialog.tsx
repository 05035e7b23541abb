/** Tries the credential of an integration now, and shows what the service said. */

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { integrationCheckQuery } from '../../queries/integrations.ts';
import * as texts from '../../texts.ts';
import { FoundAccount } from '../../wizard/found-account.tsx';

export interface CheckDialogProps {
  readonly id: number;
  readonly name: string;
  readonly serviceTitle: string;
  readonly onClose: () => void;
}

const words = texts.integration.check;

export function CheckDialog({ id, name, serviceTitle, onClose }: CheckDialogProps): ReactElement {
  const queries = useQueryClient();
  const check = useQuery(integrationCheckQuery(id));
  const hasAnswer = check.data !== undefined;
  // What was found is kept with the integration.
  useEffect(() => {
    if (hasAnswer) void queries.invalidateQueries({ queryKey: ['integrations'] });
  }, [hasAnswer, queries]);
  return (
    <Dialog title={words.title(name)} onClose={onClose}>
      <Answer query={check} skeleton={<SkeletonRows label={words.loading} />}>
        {(found) => (
          <FoundAccount serviceTitle={serviceTitle} found={{ ...found, credentialExpiresAt: found.expiresAt }} />
        )}
      </Answer>
    </Dialog>
  );
}
