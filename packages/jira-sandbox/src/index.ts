/** A small Jira for the demo and the tests. The contract loader is a door of its own: it needs a development package. */

export type { Contract, Violation } from './contract.ts';
export type { Fault, FaultPlace, Faults } from './faults.ts';
export type {
  JiraSandbox,
  RequestRecord,
  SandboxIssue,
  SandboxOptions,
  SandboxPerson,
  SandboxProject,
} from './options.ts';
export type { DevelopmentSnapshot, EntitySnapshot, RepositorySnapshot } from './snapshot.ts';
export { startJiraSandbox } from './start-jira-sandbox.ts';
