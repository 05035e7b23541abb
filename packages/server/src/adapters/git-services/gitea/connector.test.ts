/** Gitea and Forgejo before the suite that is the same for all services. */

import { describeGitService } from '../../../test-support/describe-git-service.ts';
import { forgejoSuite, giteaSuite } from '../../../test-support/stand-in/gitea/suite-facts.ts';

describeGitService(giteaSuite);
describeGitService(forgejoSuite);
