/** What saving an association would bring to Jira and take away, in numbers. */

import type { AssociationPreview, Grants } from '@branchline/contract';
import { Icon, numbered } from '@branchline/issue-panel';
import { projectActions, type ProjectAction } from '@branchline/domain';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import { Table, type Column } from './table.tsx';

type KindCounts = AssociationPreview['total']['appear'];
type Effect = AssociationPreview['projects'][number];

const words = texts.associations.preview;

function countOf({ commits, branches, pullRequests }: KindCounts): number {
  return commits + branches + pullRequests;
}

const columns: readonly Column<Effect>[] = [
  { key: 'project', header: words.project, cell: ({ project }) => project },
  { key: 'appear', header: words.appearing, kind: 'number', cell: ({ appear }) => numbered(countOf(appear)) },
  { key: 'vanish', header: words.vanishing, kind: 'number', cell: ({ vanish }) => numbered(countOf(vanish)) },
];

/** What changes apart from seeing, which is told in numbers. */
function changedActions(before: Grants, after: Grants): readonly ProjectAction[] {
  return projectActions.filter(
    (action) => action !== 'see' && JSON.stringify(before[action]) !== JSON.stringify(after[action]),
  );
}

export function AssociationPreviewView({ preview }: { readonly preview: AssociationPreview }): ReactElement {
  const { before, after, total, projects, otherProjects, repositories, unknownProjects } = preview;
  const { appear, vanish, change } = total;
  const parts = [
    ...(countOf(appear) > 0 ? [words.appear(appear)] : []),
    ...(countOf(vanish) > 0 ? [words.vanish(vanish)] : []),
    ...(countOf(change) > 0 ? [words.change(change)] : []),
  ];
  const warnings = [
    ...(repositories.counted < repositories.of ? [words.uncounted(repositories.counted, repositories.of)] : []),
    ...(unknownProjects === null || unknownProjects.length === 0 ? [] : [words.unknown(unknownProjects)]),
  ];
  return (
    <>
      <ul className="effects">
        {parts.length === 0 && <li>{words.nothing}</li>}
        {parts.map((part) => (
          <li key={part}>{part}</li>
        ))}
        {changedActions(before, after).map((action) => (
          <li key={action}>
            {words.reach(
              texts.associations.action[action],
              texts.associations.projects(before[action]),
              texts.associations.projects(after[action]),
            )}
          </li>
        ))}
      </ul>
      {warnings.map((warning) => (
        <p key={warning} className="warning-line">
          <Icon name="warning" /> <span className="break">{warning}</span>
        </p>
      ))}
      {projects.length > 0 && (
        <Table label={words.table} rows={projects} rowKey={({ project }) => project} columns={columns} />
      )}
      {otherProjects > 0 && <p className="quiet">{words.more(otherProjects)}</p>}
    </>
  );
}
