/** What became of each change when a configuration file was applied. */

import type { ConfigurationReport } from '@branchline/contract';
import type { ReactElement } from 'react';
import { Table, type Column } from '../../components/table.tsx';
import * as texts from '../../texts.ts';

type Change = ConfigurationReport['changes'][number];

const words = texts.settings.configuration;

const columns: readonly Column<Change>[] = [
  {
    key: 'words',
    header: words.list,
    cell: ({ words: sentence, because }) => (
      <>
        <span className="break">{sentence}</span>
        {because !== null && <span className="quiet break">{because}</span>}
      </>
    ),
  },
  { key: 'outcome', header: words.report, kind: 'nowrap', cell: ({ outcome }) => words.outcomes[outcome] },
];

export function ReportView({ report }: { readonly report: ConfigurationReport }): ReactElement {
  return (
    <div>
      <p aria-live="polite">{report.isComplete ? words.complete : words.incomplete}</p>
      {report.changes.length > 0 && (
        <Table
          label={words.list}
          rows={report.changes}
          rowKey={({ kind, name, words: sentence }) => `${kind} ${name} ${sentence}`}
          columns={columns}
        />
      )}
    </div>
  );
}
