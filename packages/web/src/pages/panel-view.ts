/** Remembers in this browser whether a person likes the panel as time line or by repository. */

import type { PanelView } from '@branchline/issue-panel';

const key = 'branchline.panel-view';

export function rememberedView(): PanelView {
  return localStorage.getItem(key) === 'repositories' ? 'repositories' : 'time-line';
}

export function rememberView(view: PanelView): void {
  localStorage.setItem(key, view);
}
