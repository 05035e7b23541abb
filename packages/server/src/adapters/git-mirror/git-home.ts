/** The few files every run of git needs: an empty home, its settings, and the script that answers its questions. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface GitHome {
  /** An empty folder. */
  readonly home: string;
  readonly settingsFile: string;
  /** Answers git's and ssh's questions from the environment of the run; holds no secret itself. */
  readonly answerScript: string;
}

/** The names under which the answers stand in the environment of one run. */
export const answerNames = { user: 'BRANCHLINE_GIT_USER', secret: 'BRANCHLINE_GIT_SECRET' } as const;

// A file and not the environment: git hides the latter from the upload-pack it starts for a local folder.
const settings = `# Written by Branchline at every start.
[safe]
  directory = *
[core]
  hooksPath = /dev/null
  useReplaceRefs = false
  fsmonitor = false
  logAllRefUpdates = false
[protocol]
  version = 2
[protocol "ext"]
  allow = never
[gc]
  auto = 0
[maintenance]
  auto = false
[credential]
  helper =
[http]
  followRedirects = false
  lowSpeedLimit = 1000
  lowSpeedTime = 60
[log]
  showSignature = false
  mailmap = false
`;

const answerScript = `#!/bin/sh
# Written by Branchline: git and ssh ask this script instead of a person.
case "$1" in
  Username*) printf '%s\\n' "$${answerNames.user}" ;;
  *) printf '%s\\n' "$${answerNames.secret}" ;;
esac
`;

/** The paths of the files in `folder`; `prepareGitHome` writes them. */
export function gitHomeIn(folder: string): GitHome {
  const place = join(folder, 'git-home');
  return {
    home: join(place, 'home'),
    settingsFile: join(place, 'settings'),
    answerScript: join(place, 'answer.sh'),
  };
}

/** Writes the files; harmless when they are there already. */
export async function prepareGitHome(home: GitHome): Promise<void> {
  await mkdir(home.home, { recursive: true, mode: 0o700 });
  await writeFile(home.settingsFile, settings, { mode: 0o600 });
  await writeFile(home.answerScript, answerScript, { mode: 0o700 });
}
