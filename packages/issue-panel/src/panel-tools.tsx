/** What the host gives to every row of the panel, so that it need not be handed from one to the next. */

import type { FileDiffView } from '@branchline/contract';
import { createContext, useContext } from 'react';
import type { MouseEvent } from 'react';
import type { DeepLinkApp } from './deep-links.ts';
import type { PanelAction } from './panel-action.ts';

/** How the lines of a file are asked for. */
export interface DiffOptions {
  readonly whitespace: 'show' | 'ignore';
  /** Unchanged lines around each change; the whole file at 100,000. */
  readonly context: number;
}

/** A file within a commit; `previousPath` as the list of changed files says. */
export interface FileInCommit {
  readonly path: string;
  readonly previousPath: string | null;
}

/** Asks for the lines that a commit changed in a file. Rejects with the problem as the client of the contract does. */
export type LoadDiff = (
  repositoryId: number,
  hash: string,
  file: FileInCommit,
  options: DiffOptions,
) => Promise<FileDiffView>;

/** A page of the host that shows more of something. */
export type PanelPlace =
  | { readonly kind: 'commit'; readonly repositoryId: number; readonly hash: string }
  | { readonly kind: 'commits'; readonly repositoryId: number }
  | { readonly kind: 'issue'; readonly key: string };

/** A link of the host's own; `onClick` where it goes there without loading the page anew. */
export interface PlaceLink {
  readonly href: string;
  readonly onClick?: (event: MouseEvent<HTMLAnchorElement>) => void;
}

/** Everything is optional: hosts without it show none of what needs it. */
export interface PanelTools {
  readonly onAct?: ((action: PanelAction) => void) | undefined;
  readonly loadDiff?: LoadDiff | undefined;
  /** Undefined for a place that the host has no page for. */
  readonly linkTo?: ((place: PanelPlace) => PlaceLink | undefined) | undefined;
  /** The program that was last chosen to open things in, and what to do when another is. */
  readonly openIn?: OpenInChoice | undefined;
}

export interface OpenInChoice {
  readonly app: DeepLinkApp | undefined;
  readonly onChoose: (app: DeepLinkApp) => void;
}

const PanelToolsContext = createContext<PanelTools>({});

/** Around everything that asks for them. */
export const PanelToolsProvider = PanelToolsContext.Provider;

export function usePanelTools(): PanelTools {
  return useContext(PanelToolsContext);
}
