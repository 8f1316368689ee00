/** What every step of a deployment has at hand. */

import type { Cloud } from '../../../packages/local-aws/accounts.ts'
import type { Clients } from '../../../packages/local-aws/delivery/clients.ts'
import type { Runner } from '../../../packages/local-aws/lambda/runner.ts'
import type { Manifest } from '../../plan/manifest.ts'

export interface Deploying {
  readonly cloud: Cloud
  readonly manifest: Manifest
  /** As whoever deploys. */
  readonly clients: Clients
  readonly runner: Runner
  /** Folder for bundles and what stands beside them. */
  readonly folder: string
  /** The rule set as `rulesetModule` writes it. */
  readonly ruleset: string
}
