/** The independent emulator, moto_server, on a port of its own; a suite that needs it fails where it is missing. */
import { spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:net'

export interface Moto {
  readonly url: string
  readonly stop: () => void
}

const commands = [
  ['moto_server', []],
  ['python3', ['-m', 'moto.server']],
] as const

/** Lambda functions are kept and not run: that would need docker. */
export async function startMoto(): Promise<Moto> {
  const [command, first] = found()
  const port = await freePort()
  const child = spawn(command, [...first, '-H', '127.0.0.1', '-p', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' },
  })
  let output = ''
  child.stderr.on('data', (data) => {
    output = (output + data).slice(-4000)
  })
  const stop = () => void child.kill('SIGKILL')
  process.once('exit', stop)
  const url = `http://127.0.0.1:${port}`
  const giveUpMs = Date.now() + 600_000
  while (!(await answers(`${url}/moto-api/data.json`))) {
    if (child.exitCode !== null || Date.now() > giveUpMs) {
      stop()
      throw new Error(`moto_server did not start: ${output}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await fetch(`${url}/moto-api/config`, {
    method: 'POST',
    body: JSON.stringify({ lambda: { use_docker: false } }),
  })
  return {
    url,
    stop: () => {
      process.off('exit', stop)
      stop()
    },
  }
}

function found() {
  for (const [command, first] of commands) {
    if (spawnSync(command, [...first, '--help'], { stdio: 'ignore' }).status === 0) {
      return [command, first] as const
    }
  }
  throw new Error(
    "moto_server is not here: pip install 'moto[server]>=5.2'. This suite never skips.",
  )
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
