import type { Case, Outcome } from '../outcome.ts'

/** The JUnit XML that CI systems read: one suite for each rule, one case for each test. */
export function junit({ cases }: Outcome): string {
  const suites = Map.groupBy(cases, ({ suite }) => suite)
  const count = (of: readonly Case[], result: Case['result']) =>
    of.filter((each) => each.result === result).length
  const totals = (of: readonly Case[]) =>
    `tests="${of.length}" failures="${count(of, 'failed')}" skipped="${count(of, 'skipped')}"`
  const body = [...suites].map(
    ([name, of]) =>
      `  <testsuite name="${escapeXml(name)}" ${totals(of)}>\n${of.map(testcase).join('')}  </testsuite>\n`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="tripline" ${totals(cases)}>\n${body.join('')}</testsuites>\n`
}

function testcase({ name, file, result, detail = '' }: Case): string {
  const open = `    <testcase name="${escapeXml(name)}" classname="${escapeXml(file)}"`
  if (result === 'passed') return `${open}/>\n`
  const tag = result === 'failed' ? 'failure' : 'skipped'
  const first = escapeXml(detail.split('\n')[0] ?? '')
  return `${open}>\n      <${tag} message="${first}">${escapeXml(detail)}</${tag}>\n    </testcase>\n`
}

/**
 * Escapes text for XML 1.0, and removes the control characters and lone surrogates that it cannot
 * express.
 */
const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
