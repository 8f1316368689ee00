/**
 * The working folder of a local account's process, and the removal of folders that killed processes
 * left.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'local-aws-account-'

export const makeFolder = (): string => mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))

/** Removes the folders of processes that no longer run; returns their process ids. */
export function sweepFolders(): readonly number[] {
  return readdirSync(tmpdir()).flatMap((name) => {
    const [, id] = /^local-aws-account-(\d+)-/.exec(name) ?? []
    if (id === undefined || isRunning(Number(id))) return []
    rmSync(join(tmpdir(), name), { recursive: true, force: true })
    return [Number(id)]
  })
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (fault) {
    // EPERM: the process of another user. It exists, but may not be signalled.
    return (fault as NodeJS.ErrnoException).code === 'EPERM'
  }
}
