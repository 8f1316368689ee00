import type { Finding, Outcome } from '../outcome.ts'
import { version } from '../version.ts'

/** SARIF 2.1.0, as GitHub code scanning reads it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarif({ findings, exit }: Outcome): string {
  const rules = [...new Map(findings.map(({ id, summary }) => [id, summary]))]
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'tripline',
            version,
            rules: rules.map(([id, summary]) => ({ id, shortDescription: { text: summary } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: exit !== 2, exitCode: exit }],
        results: results(
          findings,
          rules.map(([id]) => id),
        ),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function results(findings: readonly Finding[], ids: readonly string[]) {
  const seen = new Map<string, number>()
  return findings.map((finding) => {
    const { id, level, message, help, span } = finding
    // Made from the problem and not from its line, so that an edit elsewhere does not reopen an
    // alert.
    const print = `${id}:${span.file}:${message}`
    const nth = (seen.get(print) ?? 0) + 1
    seen.set(print, nth)
    return {
      ruleId: id,
      ruleIndex: ids.indexOf(id),
      level,
      message: { text: help === undefined ? message : `${message}. ${help}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(span.file) },
            region: regionOf(finding),
          },
        },
      ],
      partialFingerprints: { 'tripline/v1': `${print}:${nth}` },
    }
  })
}

function regionOf({ span: { start, end } }: Finding) {
  const from = { startLine: start.line, startColumn: start.column }
  const after = end.line > start.line || end.column > start.column
  return after ? { ...from, endLine: end.line, endColumn: end.column } : from
}

/** A relative URI reference: each segment escaped, separators kept. */
const uriOf = (file: string): string =>
  file
    .split(/[\\/]/)
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/')
