/** Making a webhook by hand: the steps, and the address and secret to be copied to the service. */

import type { IntegrationWebhooks } from '@branchline/contract';
import { ProblemView } from '@branchline/issue-panel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { copyText } from '../../components/copy-text.ts';
import { Fact, Facts } from '../../components/facts.tsx';
import * as texts from '../../texts.ts';

export interface ManualWebhookProps {
  readonly integrationId: number;
  readonly steps: IntegrationWebhooks['manualSteps'];
}

const words = texts.integration.webhooks;

export function ManualWebhook({ integrationId, steps }: ManualWebhookProps): ReactElement | null {
  const queries = useQueryClient();
  const endpoint = useMutation({
    mutationFn: async (change: number | undefined) =>
      change === undefined
        ? api.makeWebhookEndpoint({ body: { integrationId } })
        : api.changeWebhookSecret({ params: { id: change } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  if (steps.owner.length + steps.repository.length === 0) return null;
  const made = endpoint.data;
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.manual}</h2>
      </header>
      {endpoint.error !== null && <ProblemView problem={problemOf(endpoint.error)} onCopy={copyText} />}
      {made === undefined ? (
        <button
          type="button"
          className="bl-button"
          disabled={endpoint.isPending}
          onClick={() => endpoint.mutate(undefined)}
        >
          {words.show}
        </button>
      ) : (
        <>
          <Facts>
            <Fact name={words.address}>
              <CopyField what={words.address} text={made.url} />
            </Fact>
            <Fact name={words.secret}>
              {made.secret === null ? words.secretShown : <CopyField what={words.secret} text={made.secret} />}
            </Fact>
          </Facts>
          <button
            type="button"
            className="bl-button"
            disabled={endpoint.isPending}
            onClick={() => endpoint.mutate(made.id)}
          >
            {words.change}
          </button>
        </>
      )}
      <Steps title={words.manualOwner} steps={steps.owner} />
      <Steps title={words.manualRepository} steps={steps.repository} />
    </section>
  );
}

interface StepsProps {
  readonly title: string;
  readonly steps: readonly string[];
}

function Steps({ title, steps }: StepsProps): ReactElement | null {
  if (steps.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </>
  );
}
