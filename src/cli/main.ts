#!/usr/bin/env node
/** The entry of the command: exit code, signals, nothing else. */
import { removeTemporaryFiles, removeTemporaryFilesOnSignals } from '#platform';
import { run } from './run.ts';

removeTemporaryFilesOnSignals();
const exitCode = await run(process.argv.slice(2));
removeTemporaryFiles();
// An input that nobody reads any more (a pipe that stays open) must not keep the process alive.
process.exit(exitCode);
