/** What a host gives to the view of an issue in tests, and the lines of one file. */

import type { FileDiffView } from '@branchline/contract';
import type { IssueViewProps } from '../issue-view.tsx';
import { exampleDevelopment, exampleRollUp, exampleShipping } from './examples.ts';

export const usual: IssueViewProps = {
  development: exampleDevelopment(),
  now: new Date('2026-03-10T12:00:00Z'),
  onCopy: () => undefined,
  tab: 'activity',
  onTabChange: () => undefined,
  includesChildren: false,
  onIncludeChildren: () => undefined,
  rollUp: { state: 'there', value: exampleRollUp() },
  shipping: { state: 'there', value: exampleShipping() },
};

export const diff: FileDiffView = {
  path: 'src/wait.ts',
  previousPath: null,
  isBinary: false,
  isCut: false,
  hunks: [
    {
      beforeStart: 1,
      beforeLines: 1,
      afterStart: 1,
      afterLines: 1,
      heading: '',
      lines: [
        { kind: 'removed', text: 'before it', before: 1, after: null, endsFile: false },
        { kind: 'added', text: 'after it', before: null, after: 1, endsFile: false },
      ],
    },
  ],
};
