/** Shows as whom a Git service would be connected, before anything is saved. */

import type { PendingCredential } from '@branchline/contract';
import { ProblemView, WebLink } from '@branchline/issue-panel';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { FormEvent, ReactElement } from 'react';
import { api, problemOf } from '../api.ts';
import { Answer } from '../components/answer.tsx';
import { copyText } from '../components/copy-text.ts';
import { formText } from '../components/form-text.ts';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { pendingQuery } from '../queries/integrations.ts';

export function PendingPage(): ReactElement {
  const { id = '' } = useParams({ strict: false });
  const pending = useQuery(pendingQuery(id));
  return (
    <Answer query={pending} skeleton={<SkeletonRows label="Asking who it is" />}>
      {(data) => <Pending pending={data} />}
    </Answer>
  );
}

function Pending({ pending }: { readonly pending: PendingCredential }): ReactElement {
  const { connectorTitle: service, account, integrationId, warnings, usable } = pending;
  const { save, cancel, leave } = useEnds(pending);
  const error = save.error ?? cancel.error ?? leave.error;
  const whom = account === null ? '' : ` as ${account.login}`;
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    save.mutate(formText(new FormData(event.currentTarget), 'name').trim());
  }
  return (
    <>
      <h1>{`Connect ${service}${whom}?`}</h1>
      {error !== null && <ProblemView problem={problemOf(error)} onCopy={copyText} />}
      {account !== null && (
        <p>
          <WebLink url={account.webUrl}>{account.login}</WebLink>
          {account.name !== null && account.name !== account.login && ` · ${account.name}`}
        </p>
      )}
      {warnings.length > 0 && (
        <ul>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      <form className="form" onSubmit={submit}>
        {integrationId === null && (
          <label>
            Name, if it shall have another than the service
            <input name="name" maxLength={200} spellCheck={false} />
          </label>
        )}
        {usable ? (
          <button type="submit" className="bl-button button-primary" disabled={save.isPending}>
            {`Connect${whom}`}
          </button>
        ) : (
          <p>{`Grant what is missing at ${service}, then sign in again.`}</p>
        )}
        {pending.mayChooseAccount && (
          <button type="button" className="bl-button" disabled={leave.isPending} onClick={() => leave.mutate()}>
            Use another account
          </button>
        )}
        <button type="button" className="bl-button" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel
        </button>
      </form>
    </>
  );
}

/** The three ways on from here. */
function useEnds({ id, connector, settings, network, integrationId }: PendingCredential) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  async function goHome(): Promise<void> {
    await queries.invalidateQueries();
    await navigate({ to: '/' });
  }
  const save = useMutation({
    mutationFn: (name: string) =>
      integrationId === null
        ? api.addIntegration({ body: { pending: id, ...(name === '' ? {} : { name }) } })
        : api.editIntegration({ params: { id: integrationId }, body: { pending: id } }),
    onSuccess: goHome,
  });
  const cancel = useMutation({
    mutationFn: () => api.cancelPendingCredential({ params: { id } }),
    onSuccess: goHome,
  });
  const leave = useMutation({
    mutationFn: async () => {
      const place = integrationId === null ? { connector, settings, network } : { integrationId };
      const { authorizationUrl } = await api.startOAuth({ body: { ...place, switchesAccount: true } });
      await api.cancelPendingCredential({ params: { id } });
      return authorizationUrl;
    },
    onSuccess: (url) => window.location.assign(url),
  });
  return { save, cancel, leave };
}
