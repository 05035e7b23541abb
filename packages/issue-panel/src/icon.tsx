/** The one set of icons, drawn on a 16-pixel grid in the colour of the text beside them. */

import type { ReactElement } from 'react';

const shapes = {
  commit: 'M8 5.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM1 8h4.5M10.5 8H15',
  branch:
    'M4 5.5v5M4 5.5a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5ZM4 14a1.75 1.75 0 1 0 0-3.5A1.75 1.75 0 0 0 4 14ZM12 6.5A1.75 1.75 0 1 0 12 3a1.75 1.75 0 0 0 0 3.5Zm0 0c0 3-4.5 2.5-7.5 4.2',
  'pull-request':
    'M4 5.5v5M4 5.5a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5ZM4 14a1.75 1.75 0 1 0 0-3.5A1.75 1.75 0 0 0 4 14ZM12 14a1.75 1.75 0 1 0 0-3.5A1.75 1.75 0 0 0 12 14Zm0-3.5V6.2c0-1.2-.8-2-2-2H8M9.7 2.5 8 4.2l1.7 1.7',
  comment: 'M2.5 3h11v7.5h-6L4.5 13v-2.5h-2z',
  changes: 'M2.5 2.5h11v11h-11zM8 5v4M6 7h4M6 11h4',
  tag: 'M2 2.5h5.5l6.5 6.5-5 5L2.5 7.5V2.5ZM5.2 5.2h.01',
  repository: 'M3.5 2h9v12h-9zM3.5 11h9M6 4.5h4',
  file: 'M4 1.5h5l3 3v10H4zM9 1.5v3h3',
  code: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5',
  folder: 'M1.5 3.5h4.5l1.5 2h7v7.5h-13z',
  link: 'M6.5 9.5l3-3M7 4.8l1.4-1.4a2.9 2.9 0 0 1 4.2 4.2L11.2 9M9 11.2l-1.4 1.4a2.9 2.9 0 0 1-4.2-4.2L4.8 7',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  swap: 'M2.5 5.5h11M10.5 2.5l3 3-3 3M13.5 10.5h-11M5.5 7.5l-3 3 3 3',
  'folder-open': 'M1.5 12.5v-9H6l1.5 2h5.5v2M1.5 12.5 4 7.5h10.5l-2 5.5h-11',
  'expand-down': 'M8 2v8M4.5 7 8 10.5 11.5 7M3 13.5h10',
  'expand-up': 'M8 14V6M4.5 9 8 5.5 11.5 9M3 2.5h10',
  check: 'm3 8.5 3.5 3.5L13 4.5',
  chevron: 'm6 3.5 4.5 4.5L6 12.5',
  warning: 'M8 2 15 14H1L8 2Zm0 4.5V10M8 12h.01',
  clock: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 4.5V8l2.5 1.8',
  pause: 'M5.5 3v10M10.5 3v10',
  play: 'm5 3 8 5-8 5V3Z',
  refresh: 'M13.5 8A5.5 5.5 0 1 1 11.6 3.8M13.5 1.5v3.2h-3.2',
  search: 'M7 2.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6ZM10.6 10.6 14 14',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1',
  moon: 'M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3Z',
  system: 'M2 3h12v8H2zM6 14h4M8 11v3',
  close: 'm4 4 8 8M12 4l-8 8',
  menu: 'M2 4h12M2 8h12M2 12h12',
  home: 'M2 7.5 8 2.5l6 5M3.5 6.5v7h9v-7M6.5 13.5V9.5h3v4',
  issue: 'M2.5 2.5h11v11h-11zM5.3 8.2l2 2 3.4-4',
  plug: 'M5.5 1.5v4M10.5 1.5v4M3.5 5.5h9v2a4.5 4.5 0 0 1-9 0v-2ZM8 12v2.5',
  jira: 'M8 2 14 8l-6 6-6-6 6-6ZM8 6l2 2-2 2-2-2 2-2Z',
  queue: 'M2.5 3.5h11M2.5 8h11M2.5 12.5h6',
  webhook:
    'M8 4.2a2 2 0 1 0-1.8 2L4 10.3M8 4.2l2.4 4.2M3.6 10.2a2 2 0 1 0 2 2h4.8M12.4 10.2a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z',
  heart: 'M1.5 8h3l1.5-3.5 3 7L10.5 8h4',
  people:
    'M6 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 3.2a2.4 2.4 0 0 1 0 4.6M12 9.8c1.5.5 2.5 1.8 2.5 3.7',
  person: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 14c0-3 2.5-4.5 5.5-4.5s5.5 1.5 5.5 4.5',
  key: 'M5 7.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM7.2 8.4 13.5 2M11 4.5l2 2',
  log: 'M3.5 1.5h9v13h-9zM6 5h4M6 8h4M6 11h2.5',
  settings: 'M2.5 4.5h5M11.5 4.5h2M2.5 11.5h2M8.5 11.5h5M9.5 2.7v3.6M6.5 9.7v3.6',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9',
  edit: 'M2.5 13.5l.7-3L10.5 3.2l2.3 2.3-7.3 7.3-3 .7Z',
  download: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
  first: 'M8 14V5M4.5 8.5 8 5l3.5 3.5M3 2h10',
  external: 'M9 2.5h4.5V7M13.5 2.5 7.5 8.5M11.5 9.5v4h-9v-9h4',
} as const;

export type IconName = keyof typeof shapes;

/** Without `label` it is decoration, hidden from screen readers. */
export function Icon({ name, label }: { readonly name: IconName; readonly label?: string }): ReactElement {
  return (
    <svg
      className="bl-icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <path d={shapes[name]} />
    </svg>
  );
}
