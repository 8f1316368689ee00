/** What commands find in rules that load, and in files of history. */
import { failingTest, possibleAlert } from '../../../src/diagnostics/catalogue/failing-test.ts'
import {
  damagedHistory,
  lineTooLong,
  moreProblems,
  tooDeepRecord,
  unreadableHistory,
  valueTooLarge,
} from '../../../src/diagnostics/catalogue/history-files.ts'
import {
  firesForNothing,
  invalidOutput,
  matchesTooMuch,
  missesEvent,
  notAJsonPattern,
  silencedByTruncation,
  undocumentedMatch,
} from '../../../src/diagnostics/catalogue/results.ts'
import { beside, type Case, path, slip, source, testing } from '../project.ts'

const stop =
  '{ eventSource: cloudtrail.amazonaws.com, eventName: StopLogging, awsRegion: us-east-2 }'

const span = { file: path, start: { line: 1, column: 5 }, end: { line: 1, column: 18 } }

export const resultCases = {
  'cannot-compile': [
    slip(
      `match:\n${source}`,
      `via: metric-filter\nmatch:\n${source.replace('StopLogging', "{ matches: '^Stop.*g' }")}`,
    ),
  ],
  // Only a mistake in Tripline itself brings these about.
  unproven: [
    {
      made: [
        missesEvent('event pattern', span),
        matchesTooMuch('event pattern', span),
        invalidOutput('event pattern', 'Event pattern is too large', span),
        invalidOutput('metric filter', notAJsonPattern, span),
        undocumentedMatch('metric filter', span),
        silencedByTruncation(span),
        firesForNothing(span),
      ],
    },
  ],
  'failing-test': [
    { ...slip('eventName: StartLogging }', 'eventName: StopLogging }'), args: ['test'] },
    { ...slip('eventName: StopLogging }', 'eventName: StartLogging }'), args: ['test'] },
    testing(
      "respond: [{ action: restart-trail }]\nthreshold: { count: 2, within: 10m, by: awsRegion }\nalert: { title: 'Stopped in {$.awsRegion}', fields: { Region: $.awsRegion } }\n",
      [
        `  - fires: the first stop\n    event: ${stop}\n    alerts: 1\n`,
        `  - fires: the second stop, late\n    events: [{ event: ${stop}, times: 2, after: 11m }]\n`,
        `  - quiet: the second stop\n    events: [{ event: ${stop}, times: 2 }]\n`,
        `  - quiet: the second stop again\n    events: [{ event: ${stop}, times: 2 }]\n    alerts: 1\n`,
        `  - quiet: the third stop\n    events: [{ event: ${stop}, times: 3 }]\n    alerts: 2\n`,
        ...[
          'alerts: 2',
          'alert: { title: Stopped in eu-west-1 }',
          'alert: { fields: { Region: eu-west-1 } }',
          'alert: { fields: { Trail: main } }',
          'alert: { count: 3 }',
          'alert: { key: { awsRegion: eu-west-1 } }',
          'possible: true',
          'responds: rollback-iam',
          'responds: restart-trail',
        ].map(
          (line) =>
            `  - fires: ${line.replaceAll(/[{}: ]+/g, ' ').trim()}\n    events: [{ event: ${stop}, times: 2 }]\n    ${line}\n`,
        ),
      ].join(''),
    ),
    { made: [failingTest('a whole record', possibleAlert, span)] },
  ],
  'broken-history': [
    {
      ...beside({
        'history/a.jsonl': '{"eventName":"StartLogging"}\n{"eventName":"Stop\n5\n',
        'history/b.json': '{"Records": [5]}',
        'history/c.json': '{\n  "Records": [',
        'history/d.json': '{"Events": [{"EventName": "StopLogging"}]}',
        'history/e.json': '',
      }),
      args: ['replay', 'history'],
    },
    {
      ...beside({
        'history/a.json': '{"srcaddr": "10.0.0.1"}\n{"class_uid": 6003}\n',
        'history/b.json': '{"awslogs": {"data": "H4sIAAAAAAAA"}}',
      }),
      args: ['replay', 'history'],
    },
    {
      made: [
        moreProblems('history/a.jsonl', 4979),
        tooDeepRecord('history/a.json', 1000),
        unreadableHistory('history/a.json', undefined, 'EIO: i/o error, read'),
        damagedHistory('history/a.json.gz', 1447, 'unexpected end of file'),
        damagedHistory('history/a.jsonl', 2, lineTooLong(400_000_000)),
        damagedHistory('history/a.json', undefined, valueTooLarge),
      ],
    },
  ],
} satisfies Record<string, readonly Case[]>
