/**
 * Writes alerts for people, by e-mail and SMS. They are read at three in the morning on a phone:
 * the first line has what happened, who and where; then come the facts, always in the same order;
 * then what to do. Links come last.
 */
import type { AlertDocument, ResponseDocument } from '../document.ts'
import { factsOf } from '../facts.ts'
import { headline } from '../headline.ts'
import { huntQuery } from '../hunt-query.ts'
import { inert, paragraphs, visible } from '../neutral.ts'
import type { TextFormat } from '../rendered.ts'
import { smsOf, subjectOf } from '../subject.ts'

export const text: TextFormat = {
  render: (document) => ({
    subject: subjectOf(document),
    message: `${sections(document)
      .filter((section) => section !== '')
      .join('\n\n')}\n`,
    sms: smsOf(document),
  }),
}

function sections(document: AlertDocument): string[] {
  const { response, runbook, notes } = document
  return [
    headline(document),
    factsOf(document)
      .map(({ label, value }) => `${label}: ${value}`)
      .join('\n'),
    notes.map((note) => `Note: ${inert(note, 1024)}`).join('\n'),
    response === null ? '' : responseText(response),
    `Why it matters\n${paragraphs(document.why, 2048)}`,
    `What to do\n${runbook === null ? 'The rule has no runbook.' : paragraphs(runbook, 8192)}`,
    linksText(document),
    queryText(document),
    footer(document),
  ]
}

export function responseText({
  responder,
  mode,
  summary,
  steps,
  remains,
  command,
  id,
}: ResponseDocument): string {
  return [
    `Response by ${inert(responder, 40)} (${mode})`,
    inert(summary, 2048),
    ...steps
      .slice(0, 50)
      .map(({ call, done }) => `${done ? 'done' : 'not done'}: ${inert(call, 512)}`),
    ...remains.slice(0, 50).map((task) => `To do: ${inert(task, 512)}`),
    ...(command === null ? [] : [`Command: ${inert(command, 512)}`]),
    `Response id: ${visible(id, 64)}`,
  ].join('\n')
}

function linksText({ links }: AlertDocument): string {
  const lines = links.flatMap(({ label, url }) =>
    isSafe(url) ? [`${inert(label, 120)}\n${url}`] : [],
  )
  return lines.length === 0 ? '' : `Links\n${lines.join('\n')}`
}

/**
 * Whether a text is an https address and nothing else, without characters that end a link or hide a
 * part of it.
 */
export const isSafe = (url: string): boolean =>
  url.length <= 2048 && /^https:\/\/[a-z\d.-]+\/[\w\-./?#&=:%$+,;@~]*$/i.test(url)

function queryText(document: AlertDocument): string {
  const query = huntQuery(document)
  return query === undefined
    ? ''
    : `Other calls of this caller in the next 24 hours (Athena)\n${query}`
}

function footer({ rule, attack, controls, id, dedupKey }: AlertDocument): string {
  const about = [...attack.slice(0, 10), ...controls.slice(0, 10)].map((one) => visible(one, 40))
  return [
    `Rule ${[visible(rule, 64), ...about].join(', ')}`,
    `Alert ${visible(id, 64)}, group ${inert(dedupKey, 255)}`,
  ].join('\n')
}
