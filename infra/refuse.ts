/**
 * Ends SST before it has asked anything of AWS. What its configuration throws, SST hides behind
 * "Unexpected error occurred"; what `run` throws it shows, but by then it has written its own buckets
 * into an account that may be the wrong one. So the reason is said past it, on the error output of
 * the `sst` process that evaluates the configuration or on the terminal, and thrown as well, for the
 * log of `--print-logs`.
 */
import { appendFileSync } from 'node:fs'

export function refuse(why: string): never {
  say(`\n✕  ${why}\n\n`)
  throw new Error(why)
}

/** https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html; elsewhere, or where that is a socket, there is a terminal or nobody to read. */
function say(text: string): void {
  for (const output of [`/proc/${process.ppid}/fd/2`, '/dev/tty']) {
    try {
      appendFileSync(output, text)
      return
    } catch {
      // Not this one.
    }
  }
}
