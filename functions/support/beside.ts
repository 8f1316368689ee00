/** Reads JSON files that are deployed beside the bundle. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setting } from './environment.ts'

/** The content of a file. Throws an error with the file's name where it is missing or broken. */
export async function fileBeside<Content>(name: string): Promise<Content> {
  const file = join(setting('LAMBDA_TASK_ROOT'), name)
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Content
  } catch (error) {
    throw new Error(`the file ${file} cannot be read: ${error}`, { cause: error })
  }
}
