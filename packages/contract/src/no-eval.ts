/**
 * Keeps the reading of answers away from `eval`, which a page's content security policy forbids.
 *
 * Import it before anything else of the contract: shapes decide how they read when they are made.
 */

import { z } from 'zod';

z.config({ jitless: true });
