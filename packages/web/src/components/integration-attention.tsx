/** What of an integration's credential somebody should see to: the reason, and the page where it is put right. */

import type { Overview } from '@branchline/contract';
import { WebLink } from '@branchline/issue-panel';
import type { ReactElement } from 'react';

export function IntegrationAttention({
  integration: { name, attention },
}: {
  readonly integration: Overview['integrations'][number];
}): ReactElement {
  return (
    <>
      {attention.map(({ text, url }) => (
        <li key={text} className="line">
          <div className="line-text">
            <span className="name">{name}</span>
            <p className="reason">{text}</p>
          </div>
          {url !== null && <WebLink url={url}>Put it right</WebLink>}
        </li>
      ))}
    </>
  );
}
