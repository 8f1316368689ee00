/** A local AWS to which Tripline can be deployed. */

import { clientsOf } from '../../packages/local-aws/delivery/clients.ts'
import {
  type LocalAws,
  type LocalAwsOptions,
  startLocalAws,
} from '../../packages/local-aws/local-aws.ts'
import type { Manifest } from '../plan/manifest.ts'
import { deploy } from './deploy/deploy.ts'
import { deployer } from './deploy/deployer.ts'

/** A local AWS, with a function that deploys Tripline to it. */
export interface Local extends LocalAws {
  /**
   * Deploys a manifest. `ruleset` is the text that `rulesetModule` returned. Throws if the account
   * is not one of the local accounts.
   */
  readonly deploy: (manifest: Manifest, ruleset: string) => Promise<void>
}

/**
 * Starts a local AWS. Its ids come from a fixed seed, so that a scenario always has the same ids.
 */
/**
 * A busy laptop needs some patience, and a function that hangs must end soon. Tests, which share a
 * machine with one another, set more.
 */
const patience = (): number => Number(process.env.TRIPLINE_PATIENCE ?? 2)

export async function startLocal(options: Omit<LocalAwsOptions, 'seed'>): Promise<Local> {
  const aws = await startLocalAws({ ...options, seed: 'tripline', patience: patience() })
  const { cloud, endpoint, runner, folder } = aws
  return {
    ...aws,
    deploy: async (manifest, ruleset) => {
      if (!cloud.accounts.has(manifest.account))
        throw new Error(`There is no local account ${manifest.account}.`)
      const clients = clientsOf(endpoint, deployer(cloud, manifest))
      try {
        await deploy({ cloud, manifest, clients, runner, folder, ruleset })
      } finally {
        clients.close()
      }
    },
  }
}
