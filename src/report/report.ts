import { alertsSection } from './alerts.ts'
import type { Report } from './content.ts'
import { escapeText, html, joinMarkup, type Markup } from './html.ts'
import { matrixSection } from './matrix.ts'
import { rulesSection } from './rules.ts'
import { storySection } from './story.ts'
import { style } from './style.ts'
import { countOf, dayAndTime } from './words.ts'

/** The page, a complete HTML document. */
export const reportHtml = (report: Report): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${report.title}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${report.title}</h1>
<p>${report.about}</p>
${figures(report)}
</header>
<main>
${storySection(report)}
${alertsSection(report)}
${matrixSection(report)}
${rulesSection(report)}
</main>
<footer>
<p>Written by Tripline on ${dayAndTime(report.generatedAt)} UTC. Times are UTC.</p>
<p>${attackNotice}</p>
</footer>
</body>
</html>
`.markup

/** The terms of ATT&CK ask for this line. https://attack.mitre.org/resources/legal-and-branding/terms-of-use/ */
const attackNotice = escapeText(
  '© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.',
)

function figures({ alerts, calls, eventCount, rules }: Report): Markup {
  const responses = alerts.filter(({ document }) => document.response !== null)
  const detections = alerts.length - responses.length
  const worst = (['critical', 'high'] as const).map((severity) => ({
    severity,
    count: alerts.filter(
      ({ document }) => document.response === null && document.severity === severity,
    ).length,
  }))
  const times = calls.map(({ time }) => time).sort()
  const rows: readonly (readonly [string, string])[] = [
    ['Alerts', countOf(detections)],
    ...worst.map(({ severity, count }) => [severity, countOf(count)] as const),
    ['Responses', countOf(responses.length)],
    ['Events read', countOf(eventCount)],
    ['Rules', countOf(rules.length)],
    ['First event', dayAndTime(times[0] ?? 'none')],
    ['Last event', dayAndTime(times.at(-1) ?? 'none')],
  ]
  return html`<dl class="figures">${joinMarkup(
    rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`),
  )}</dl>`
}
