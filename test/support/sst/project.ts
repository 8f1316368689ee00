/**
 * A project of its own, to deploy from: the code of this checkout with other rules and another
 * tripline.yaml, and the real `sst` run in it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { installSst, offline } from '../../../scripts/install-sst.ts'

const root = resolve(import.meta.dirname, '../../..')

export interface SstProject {
  readonly folder: string
  write(path: string, text: string): void
  remove(path: string): void
  /** Runs `sst` with these arguments; what it printed, and how it ended. */
  sst(args: readonly string[], endpoint: string): Promise<Ended>
  clean(): void
}

export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** What a deployment is built from. */
const parts = [
  'sst.config.ts',
  'package.json',
  'tsconfig.json',
  'infra',
  'src',
  'functions',
  'packages',
]

export function sstProject(): SstProject {
  installSst()
  const folder = mkdtempSync(join(tmpdir(), 'tripline-sst-'))
  for (const part of parts.filter((each) => existsSync(join(root, each))))
    cpSync(join(root, part), join(folder, part), { recursive: true })
  // A team's copy of the repository has a name of its own.
  const own = {
    ...JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
    name: 'our-alerts',
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(own))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  copyPlatform(folder)
  writePulumi(folder)
  return {
    folder,
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    },
    remove: (path) => rmSync(join(folder, path)),
    sst: (args, endpoint) => run(folder, args, endpoint),
    clean: () => {
      endAll()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** SST writes the program it builds into its platform, so two runs must not share one; what npm put there they may. */
function copyPlatform(folder: string): void {
  const from = join(root, '.sst')
  const modules = join(from, 'platform', 'node_modules')
  cpSync(from, join(folder, '.sst'), { recursive: true, filter: (path) => path !== modules })
  symlinkSync(modules, join(folder, '.sst/platform/node_modules'))
}

/** SST looks for the engine in its own folder under the user's configuration. */
function writePulumi(folder: string): void {
  const bin = join(folder, 'config', 'sst', 'bin')
  mkdirSync(bin, { recursive: true })
  const script = join(bin, 'pulumi')
  const stub = join(root, 'test/support/sst/pulumi.ts')
  writeFileSync(script, `#!/bin/sh\nexec '${process.execPath}' '${stub}' "$@"\n`)
  chmodSync(script, 0o755)
}

async function run(folder: string, args: readonly string[], endpoint: string): Promise<Ended> {
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    ...offline,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  }
  // Files, as a shell would redirect to: Node gives a child sockets, which nobody else can write to.
  const files = ['out', 'err'].map((name) => join(folder, name))
  for (const file of files) writeFileSync(file, '')
  const [out = 0, err = 0] = files.map((file) => openSync(file, 'a'))
  const sst = join(root, 'node_modules/.bin/sst')
  const child = spawn(sst, [...args], {
    cwd: folder,
    env,
    stdio: ['ignore', out, err],
    detached: true,
  })
  running.add(child)
  const code = await new Promise<number>((done) => child.once('close', (code) => done(code ?? 1)))
  running.delete(child)
  closeSync(out)
  closeSync(err)
  const [output = '', talk = ''] = files.map((file) => readFileSync(file, 'utf8'))
  return { code, out: output, err: talk }
}

/** SST starts processes of its own; each run is a process group, ended as one when a test gives up. */
const running = new Set<ChildProcess>()
function endAll(): void {
  for (const { pid } of running) {
    if (pid === undefined) continue
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // It is gone already.
    }
  }
}
process.once('exit', endAll)
