/** The frame around every page of the sandbox. */

import { html } from './html.ts';
import type { Html } from './html.ts';

/** A whole document. */
export function page(title: string, siteName: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="/sandbox.css" />
      </head>
      <body>
        <header class="top"><a href="/">${siteName}</a></header>
        <main>${content}</main>
      </body>
    </html> `.html;
}
