/** Which role follows from which group, tried out on the groups of somebody while it is written. */

import { roleByGroups, type GroupRoles } from '@branchline/domain';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { TextField } from '../../components/text-field.tsx';
import * as texts from '../../texts.ts';
import { linesOf } from './lines-of.ts';

const words = texts.access.providers;
const names = ['administrators', 'managers', 'members'] as const;

export interface RolePreviewProps {
  /** Undefined: as a new provider begins, with everybody a member. */
  readonly roles: GroupRoles | undefined;
}

export function RolePreview({ roles }: RolePreviewProps): ReactElement {
  const [written, setWritten] = useState(() => ({
    administrators: (roles?.administrators ?? []).join('\n'),
    managers: (roles?.managers ?? []).join('\n'),
    members: (roles?.members ?? ['*']).join('\n'),
  }));
  const [groups, setGroups] = useState('');
  const role = roleByGroups(linesOf(groups), {
    administrators: linesOf(written.administrators),
    managers: linesOf(written.managers),
    members: linesOf(written.members),
  });
  return (
    <>
      {names.map((name) => (
        <TextField
          key={name}
          label={words.groups[name]}
          name={name}
          isOptional
          rows={2}
          hint={words.groupsHint}
          value={written[name]}
          onChange={(text) => setWritten({ ...written, [name]: text })}
        />
      ))}
      <fieldset className="card">
        <legend>{words.preview}</legend>
        <TextField
          label={words.previewLabel}
          name="previewed"
          isOptional
          rows={2}
          hint={words.previewHint}
          value={groups}
          onChange={setGroups}
        />
        <output>{role === undefined ? words.previewNobody : words.previewRole(texts.access.roleNames[role])}</output>
      </fieldset>
    </>
  );
}
