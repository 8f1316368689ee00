import type { Finding, Outcome } from '../outcome.ts'

/** GitHub shows at most ten annotations of a kind for each step, and silently drops the others. */
const maxAnnotations = 10

/** Workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
export function github({ findings, pretty }: Outcome): string | Iterable<string> {
  // Without annotations, the log still shows what was checked.
  if (findings.length === 0) return pretty
  const lines = (['error', 'warning', 'note'] as const).flatMap((level) => {
    const all = findings.filter((finding) => finding.level === level)
    const rest = all.length - maxAnnotations
    const more = `::notice::${rest} more ${level === 'note' ? 'notices' : `${level}s`} are not shown; the JSON and SARIF formats contain all`
    return [...all.slice(0, maxAnnotations).map(annotation), ...(rest > 0 ? [more] : [])]
  })
  return lines.map((line) => `${line}\n`).join('')
}

function annotation({ id, level, message, help, span }: Finding): string {
  const { file, start, end } = span
  const sameLine = end.line === start.line && end.column > start.column
  const properties = Object.entries({
    file,
    line: start.line,
    col: start.column,
    ...(sameLine && { endColumn: end.column }),
    title: id,
  })
  const text = help === undefined ? message : `${message}\n${help}`
  const listed = properties
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(',')
  return `::${level === 'note' ? 'notice' : level} ${listed}::${escapeData(text)}`
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
