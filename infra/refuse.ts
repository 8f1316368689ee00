/**
 * Ends SST before it makes any call to AWS. SST hides an error that its configuration throws behind
 * "Unexpected error occurred". It shows an error that `run` throws, but by then it has written its
 * own buckets into an account that may be the wrong one. So the reason is printed directly, on the
 * error output of the `sst` process that evaluates the configuration, or else on the terminal. It
 * is thrown as well, for the log of `--print-logs`.
 */
import { appendFileSync } from 'node:fs'

/** Prints why SST must not continue, and throws. */
export function refuse(why: string): never {
  print(`\n✕  ${why}\n\n`)
  throw new Error(why)
}

/**
 * Prints a text on the error output of the parent process, or else on the terminal. The first path
 * does not exist outside of Linux and cannot be opened if it is a socket. Without a terminal there
 * is nobody to read.
 * https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html
 */
function print(text: string): void {
  for (const output of [`/proc/${process.ppid}/fd/2`, '/dev/tty']) {
    try {
      appendFileSync(output, text)
      return
    } catch {
      // This output cannot be opened. Try the next one.
    }
  }
}
