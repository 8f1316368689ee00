/** Why a command cannot answer: files and folders that are missing, empty or not readable. */
import { CannotAnswer } from '../../cannot-answer.ts'

export const noFile = (path: string): CannotAnswer =>
  new CannotAnswer(`the file \`${path}\` does not exist`)

export const noRulePath = (path: string): CannotAnswer =>
  new CannotAnswer(
    `the file or folder \`${path}\` does not exist`,
    'name a rule file, or a folder with rule files',
  )

export const noRuleFiles = (folder: string): CannotAnswer =>
  new CannotAnswer(
    `the folder \`${folder}\` has no rule files`,
    'rule files end in `.yaml`; create one with `tripline new`',
  )

export const noHistoryPath = (path: string): CannotAnswer =>
  new CannotAnswer(
    `the file or folder \`${path}\` does not exist`,
    'name a file of CloudTrail records, or a folder with such files',
  )

export const noHistoryFiles = (folder: string): CannotAnswer =>
  new CannotAnswer(
    `the folder \`${folder}\` has no files of CloudTrail records`,
    'files of records end in `.json.gz`, `.json`, `.jsonl` or `.ndjson`',
  )

export const linkOutside = (path: string): CannotAnswer =>
  new CannotAnswer(
    `the link \`${path}\` points outside the history`,
    'name the target of the link as another path, or remove the link',
  )

/** `message` is the answer of the operating system. */
export const unreadable = (path: string, message: string): CannotAnswer =>
  new CannotAnswer(`\`${path}\` cannot be read: ${message}`)

/** `message` is the answer of the operating system. */
export const unwritable = (path: string, message: string): CannotAnswer =>
  new CannotAnswer(`\`${path}\` cannot be written: ${message}`)

export const changedFile = (path: string): CannotAnswer =>
  new CannotAnswer(
    `\`${path}\` changed while its tests ran, so nothing was written to it`,
    'save the file, and run the command again',
  )

export const notEditable = (path: string): CannotAnswer =>
  new CannotAnswer(
    `the title cannot be added to a test of \`${path}\``,
    'write `alert: { title: TEXT }` into a test that fires',
  )

/** `message` is the answer of the operating system. */
export const noRoom = (folder: string, message: string): CannotAnswer =>
  new CannotAnswer(
    `the matching events cannot be stored in ${folder}: ${message}`,
    'set TMPDIR to a folder with enough space for the matching events',
  )

export const alreadyThere = (path: string, help: string): CannotAnswer =>
  new CannotAnswer(`the file \`${path}\` already exists`, help)

// What to do about a file that already exists.

export const editIt = 'edit that file'
export const editItOrRename = 'choose another id, or edit that file'
