import type { SendReport } from '../report/send-report.ts';
import type { ColumnStatistics } from '../report/statistics.ts';
export async function reportPage(report: SendReport, columns: readonly ColumnStatistics[]): Promise<string> {
  return JSON.stringify([report, columns]);
}
