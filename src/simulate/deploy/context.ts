/** The context of a deployment, which every step of it uses. */

import type { Cloud } from '../../../packages/local-aws/accounts.ts'
import type { Clients } from '../../../packages/local-aws/delivery/clients.ts'
import type { Runner } from '../../../packages/local-aws/lambda/runner.ts'
import type { Manifest } from '../../plan/manifest.ts'

/** The context of a deployment. */
export interface DeploymentContext {
  readonly cloud: Cloud
  readonly manifest: Manifest
  /** Clients with the credentials of the deployer. */
  readonly clients: Clients
  readonly runner: Runner
  /** The folder for bundles and for the files beside them. */
  readonly folder: string
  /** The rule set as text that `rulesetModule` returned. */
  readonly ruleset: string
}
