/** What can be done with an integration as a whole. */

import type { IntegrationSummary } from '@branchline/contract';
import { Icon } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { DisconnectDialog } from '../../components/disconnect-dialog.tsx';
import { gitServicesQuery } from '../../queries/integration-drafts.ts';
import * as texts from '../../texts.ts';
import { CheckDialog } from './check-dialog.tsx';
import { PauseDialog } from './pause-dialog.tsx';
import { RotateDialog } from './rotate-dialog.tsx';

const words = texts.integration.actions;

type Opened = 'check' | 'pause' | 'rotate' | 'disconnect';

export function IntegrationActions({ integration }: { readonly integration: IntegrationSummary }): ReactElement {
  const { id, name, connector, connectorTitle, pausedBecause, mode, credentialKind } = integration;
  const [opened, setOpened] = useState<Opened>();
  const services = useQuery(gitServicesQuery).data?.gitServices ?? [];
  const service = services.find((each) => each.id === connector);
  const rotates = credentialKind === 'token' && service?.capabilities.includes('token-rotation') === true;
  const isSilent = mode === 'webhook-only' && (credentialKind ?? 'none') === 'none';
  const close = () => setOpened(undefined);
  return (
    <>
      {pausedBecause === null ? (
        <button type="button" className="bl-button" onClick={() => setOpened('pause')}>
          <Icon name="pause" /> {words.pause}
        </button>
      ) : (
        <ActionButton label={words.resume} icon="play" run={() => api.resumeIntegration({ params: { id } })} />
      )}
      <ActionButton label={words.reindex} icon="refresh" run={() => api.reindexIntegration({ params: { id } })} />
      {!isSilent && (
        <>
          <button type="button" className="bl-button" onClick={() => setOpened('check')}>
            <Icon name="check" /> {words.check}
          </button>
          <Link to="." search={{ tab: 'settings' }} hash="credential" className="bl-button">
            <Icon name="key" /> {words.reconnect}
          </Link>
        </>
      )}
      {rotates && (
        <button type="button" className="bl-button" onClick={() => setOpened('rotate')}>
          <Icon name="refresh" /> {words.rotate}
        </button>
      )}
      <button type="button" className="bl-button" onClick={() => setOpened('disconnect')}>
        <Icon name="trash" /> {words.disconnect}
      </button>
      {opened === 'pause' && <PauseDialog id={id} name={name} onClose={close} />}
      {opened === 'check' && <CheckDialog id={id} name={name} serviceTitle={connectorTitle} onClose={close} />}
      {opened === 'rotate' && <RotateDialog id={id} name={name} onClose={close} />}
      {opened === 'disconnect' && <DisconnectDialog integrationId={id} integrationName={name} onClose={close} />}
    </>
  );
}
