/** The port to our Forge apps: which is registered for a Jira site, and where it is installed. */

import type { JiraSiteId } from '@branchline/domain';
import type { DevelopmentSink } from '../jira-site.ts';
import type { SealedSecret } from '../secret-box.ts';

/** The app that an operator registered for a site. */
export interface ForgeApp {
  readonly jiraSiteId: JiraSiteId;
  /** `ari:cloud:ecosystem::app/…` */
  readonly appId: string;
  readonly sink: DevelopmentSink;
  /** The sink before, while what it sent has not been taken back. */
  readonly sinkToEmpty: DevelopmentSink | undefined;
  /** Everything is to be sent anew before what the former sink sent is taken back. */
  readonly resendDue: boolean;
  /** Why that could not be taken back so far, in words. */
  readonly emptyingTrouble: string | undefined;
  readonly registeredAt: Date;
}

/** One installation of the app at its site. There is one at a time. */
export interface ForgeInstallation {
  readonly jiraSiteId: JiraSiteId;
  readonly installationId: string;
  readonly environment: string;
  readonly boundAt: Date;
  /** When Forge last called for it, to the minute. */
  readonly lastSeenAt: Date;
  /** Of the app's own token; undefined while none came. */
  readonly appTokenExpiresAt: Date | undefined;
  /** Since when and why it is taken for gone; undefined while it is not. */
  readonly silent: { readonly since: Date; readonly because: string } | undefined;
  /** What is to be done once Jira takes its token. */
  readonly greeting: ForgeGreeting | undefined;
}

/** Whoever reinstalled the app lost what it had sent: send all of it. Whoever was away for a while: go on. */
export type ForgeGreeting = 'resend' | 'go-on';

/** Whether an installation is the one that counts: none at all, that one, one that it replaced. */
export type InstallationStanding = 'unknown' | 'current' | 'replaced';

/** Apps, their installations, and the tokens these were handed. */
export interface ForgeTable {
  app(id: JiraSiteId): Promise<ForgeApp | undefined>;
  /** Of all sites. */
  appIds(): Promise<ReadonlySet<string>>;
  /** The site of that cloud id for which that app is registered. */
  siteOf(appId: string, cloudId: string): Promise<JiraSiteId | undefined>;
  /** Registers an app for a site, or another one: installations of the one before are forgotten. */
  register(id: JiraSiteId, appId: string, at: Date): Promise<void>;
  forget(id: JiraSiteId): Promise<void>;
  /** From now on through that one: everything is to be sent anew, and what the other sent to be taken back. */
  switchSink(id: JiraSiteId, sink: DevelopmentSink, toEmpty: DevelopmentSink): Promise<void>;
  noteResent(id: JiraSiteId): Promise<void>;
  /** What the sink before had sent was taken back; with a reason, it could not be. */
  noteEmptied(id: JiraSiteId, trouble?: string): Promise<void>;
  /** Sites with something of a former sink to be taken back. */
  sitesToEmpty(): Promise<readonly ForgeApp[]>;
  /** The one that counts. */
  installation(id: JiraSiteId): Promise<ForgeInstallation | undefined>;
  standing(id: JiraSiteId, installationId: string): Promise<InstallationStanding>;
  /** Counts from now on, in place of any other, and is to be greeted by sending all. False when it is known already: then nothing changes. */
  bind(id: JiraSiteId, installationId: string, environment: string, at: Date): Promise<boolean>;
  sealedAppToken(id: JiraSiteId): Promise<SealedSecret | undefined>;
  saveAppToken(id: JiraSiteId, sealed: SealedSecret, expiresAt: Date): Promise<void>;
  noteSeen(id: JiraSiteId, at: Date): Promise<void>;
  markSilent(id: JiraSiteId, because: string, at: Date): Promise<void>;
  endSilence(id: JiraSiteId): Promise<void>;
  /** Nothing else is to be done: undefined. A greeting by sending all is not replaced by a lesser one. */
  setGreeting(id: JiraSiteId, greeting: ForgeGreeting | undefined): Promise<void>;
  /** Sites whose installation counts and has not been heard of since then, whether taken for gone or not. */
  unheardSince(moment: Date): Promise<readonly ForgeInstallation[]>;
}
