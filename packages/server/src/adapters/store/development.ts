/** Linked commits, branches and pull requests, as the port asks for them. */

import type { DevelopmentTable } from '../../ports/store/development.ts';
import { branchNames, saveBranches } from './branches.ts';
import { changedAfter, countChangedAfter } from './changes.ts';
import { commitsWithoutFiles, countCommitsWithoutFiles, saveFiles } from './commit-files.ts';
import { keyedCommits, markCommitsRemoved, saveCommits } from './commits.ts';
import { saveContainments } from './containments.ts';
import type { Database } from './database.ts';
import { countSightChange } from './count-sight.ts';
import { renumberKeys } from './renumber-keys.ts';
import { lastNumber, renumber, renumberProjects } from './renumber-projects.ts';
import {
  countPullRequestsToComplete,
  doubtPullRequests,
  markPullRequestsRemoved,
  pullRequestsToComplete,
  putOffPullRequest,
  savePullRequests,
} from './pull-requests.ts';

export function developmentTable(database: Database): DevelopmentTable {
  return {
    saveCommits: (...about) => saveCommits(database, ...about),
    markCommitsRemoved: (...about) => markCommitsRemoved(database, ...about),
    keyedCommits: (repository) => keyedCommits(database, repository),
    commitsWithoutFiles: (...about) => commitsWithoutFiles(database, ...about),
    countCommitsWithoutFiles: (repository) => countCommitsWithoutFiles(database, repository),
    saveFiles: (...about) => saveFiles(database, ...about),
    saveBranches: (...about) => saveBranches(database, ...about),
    branchNames: (repository) => branchNames(database, repository),
    savePullRequests: (...about) => savePullRequests(database, ...about),
    markPullRequestsRemoved: (...about) => markPullRequestsRemoved(database, ...about),
    pullRequestsToComplete: (...about) => pullRequestsToComplete(database, ...about),
    countPullRequestsToComplete: (repository) => countPullRequestsToComplete(database, repository),
    putOffPullRequest: (...about) => putOffPullRequest(database, ...about),
    doubtPullRequests: (repository) => doubtPullRequests(database, repository),
    saveContainments: (...about) => saveContainments(database, ...about),
    changedAfter: (...about) => changedAfter(database, ...about),
    countChangedAfter: (...about) => countChangedAfter(database, ...about),
    renumberKeys: (keys, quietFor) => renumberKeys(database, keys, quietFor),
    renumber: (...about) => renumber(database, ...about),
    renumberProjects: (...about) => renumberProjects(database, ...about),
    lastNumber: (repository) => lastNumber(database, repository),
    countSightChange: (...about) => countSightChange(database, ...about),
  };
}
