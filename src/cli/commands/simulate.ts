import { several } from '../arguments.ts'
import { command } from '../command.ts'
import { projectOptions, repeated, text } from '../options.ts'

/**
 * Plays scenarios on an AWS account in this process, and reports whether each came out as expected.
 */
export const simulate = command({
  name: 'simulate',
  description:
    'Play attacks on an AWS account in this process, and show the alerts and the rollbacks',
  arguments: [several('scenarios', 'names of `scenarios/*.yaml`, or files (default: all)')],
  options: {
    ...projectOptions,
    rules: repeated('path', 'a rule file or folder; may be repeated (default: rules)'),
    report: text('file', 'also write an HTML page'),
  },
  examples: [
    'tripline simulate attack-story --report report.html',
    'tripline simulate',
    'tripline simulate scenarios/quiet-day.yaml --format junit',
  ],
  async run([names], options, terminal) {
    // Loaded on demand: the AWS account takes half a second and fifty megabytes that no other
    // command needs.
    const { playScenarios } = await import('../simulate/play-scenarios.ts')
    return playScenarios(names, options, terminal)
  },
})
