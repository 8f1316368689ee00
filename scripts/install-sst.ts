/**
 * Installs SST's components and providers into `.sst/platform`, against which sst.config.ts is
 * built and type-checked. It needs the npm registry and no credentials, takes about a minute, and
 * does nothing if they are installed. `sst install` would do the same, but needs a tripline.yaml
 * first.
 */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const home = join(root, '.sst')

/** Only the part that selects the providers; as in sst.config.ts. */
const config = `export default $config({
  app: () => ({
    name: 'tripline',
    home: 'aws',
    providers: { aws: { region: 'us-east-1', version: '7.20.0' } },
  }),
  async run() {},
})
`

/** The environment without network except npm's registry, and without telemetry. */
export const offline = {
  SST_NO_BUN: '1',
  SST_SKIP_DEPENDENCY_CHECK: '1',
  SST_TELEMETRY_DISABLED: '1',
  AWS_EC2_METADATA_DISABLED: 'true',
} as const

const sstVersion = (): string =>
  (
    JSON.parse(readFileSync(join(root, 'node_modules/sst/package.json'), 'utf8')) as {
      version: string
    }
  ).version

const installed = (): boolean => {
  const version = join(home, 'platform', 'version')
  return (
    existsSync(join(home, 'provider-lock.json')) &&
    existsSync(join(home, 'platform', 'config.d.ts')) &&
    existsSync(version) &&
    readFileSync(version, 'utf8').trim() === sstVersion()
  )
}

export function installSst(): void {
  if (installed()) return
  mkdirSync(home, { recursive: true })
  const folder = mkdtempSync(join(home, 'install-'))
  try {
    writeFileSync(join(folder, 'sst.config.ts'), config)
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    const sst = join(root, 'node_modules', '.bin', 'sst')
    const { status, stdout, stderr } = spawnSync(sst, ['install', '--stage', 'install'], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...offline,
        PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`,
        XDG_CONFIG_HOME: join(folder, 'config'),
      },
    })
    if (status !== 0)
      throw new Error(`sst install did not work; is the npm registry there?\n${stdout}${stderr}`)
    rmSync(join(home, 'platform'), { recursive: true, force: true })
    renameSync(join(folder, '.sst', 'platform'), join(home, 'platform'))
    cpSync(join(folder, '.sst', 'provider-lock.json'), join(home, 'provider-lock.json'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) installSst()
