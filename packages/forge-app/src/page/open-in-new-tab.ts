/** Links of the page are opened by Jira: the frame it is in may open nothing itself. */

/** Takes every click on a link out of the page; `open` is the bridge's. */
export function openLinksBy(open: (url: string) => Promise<void>): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || !/^(?:https?|vscode|gitkraken):$/u.test(link.protocol)) return;
    event.preventDefault();
    void open(link.href);
  });
}
