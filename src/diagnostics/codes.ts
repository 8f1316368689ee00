/**
 * Every diagnostic code with its general meaning. SARIF output lists them as its rules. A code is
 * never renamed, and never used for another thing.
 */
export const codes = {
  // The file itself
  'file-too-large': 'The file is larger than a rule or a configuration can sensibly be',
  'not-text': 'The file is not UTF-8 text',
  'too-deep': 'The YAML is nested deeper than any rule needs',
  'yaml-syntax': 'The file is not valid YAML',
  'several-documents': 'One file holds one YAML document',
  'yaml-alias': 'Anchors and aliases are not used: what a rule means must stand where it is read',
  'yaml-tag': 'YAML tags are not used',
  'yaml-directive': 'YAML directives are not used: every file is read as YAML 1.2',
  'duplicate-key': 'A key stands twice in one mapping',
  'key-not-text': 'A key must be text',
  'empty-file': 'The file holds nothing',
  'not-a-mapping': 'The file must be a mapping of keys to values',
  'unquoted-account-id':
    'Twelve digits without quotes are read as a number, and account ids are text',
  'ambiguous-number': 'A number that YAML or JSON would read as another one',
  'sigma-not-read': 'Sigma rules are recognised but not read by this version',

  // The envelope of a rule, an exception or tripline.yaml
  'unknown-key': 'A key that means nothing here',
  'missing-key': 'A key that must be there is not',
  'wrong-type': 'A value of the wrong kind',
  'unknown-value': 'A value that is none of the allowed words',
  'bad-value': 'A value outside of what is allowed',
  'empty-value': 'A key without a value',
  'id-not-kebab-case': 'Rule ids are lower-case words joined by hyphens',
  'id-not-file-name': 'A rule is found by its id, so its file carries the same name',
  'duplicate-id': 'Two rules share an id',
  'bad-duration': 'A duration is a whole number and s, m, h or d',
  'bad-date': 'A date is yyyy-mm-dd',
  'bad-attack-id': 'Not an ATT&CK technique id',
  'old-attack-id': 'An ATT&CK id that version 19 replaced',
  'bad-json-path': 'A JSONPath that names no field, or asks for more than naming one',
  'unknown-channel': 'A channel that tripline.yaml does not define',
  'untested-rule': 'A rule without a test that fires and one that stays quiet',
  'bad-event-file': 'The event of a test cannot be read',
  'unknown-rule': 'An exception for a rule that is not there',
  'expired-exception': 'An exception that no longer holds',

  // Blocks and tests
  'unknown-operator': 'An operator the language does not have',
  'wrong-operand': 'An operator with an operand of the wrong kind',
  'empty-block': 'A block without a test holds for every event',
  'empty-test': 'A test without an alternative never holds',
  'bad-path': 'A path that cannot reach a field',
  'repeated-path': 'One path twice in a block',
  'unknown-field': 'A field CloudTrail records do not have',
  'unknown-condition': 'A named condition the language does not have',
  'misplaced-condition': 'A named condition on events it can never hold for',
  'bad-regex': 'A regular expression RE2 does not accept',
  'bad-wildcard': 'A wildcard with an escape that means nothing',
  'bad-network': 'Not an IPv4 or IPv6 network',
  'unknown-list': 'A list that tripline.yaml does not define',
  'misplaced-list': 'A list stands for a whole value, not for a part of one',

  // What the commands find
  'cannot-compile': 'A rule that cannot be what its `via` asks for',
  unproven: 'What is compiled from a rule does not fire for the events of the rule',
  'failing-test': 'A rule that does not do with an event what its own test says',
  'broken-history': 'A file of history that cannot be read to its end',

  // What would go wrong once it is deployed
  'unknown-stage': 'A stage that tripline.yaml gives no account',
  'region-not-enabled': 'A region that is not enabled, or does not exist in the partition',
  'unheard-channel': 'A topic that nobody is subscribed to',
  'unreached-channel': 'A channel that no rule sends anything to',
  'unnotified-rule': 'A rule whose alerts reach nobody',
  'unanswered-response': 'A rule with a response that never starts',
  'wide-break-glass': 'A break-glass pattern that an intruder can make a principal for',
  'missing-log-group': 'A metric filter without a log group to read',
  'unprotected-stage': 'A stage whose resources others than its deploying role may change',
  'bad-hub': 'A hub that its members would not find',
  'over-quota': 'More of something than AWS takes',

  // What cannot fire, or not as meant: findings about rules that are read without an error
  'unknown-event-name': 'An event name that is not known to exist',
  'misspelt-event-name': 'An event name in another letter case, or with spaces in it',
  'versioned-event-name': 'An event whose records carry the version of the API in their name',
  'not-an-event': 'An IAM action or API operation that is never recorded under this name',
  'wrong-service': 'An event name that belongs to another service',
  'unguarded-name': 'An event name of several services, asked for without its service',
  'unknown-event-source': 'An event source that is not known to exist',
  'bad-event-source': 'Not the form, or not the name, that records carry as event source',
  'needs-read-only-events':
    'Events that EventBridge delivers only to rules in a state of their own',
  'needs-data-events': 'Events that a trail records only where it selects them',
  'needs-insights': 'Events that exist only where a trail analyses its calls',
  'needs-network-activity':
    'Events of VPC endpoints that a trail records only where it selects them',
  'never-matches': 'A test, clause or rule that no event can meet',
  'always-matches': 'A test or clause that every event meets',
  'subsumed-clause': 'A clause or value that adds nothing to what stands beside it',
  'subsumed-rule': 'A rule that fires only where another one fires',
  'unfilled-field': 'A field that CloudTrail leaves empty, hides or cuts in the events asked for',
} as const

export type Code = keyof typeof codes
