import { describeGitService } from '../../../test-support/describe-git-service.ts';
import { gitlabFacts } from '../../../test-support/stand-in/gitlab/facts.ts';
import { gitlab, gitlabSelfManaged } from './connector.ts';

for (const connector of [gitlab, gitlabSelfManaged]) describeGitService({ ...gitlabFacts, connector });
