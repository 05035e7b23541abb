/** The credentials of a Jira site: what each is for, which are there, and how to replace or forget them. */

import type { JiraSiteDetails } from '@branchline/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Fact, Facts } from '../../components/facts.tsx';
import { isSelfManaged } from '../../components/jira-standing.ts';
import * as texts from '../../texts.ts';
import { AccountForm } from './account-form.tsx';
import { OAuthForm } from './oauth-form.tsx';

const words = texts.jiraCredentials;

export function CredentialsTab({ site }: { readonly site: JiraSiteDetails }): ReactElement {
  return (
    <>
      {!isSelfManaged(site) && (
        <section className="card" aria-labelledby="oauth-title">
          <header className="card-header">
            <h2 id="oauth-title">{words.oauth.title}</h2>
          </header>
          <p className="quiet">{words.oauth.text}</p>
          {site.clientId === '' ? (
            <p>{words.oauth.none}</p>
          ) : (
            <Facts>
              <Fact name={words.oauth.clientId}>{site.clientId}</Fact>
            </Facts>
          )}
          <OAuthForm site={site} />
        </section>
      )}
      <Account site={site} />
    </>
  );
}

function writesAs({ account, hasForgeApp }: JiraSiteDetails): string {
  const { writesAs: as } = words.account;
  if (hasForgeApp) return account === null ? as.forgeOnly : as.person;
  return account === null ? as.nobody : as.account;
}

function Account({ site }: { readonly site: JiraSiteDetails }): ReactElement {
  const { account } = site;
  return (
    <section className="card" aria-labelledby="account-title">
      <header className="card-header">
        <h2 id="account-title">{words.account.title}</h2>
      </header>
      <p className="quiet">{words.account.text}</p>
      {account === null && <p>{words.account.none}</p>}
      <Facts>
        {account !== null && <Fact name={words.account.kind}>{words.account.kinds[account.kind]}</Fact>}
        {account !== null && (account.email ?? account.clientId) !== undefined && (
          <Fact name={words.account.named}>{account.email ?? account.clientId}</Fact>
        )}
        <Fact name={words.account.writes}>{writesAs(site)}</Fact>
      </Facts>
      {account !== null && <p className="quiet">{words.account.ends}</p>}
      <AccountForm key={account?.kind} site={site} />
      {account !== null && <Forgetting site={site} />}
    </section>
  );
}

/** There is no button where it would do nothing. */
function Forgetting({ site }: { readonly site: JiraSiteDetails }): ReactElement {
  const [isAsked, setIsAsked] = useState(false);
  const queries = useQueryClient();
  const forget = useMutation({
    mutationFn: () => api.forgetJiraAccount({ params: { id: site.id } }),
    onSuccess: async () => {
      setIsAsked(false);
      await queries.invalidateQueries();
    },
  });
  if (isSelfManaged(site)) return <p className="quiet">{words.account.cannotDataCenter}</p>;
  if (site.clientId === '') return <p className="quiet">{words.account.onlyOne}</p>;
  return (
    <>
      <button type="button" className="bl-button" onClick={() => setIsAsked(true)}>
        {words.account.forget}
      </button>
      {isAsked && (
        <Dialog
          title={words.account.forgetTitle(site.name)}
          action={words.account.forget}
          busy={forget.isPending}
          problem={forget.error === null ? undefined : problemOf(forget.error)}
          onAction={() => forget.mutate()}
          onClose={() => setIsAsked(false)}
        >
          <ul>
            {words.account.forgetText.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Dialog>
      )}
    </>
  );
}
