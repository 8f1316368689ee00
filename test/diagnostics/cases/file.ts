/** Files that are not plain YAML. */
import { yamlSyntax } from '../../../src/diagnostics/catalogue/file.ts'
import { otherYamlError } from '../../../src/diagnostics/catalogue/yaml.ts'
import { startOf } from '../../../src/diagnostics/diagnostic.ts'
import { also, asking, beside, type Case, file, path, slip, whole } from '../project.ts'

/** A rule whose title is followed by broken YAML. */
const broken = (yaml: string) => file(whole.replace('severity: critical\n', () => yaml))

/** The parser has messages that we have no sentence for. */
const other = otherYamlError('document contains trailing content')

export const fileCases = {
  'file-too-large': [file(`# ${'x'.repeat(600_000)}`)],
  'not-text': [
    file(Buffer.from(`${whole}\n# caf\xe9\n`, 'latin1')),
    file(whole.replace('critical', 'criti\0cal')),
  ],
  'too-deep': [slip('eventName: StopLogging', `eventName: ${'['.repeat(100)}`)],
  'yaml-syntax': [
    also('alert: { fields: { Ranges: $.requestParameters.items[*].cidrIp } }'),
    broken('severity: high: very\n'),
    broken('attack: [T1098, T1098.001\nseverity: high\n'),
    broken('alert: { title: x\nseverity: high\n'),
    broken('alert: { title: x fields: y }\n'),
    broken('attack: ["T1098" "T1098.001"]\n'),
    broken('severity\nattack: [T1098]\n'),
    file(`${whole}runbook: |\nstart the trail\n`),
    broken('alert: {\n  a:\n  - b\n}\n'),
    file('- a: b\n  - c\n'),
    broken('severity: - critical\n'),
    broken('alert: { title: - x }\n'),
    file(`--- id: trail-stopped\n${whole}`),
    broken('runbook: | text\n  more\n'),
    broken('runbook: |\n\n    \n  text\n'),
    broken('title: "x"# comment\n'),
    broken('severity: @critical\n'),
    broken('title: "\\d+"\n'),
    broken('alert:\n   title: x\n  fields: y\n'),
    broken('alert:\n\ttitle: x\n'),
    broken('title: "x\n'),
    broken('title: "x" y\n'),
    { made: [yamlSyntax(other.message, other.help, startOf(path))] },
  ],
  'several-documents': [file(`${whole}---\n${whole}`)],
  'yaml-alias': [asking('eventName: *Logging'), asking('eventName: &stop StopLogging')],
  'yaml-tag': [slip('severity: critical', 'severity: !!str critical')],
  'yaml-directive': [file(`%YAML 1.1\n---\n${whole}`)],
  'duplicate-key': [asking('eventName: StopLogging', 'eventName: DeleteTrail')],
  'key-not-text': [also('404: page not found\n? [a]\n: x\n: y')],
  'empty-file': [file('# later\n')],
  'not-a-mapping': [
    file(`- ${whole.replaceAll('\n', '\n  ')}`),
    beside({ 'exceptions/drill.yaml': '- drill\n' }),
  ],
  'unquoted-account-id': [asking('eventName: StopLogging', 'recipientAccountId: 012345678901')],
  'ambiguous-number': [asking('eventName: StopLogging', 'requestParameters.port: 0022')],
  'sigma-not-read': [
    file('title: Trail\nlogsource: { service: cloudtrail }\ndetection: { condition: x }\n'),
  ],
} satisfies Record<string, readonly Case[]>
