/** What each role may do, as a table. */

import { roles } from '@branchline/domain';
import { Icon } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import * as texts from '../../texts.ts';

const words = texts.access;

export function RolesTab(): ReactElement {
  return (
    <>
      <table className="table" aria-label={words.roles.caption}>
        <thead>
          <tr>
            <th scope="col">{words.roles.what}</th>
            {roles.map((role) => (
              <th key={role} scope="col">
                {words.roleNames[role]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {words.roles.rows.map(([what, ...may]) => (
            <tr key={what}>
              <th scope="row" className="wide">
                {what}
              </th>
              {roles.map((role, place) => (
                <td key={role} className="nowrap" data-label={words.roleNames[role]}>
                  {may[place] === true ? <Icon name="check" label={words.roles.yes} /> : words.roles.no}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{words.roles.token}</p>
    </>
  );
}
