/** What the page is built with besides its own sources: style sheets, and Atlassian's bridge, as far as we ask it. */

declare module '*.css';
declare module 'virtual:design-tokens.css';

/** Fetched by whoever builds the rendered app; the names and shapes are those of Atlassian's documentation. */
declare module '@forge/bridge' {
  export const view: {
    getContext(): Promise<unknown>;
    readonly theme: { enable(): Promise<void> };
    close(): Promise<void>;
  };
  export const router: { open(url: string): Promise<void> };
  export function invokeRemote(request: {
    readonly path: string;
    readonly method: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  }): Promise<unknown>;
}
