export { actionAddress, placeAddress } from './action-address.ts';
export type { Asked } from './asked.ts';
export { Badge } from './badge.tsx';
export type { BadgeProps } from './badge.tsx';
export { BranchSuggestion } from './branch-suggestion.tsx';
export type { BranchSuggestionProps } from './branch-suggestion.tsx';
export { CommitHash } from './commit-hash.tsx';
export { CopyButton } from './copy-button.tsx';
export type { Copy } from './copy-button.tsx';
export { copyText } from './copy-text.ts';
export { deepLink, deepLinkApps } from './deep-links.ts';
export type { DeepLinkApp, DeepLinkTarget } from './deep-links.ts';
export { CodeLines } from './diff/code-lines.tsx';
export type { CodeLinesProps, PointedLines } from './diff/code-lines.tsx';
export { findsIn } from './diff/line-pieces.ts';
export { LineText } from './diff/line-text.tsx';
export { DiffFiles } from './diff/diff-files.tsx';
export type { DiffFilesProps } from './diff/diff-files.tsx';
export { DiffLines } from './diff/diff-lines.tsx';
export type { DiffLinesProps } from './diff/diff-lines.tsx';
export type { DiffLook } from './diff/diff-toolbar.tsx';
export type { DiffQuestion } from './diff/use-file-views.ts';
export * from './format.ts';
export { Icon } from './icon.tsx';
export type { IconName } from './icon.tsx';
export { IssuePanel } from './issue-panel.tsx';
export type { IssuePanelProps, PanelView } from './issue-panel.tsx';
export { issueTabs } from './issue-tabs.tsx';
export type { IssueTab } from './issue-tabs.tsx';
export { IssueView } from './issue-view.tsx';
export type { IssueViewProps } from './issue-view.tsx';
export { OpenIn } from './open-in.tsx';
export type { OpenInProps } from './open-in.tsx';
export type { PanelAction } from './panel-action.ts';
export { PanelToolsProvider } from './panel-tools.tsx';
export type {
  DiffOptions,
  FileInCommit,
  LoadDiff,
  OpenInChoice,
  PanelPlace,
  PanelTools,
  PlaceLink,
} from './panel-tools.tsx';
export { PanelSkeleton } from './panel-skeleton.tsx';
export { ProblemView } from './problem-view.tsx';
export { RelativeTime } from './relative-time.tsx';
export { setLength } from './set-length.ts';
export { shellWord } from './shell-word.ts';
export { visibleText } from './visible-text.ts';
export { WebLink } from './web-link.tsx';
export { Withheld } from './withheld.tsx';
