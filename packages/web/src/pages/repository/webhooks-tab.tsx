/** Where the webhooks about a repository are, and its own address. */

import type { RepositoryDetails } from '@branchline/contract';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import * as texts from '../../texts.ts';

const words = texts.repository.webhooks;

export function WebhooksTab({ repository }: { readonly repository: RepositoryDetails }): ReactElement {
  const repositoryId = String(repository.id);
  return (
    <section className="card">
      <p>{words.lead}</p>
      <div className="actions">
        <Link to="/webhooks" search={{ repository: repositoryId }} className="bl-button button-primary">
          {words.log}
        </Link>
        <Link to="/webhooks" search={{ tab: 'addresses', repository: repositoryId }} className="bl-button">
          {words.address}
        </Link>
      </div>
    </section>
  );
}
