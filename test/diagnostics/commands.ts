/** What commands cannot answer, by the file of the catalogue that says so. No code is printed. */

import type { CannotAnswer } from '../../src/diagnostics/cannot-answer.ts'
import { historyNeeded } from '../../src/diagnostics/catalogue/cannot-answer/arguments.ts'
import {
  changedFile,
  linkOutside,
  noRoom,
  notEditable,
  unreadable,
  unwritable,
} from '../../src/diagnostics/catalogue/cannot-answer/files.ts'
import {
  awsFailed,
  needsPermissions,
  noResponse,
  noResult,
  notDeployed,
  otherAccount,
  signIn,
} from '../../src/diagnostics/catalogue/cannot-answer/responses.ts'
import {
  failedPreparation,
  foreignService,
  notSavedYet,
  undeployableRules,
  unknownOperation,
  unknownRuleOfScenario,
} from '../../src/diagnostics/catalogue/cannot-answer/scenarios.ts'
import {
  brokenRulesAt,
  gitFailed,
  largeTemplate,
  noPlanAt,
} from '../../src/diagnostics/catalogue/cannot-answer/stage.ts'
import { beside, path, type Run, slip, stage, whole } from './project.ts'

/** What the commands answer in one project, and answers that need a broken disk, AWS or git. */
export interface Unanswered {
  readonly files: Run['files']
  readonly commands: readonly (readonly string[])[]
  readonly made?: readonly CannotAnswer[]
}

const project = beside({
  'tripline.yaml': stage,
  'event.json': '{"eventName": "StopLogging"}',
}).files
const hub = 'hub: { account: "111122223333", region: eu-west-1, organization: o-a1b2c3d4e5 }\n'
const two = stage.replace('channels:', '  test: { account: "444455556666" }\nchannels:')

export const unanswered: Readonly<Record<string, Unanswered>> = {
  arguments: {
    files: project,
    commands: [
      ['explain', 'trail-stopped'],
      ['test-event-pattern'],
      ['test-metric-filter'],
      ['new'],
      ['new', '--config', 'tripline.json'],
      ['new', 'rules/key-made'],
      ['new', 'Key_Made'],
      ['new', 'key-made', '--event', 'CreateAccessKey'],
      ['new', 'key-made', '--event', 'iam:CreateAcessKey'],
      ['new', 'key-made', '--event', 'zzz:Zzzzzzz'],
    ],
    made: [historyNeeded()],
  },
  events: {
    files: {
      ...project,
      'none.json': '{"Records": []}',
      'two.json': '{"Records": [{"eventID": "1"}, {"eventID": "2"}]}',
      'broken.json': '{"Records": [',
    },
    commands: [
      ['explain', 'trail-stopped', 'nowhere.json'],
      ['explain', 'trail-stopped', 'none.json'],
      ['explain', 'trail-stopped', 'two.json'],
      ['explain', 'trail-stopped', 'two.json', '--event-id', '3'],
      ['explain', 'trail-stopped', 'broken.json'],
    ],
  },
  files: {
    files: { ...project, 'empty/readme.txt': 'x' },
    commands: [
      ['validate', 'nowhere'],
      ['validate', 'empty'],
      ['validate', '--config', 'nowhere.yaml'],
      ['replay', 'nowhere'],
      ['replay', 'empty'],
      ['new', 'trail-stopped'],
      ['new', '--config'],
    ],
    made: [
      linkOutside('history/link.json'),
      changedFile(path),
      notEditable(path),
      unreadable('rules', "EACCES: permission denied, scandir 'rules'"),
      unwritable('out/rules.sarif', "ENOENT: no such file or directory, open 'out/rules.sarif'"),
      noRoom('/tmp', 'ENOSPC: no space left on device, write'),
    ],
  },
  rules: {
    files: {
      ...project,
      'broken/trail-stopped.yaml': String(slip('critical', 'Critcal').files[path]),
      'exceptions/drill.yaml':
        'rules: [trail-stopped]\nmatch: { eventName: x }\nreason: r\nowner: ann\nexpires: 2027-01-31\n',
    },
    commands: [
      ['explain', 'broken/trail-stopped.yaml', 'event.json'],
      ['test', 'exceptions'],
      ['explain', 'exceptions/drill.yaml', 'event.json'],
      ['explain', 'trail-stoped', 'event.json'],
      ['explain', 'zzz', 'event.json'],
    ],
  },
  stage: {
    files: {
      ...project,
      'two.yaml': two,
      'hub.yaml': stage + hub,
      'broken.yaml': 'channels: [oncall]\n',
      'unset.yaml': 'channels: { oncall: { subscribe: elsewhere } }\n',
      'text.json': 'text',
      'other.json': '{}',
    },
    commands: [
      ['plan', '--config', 'two.yaml'],
      ['plan', '--stage', 'prodcution'],
      ['plan', '--member-template'],
      ['plan', '--member-template', '--verbose'],
      ['plan', '--config', 'hub.yaml', '--member-template'],
      ['plan', '--against', 'text.json'],
      ['plan', '--against', 'other.json'],
      ['plan', '--against', 'last-week'],
      ['responses', '--config', 'nowhere.yaml'],
      ['responses', '--config', 'unset.yaml'],
    ],
    made: [
      largeTemplate(
        { resources: 306, bytes: 1_210_123 },
        { resources: 500, templateBytes: 1_000_000 },
      ),
      brokenRulesAt('main', 'unknown key `severty`'),
      noPlanAt('main', 'tripline.yaml has no `home`'),
      gitFailed('spawnSync git ENOENT'),
    ],
  },
  'no-config': {
    files: { [path]: whole, 'broken/tripline.yaml': '[' },
    commands: [['plan'], ['responses'], ['responses', '--config', 'broken/tripline.yaml']],
  },
  responses: {
    files: project,
    commands: [['approve', 'trail-stopped']],
    made: [
      otherAccount('444455556666', 'production', '111122223333'),
      notDeployed('production', 'eu-west-1'),
      awsFailed('ExpiredToken', 'The security token included in the request is expired', signIn),
      awsFailed(
        'AccessDenied',
        'User is not authorized to perform dynamodb:Scan',
        needsPermissions,
      ),
      noResponse('5f0c1d2e3a4b5968', 'production'),
      noResult('approve', '5f0c1d2e3a4b5968', 240),
    ],
  },
  scenarios: {
    files: { ...project, 'scenarios/drill.yaml': 'title: A drill\n' },
    commands: [
      ['simulate', 'dril'],
      ['simulate', 'drill'],
    ],
    made: [
      unknownRuleOfScenario('trail-stoped'),
      undeployableRules(['the alerts of this rule reach nobody']),
      failedPreparation('iam:GetUser', 'NoSuchEntityException', 'The user cannot be found'),
      notSavedYet('key', ['user', 'role']),
      foreignService('kms:ListKeys', ['dynamodb', 'ec2', 'iam']),
      unknownOperation('iam', 'MakeUser'),
    ],
  },
  'no-scenarios': { files: project, commands: [['simulate'], ['simulate', 'drill']] },
}
