/** Everything that is known after a file was sent: what `--json` prints, `--report` writes and the page shows. */
import type { ChannelReport } from '../../rcc/index.ts';

export interface SendReport extends ChannelReport {
  readonly samplewire: string;
  /** The command line that repeats it. */
  readonly command: string;
  readonly input: string;
  readonly output: string;
  readonly rows: number;
  /** Rows that `--missing skip` left out. */
  readonly rowsLeftOut: number;
  readonly targets: readonly string[];
  /** The method that was asked for; `auto` where it was chosen here. */
  readonly methodRequested: string;
  readonly keyStored: boolean;
}

/** JSON with a line break at its end; not-a-number and infinities do not occur in a report. */
export function reportJson(report: object): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
