/// <reference path="./.sst/platform/config.d.ts" />
/**
 * `sst deploy --stage <stage>` deploys the rules of this folder, as configured in tripline.yaml, to
 * the account of that stage. `infra/` creates the resources. This file only connects it to SST,
 * which packs the functions. SST allows no import at the top of this file.
 */
export default $config({
  async app({ stage }) {
    const { accountAtHand, otherAccount } = await import('./infra/account.ts')
    const { readStage } = await import('./infra/stage.ts')
    const { refuse } = await import('./infra/refuse.ts')
    // Rules that cannot be deployed yet are refused in `run`, so that they do not block `sst
    // remove` and `sst unlock`.
    const { manifest, refused } = readStage(process.cwd(), stage, new Date())
    if (manifest === undefined) return refuse(refused)
    const other = otherAccount(manifest, await accountAtHand(manifest.home))
    if (other !== undefined) return refuse(other)
    return {
      name: 'tripline',
      home: 'aws',
      version: '>=4.17.1 <5',
      removal: manifest.protect ? 'retain' : 'remove',
      protect: manifest.protect,
      providers: {
        aws: {
          version: '7.20.0',
          region: manifest.home as aws.Region,
          allowedAccountIds: [manifest.account],
          defaultTags: { tags: { 'tripline:stage': stage } },
        },
      },
    }
  },
  async run() {
    const { readStage, writeFiles } = await import('./infra/stage.ts')
    const root = process.cwd()
    const { manifest, project, refused } = readStage(root, $app.stage, new Date())
    if (refused !== '' || manifest === undefined || project === undefined)
      throw new Error(`stage ${$app.stage} is not deployed\n\n${refused}`)
    const { makeBundles } = await import('./infra/bundles.ts')
    const files = writeFiles(root, manifest, project)
    makeBundles(root, manifest, files)
    const { deploy } = await import('./infra/deployment.ts')
    return deploy({
      manifest,
      files,
      makeFunction: (plan) => {
        const made = new sst.aws.Function(plan.id, {
          name: plan.name,
          bundle: plan.bundle,
          handler: 'bundle.handler',
          description: plan.description,
          runtime: 'nodejs24.x',
          architecture: 'arm64',
          role: plan.role,
          logging: { logGroup: plan.logGroup, format: 'json' },
          environment: plan.environment,
          timeout: `${plan.timeoutSeconds} seconds`,
          memory: `${plan.memoryMb} MB`,
          copyFiles: [...plan.files],
          tags: plan.tags,
          // `sst dev` would replace a detector by a bridge to a developer's laptop.
          dev: false,
          ...(plan.reserved === undefined ? {} : { concurrency: { reserved: plan.reserved } }),
        })
        return { arn: made.arn, resource: made }
      },
    })
  },
})
