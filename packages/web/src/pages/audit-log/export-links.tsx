/** Everything that the filters let through, as a file. */

import { addressOf, routes } from '@branchline/contract';
import { Icon } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import type { AuditFilters } from '../../queries/audit-log.ts';
import * as texts from '../../texts.ts';

const words = texts.audit;

export function ExportLinks({ filters }: { readonly filters: AuditFilters }): ReactElement {
  const address = (format: 'csv' | 'json-lines') =>
    addressOf(routes.exportAuditLog.path, { query: { ...filters, format } });
  return (
    <>
      <a className="bl-button" href={address('csv')} download>
        <Icon name="download" /> {words.export} {words.csv}
      </a>
      <a className="bl-button" href={address('json-lines')} download>
        <Icon name="download" /> {words.export} {words.jsonLines}
      </a>
    </>
  );
}
