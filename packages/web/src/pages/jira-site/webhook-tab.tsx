/** Jira's own webhook: its address, its secret once, the steps in Jira, and when Jira last told something. */

import type { JiraWebhook, NewJiraWebhook } from '@branchline/contract';
import { RelativeTime } from '@branchline/issue-panel';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { Answer } from '../../components/answer.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Fact, Facts } from '../../components/facts.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useNow } from '../../components/use-now.ts';
import { jiraWebhookQuery } from '../../queries/jira-site-parts.ts';
import * as texts from '../../texts.ts';

const words = texts.jiraCredentials.webhook;

type Asked = 'change' | 'forget';

export function WebhookTab({ siteId }: { readonly siteId: number }): ReactElement {
  const standing = useQuery(jiraWebhookQuery(siteId));
  const params = { id: siteId };
  const queries = useQueryClient();
  const [made, setMade] = useState<NewJiraWebhook>();
  const [asked, setAsked] = useState<Asked>();
  const act = useMutation({
    mutationFn: async (what: Asked | 'make') => {
      if (what === 'make') return api.makeJiraWebhook({ params });
      if (what === 'change') return api.changeJiraWebhookSecret({ params });
      await api.forgetJiraWebhook({ params });
      return undefined;
    },
    onSuccess: async (webhook) => {
      setMade(webhook);
      setAsked(undefined);
      await queries.invalidateQueries();
    },
  });
  const problem = act.error === null ? undefined : problemOf(act.error);
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.title}</h2>
      </header>
      <p className="quiet">{words.text}</p>
      <p className="quiet">{words.forgeToo}</p>
      <Answer
        query={asked === undefined && act.error !== null ? { ...standing, error: act.error } : standing}
        skeleton={<SkeletonRows label={words.title} />}
      >
        {({ webhook }) =>
          webhook === null ? (
            <NoWebhook busy={act.isPending} onMake={() => act.mutate('make')} />
          ) : (
            <Webhook webhook={webhook} secret={made?.secret} onAsk={setAsked} />
          )
        }
      </Answer>
      {asked !== undefined && (
        <Dialog
          title={asked === 'change' ? words.changeTitle : words.forgetTitle}
          action={words[asked]}
          tone={asked === 'change' ? 'primary' : 'danger'}
          busy={act.isPending}
          problem={problem}
          onAction={() => act.mutate(asked)}
          onClose={() => setAsked(undefined)}
        >
          <p>{asked === 'change' ? words.changeText : words.forgetText}</p>
        </Dialog>
      )}
    </section>
  );
}

interface NoWebhookProps {
  readonly busy: boolean;
  readonly onMake: () => void;
}

function NoWebhook({ busy, onMake }: NoWebhookProps): ReactElement {
  return (
    <>
      <p>{words.none}</p>
      <button type="button" className="bl-button button-primary" disabled={busy} onClick={onMake}>
        {words.make}
      </button>
    </>
  );
}

interface WebhookProps {
  readonly webhook: JiraWebhook;
  /** Known only just after it was made. */
  readonly secret: string | undefined;
  readonly onAsk: (what: Asked) => void;
}

function Webhook({ webhook: { url, madeAt, lastEventAt, steps }, secret, onAsk }: WebhookProps): ReactElement {
  const now = useNow();
  return (
    <>
      <Facts>
        <Fact name={words.address}>
          <CopyField what={words.address} text={url} />
        </Fact>
        {secret !== undefined && (
          <Fact name={words.secret}>
            <CopyField what={words.secret} text={secret} />
            <span className="hint">{words.secretOnce}</span>
          </Fact>
        )}
        <Fact name={words.made}>
          <RelativeTime at={madeAt} now={now} />
        </Fact>
        <Fact name={words.lastEvent}>
          {lastEventAt === null ? words.never : <RelativeTime at={lastEventAt} now={now} />}
        </Fact>
      </Facts>
      <h3>{words.steps}</h3>
      <ol>
        {steps.map((step) => (
          <li key={step} className="break">
            {step}
          </li>
        ))}
      </ol>
      <div className="actions">
        <button type="button" className="bl-button" onClick={() => onAsk('change')}>
          {words.change}
        </button>
        <button type="button" className="bl-button" onClick={() => onAsk('forget')}>
          {words.forget}
        </button>
      </div>
    </>
  );
}
